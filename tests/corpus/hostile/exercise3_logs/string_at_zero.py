# A look at where nothing is.
# got: SIGSEGV
# then: the right answer

import ctypes

ctypes.string_at(0)
