"""`python -m microsite`."""

import sys

from microsite.quick_build import main

sys.exit(main())
