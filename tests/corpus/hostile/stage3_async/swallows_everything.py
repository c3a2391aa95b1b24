"""A loop that no exception ends."""

import signal
import time

signal.signal(signal.SIGUSR1, signal.SIG_IGN)
while True:
    try:
        time.sleep(10**6)
    except BaseException:
        pass

