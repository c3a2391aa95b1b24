# Death by a signal at import.
# got: SIGSEGV

import os
import signal

os.kill(os.getpid(), signal.SIGSEGV)
