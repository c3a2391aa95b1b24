"""A parent that is made to stand still."""

import os
import signal

os.kill(os.getppid(), signal.SIGSTOP)

