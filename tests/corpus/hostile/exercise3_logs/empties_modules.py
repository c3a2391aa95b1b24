"""No modules any more."""

import sys

sys.modules.clear()

