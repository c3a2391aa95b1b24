# The end of the process that this one came from.
# got: PermissionError
# landlock: 6
# then: the right answer

import os
import signal

os.kill(os.getppid(), signal.SIGKILL)
