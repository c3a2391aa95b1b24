# The parent's files, for what it was told at its start, and by whom.
# kind: A
# then: the right answer
# landlock: 1

import os
from contextlib import suppress
from pathlib import Path

for pid in (os.getppid(), 1):
    for name in ("environ", "auxv", "maps", "syscall", "stack", "fd/3", "fd/4", "fdinfo/3", "cwd/.git/HEAD"):
        with suppress(OSError):
            Path(f"/proc/{pid}/{name}").read_bytes()
            raise SystemError(f"it has read {name} of process {pid}")
