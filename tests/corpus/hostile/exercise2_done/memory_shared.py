# Memory that is shared with nobody yet: 2 GiB of it.
# got: used more than 1 GiB of memory
# then: the right answer

import mmap
import time

hoard = mmap.mmap(-1, 2 << 30)
for _ in range(2 << 10):
    hoard.write(b"x" * (1 << 20))
time.sleep(10**6)
