# A daemon by the book: two forks, a session of its own, no file open, deaf to signals.
# then: the right answer
# needs: os.fork

import contextlib
import os
import signal
import sys

sys.stdout.flush()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.chdir("/")
        os.closerange(0, 256)
        for number in signal.valid_signals():
            with contextlib.suppress(OSError, ValueError):
                signal.signal(number, signal.SIG_IGN)
        while True:
            signal.pause()
    os._exit(0)
os.wait()
