"""A line of 100 MiB that never ends."""

import sys
import time

sys.stdout.write("x" * (100 << 20))
sys.stdout.flush()
time.sleep(10**6)

