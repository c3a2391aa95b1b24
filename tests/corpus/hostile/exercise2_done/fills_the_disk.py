# Four gigabytes in files, each of them small enough.
# kind: D
# got: to its files or no sign of life
# most: 0
# needs: os.posix_fallocate

import os
import time

for number in range(256):
    with open(f"full-{number}", "wb") as file:
        os.posix_fallocate(file.fileno(), 0, 16 << 20)
time.sleep(10)
raise SystemError("it has filled the disk")
