# A debugger that follows every line, and garbage that stays.
# then: the right answer

import gc
import sys
import threading

gc.disable()


def trace(*_):
    """Follow."""
    return trace


sys.settrace(trace)
sys.setprofile(trace)
threading.settrace(trace)
threading.setprofile(trace)
