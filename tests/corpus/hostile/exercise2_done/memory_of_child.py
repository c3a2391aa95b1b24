# Memory that another process takes: 2 GiB of it.
# got: used more than 1 GiB of memory
# then: the right answer

import subprocess
import sys

HOARD = "import time; hoard = b'x' * (2 << 30); time.sleep(10**6)"
subprocess.run([sys.executable, "-c", HOARD], check=True)
