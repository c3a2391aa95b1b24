# A loop that no exception ends.
# got: no sign of life
# then: the right answer

import signal
import time

signal.signal(signal.SIGUSR1, signal.SIG_IGN)
while True:
    try:
        time.sleep(10**6)
    except BaseException:
        pass
