# A file that asks to leave while it is loaded.
# got: SystemExit: nothing to see here, stage1_generator.py:3, sys.exit

import sys

sys.exit("nothing to see here")
