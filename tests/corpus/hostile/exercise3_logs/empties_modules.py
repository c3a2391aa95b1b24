# No modules any more.
# got: anything
# then: the right answer

import sys

sys.modules.clear()
