"""Death by a signal at import."""

import os
import signal

os.kill(os.getpid(), signal.SIGSEGV)
