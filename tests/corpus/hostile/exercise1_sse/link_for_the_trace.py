# A link to something endless in that place.
# kind: D
# got: no sign of life
# most: 0
# needs: os.mkfifo

import os
import time
from pathlib import Path

for name in [*os.listdir(), "where-it-stands.txt"]:
    Path(name).unlink(missing_ok=True)
    os.symlink("/dev/zero", name)
time.sleep(10**6)
