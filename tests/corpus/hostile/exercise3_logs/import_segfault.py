# Death by a signal at import.
# got: SIGSEGV
# needs: signal.SIGKILL

import os
import signal

os.kill(os.getpid(), signal.SIGSEGV)
