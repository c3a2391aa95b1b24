"""A file that lives in memory, and longer than any process."""

import os

with open(f"/dev/shm/left-behind-{os.getpid()}", "wb") as file:
    file.write(b"x" * (1 << 20))

