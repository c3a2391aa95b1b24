# As much as fits in that place, with escapes in it.
# kind: D
# got: no sign of life
# most: 0

import os
import time

for name in [*os.listdir(), "where-it-stands.txt"]:
    with open(name, "wb") as file:
        file.write(b'  File "/\x1b[2J", line 1 in \x1b]0;x\x07\n' * (16 << 14))
time.sleep(10**6)
