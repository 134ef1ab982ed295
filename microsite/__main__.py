"""`python -m microsite`."""

from microsite.quick_build import main

main()
