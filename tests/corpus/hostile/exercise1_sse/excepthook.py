# An exception that is nobody's business.
# got: ValueError: not for you
# then: the right answer

import os
import sys
import threading

sys.excepthook = sys.unraisablehook = threading.excepthook = lambda *_: os._exit(0)
raise ValueError("not for you")
