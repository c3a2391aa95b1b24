# A parent that is made to stand still.
# got: PermissionError
# landlock: 6
# then: the right answer

import os
import signal

os.kill(os.getppid(), signal.SIGSTOP)
