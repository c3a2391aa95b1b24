# A file that lives in memory, and longer than any process.
# got: PermissionError
# landlock: 1
# then: the right answer

import os

with open(f"/dev/shm/left-behind-{os.getpid()}", "wb") as file:
    file.write(b"x" * (1 << 20))
