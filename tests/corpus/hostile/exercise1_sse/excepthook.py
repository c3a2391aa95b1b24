"""An exception that is nobody's business."""

import os
import sys
import threading

sys.excepthook = sys.unraisablehook = threading.excepthook = lambda *_: os._exit(0)
raise ValueError("not for you")

