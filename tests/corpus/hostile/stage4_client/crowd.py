"""Children by the hundred, none of which has anything to do."""

import os
import time

for _ in range(300):
    if os.fork() == 0:
        break
time.sleep(10**6)

