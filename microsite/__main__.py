"""`python -m microsite`."""

from microsite.quick_build import main_and_leave

main_and_leave()
