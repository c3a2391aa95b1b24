# A list that grows, up to 2 GiB.
# got: used more than 1 GiB of memory
# then: the right answer

import time

hoard = [b"%d" % number * (16 << 20) for number in range(10, 74)]
time.sleep(10**6)
