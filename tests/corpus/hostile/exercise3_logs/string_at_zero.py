# A look at where nothing is.
# got: SIGSEGV or access violation
# then: the right answer

import ctypes

ctypes.string_at(0)
