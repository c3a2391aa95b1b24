# Files that not even the superuser can remove, as long as they are so.
# kind: G
# then: the right answer
# needs: os.mkfifo

import contextlib
import fcntl
import os

SET_FLAGS, IMMUTABLE, APPEND_ONLY = 0x40086602, 0x10, 0x20

for name, flag in {"never": IMMUTABLE, "more": APPEND_ONLY}.items():
    with open(name, "w") as file, contextlib.suppress(OSError):
        fcntl.ioctl(file.fileno(), SET_FLAGS, flag.to_bytes(8, "little"))
        fcntl.ioctl(file.fileno(), SET_FLAGS, bytes(8))
        raise SystemError("it has made a file that cannot be removed")
