# A loop at import that hears no signal.
# got: no sign of life

import contextlib
import signal

for number in signal.valid_signals():
    with contextlib.suppress(OSError, ValueError):
        signal.signal(number, signal.SIG_IGN)

while True:
    pass
