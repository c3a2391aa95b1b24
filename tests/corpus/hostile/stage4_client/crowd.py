# Children by the hundred, none of which has anything to do.
# got: more than 64 processes at once
# then: the right answer
# needs: os.fork

import os
import time

for _ in range(300):
    if os.fork() == 0:
        break
time.sleep(10**6)
