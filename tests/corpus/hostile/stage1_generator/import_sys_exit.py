"""A file that asks to leave while it is loaded."""

import sys

sys.exit("nothing to see here")
