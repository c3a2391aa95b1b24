# Does nothing, for as long as it is let.

import signal
import time

for number in ("SIGTERM", "SIGINT", "SIGHUP"):
    if hasattr(signal, number):
        signal.signal(getattr(signal, number), signal.SIG_IGN)
while True:
    try:
        time.sleep(10**6)
    except BaseException:
        pass
