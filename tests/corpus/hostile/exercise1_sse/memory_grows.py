"""A list that grows, up to 2 GiB."""

import time

hoard = [b"%d" % number * (16 << 20) for number in range(10, 74)]
time.sleep(10**6)

