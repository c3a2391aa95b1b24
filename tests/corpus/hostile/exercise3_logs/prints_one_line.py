# A line of 100 MiB that never ends.
# got: printed more than 16 MiB
# then: the right answer

import sys
import time

sys.stdout.write("x" * (100 << 20))
sys.stdout.flush()
time.sleep(10**6)
