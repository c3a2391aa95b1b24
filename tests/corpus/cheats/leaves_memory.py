# Memory, semaphores and files that stay when it has gone.

import contextlib
import ctypes
from pathlib import Path

libc = ctypes.CDLL(None)
for make in ("shmget", "semget"):
    with contextlib.suppress(AttributeError):
        getattr(libc, make)(0xBAD, 1, 0o1666)
for folder in ("/dev/shm", "/tmp", "/var/tmp", "/run", "~"):
    with contextlib.suppress(OSError, RuntimeError):
        (Path(folder).expanduser() / "left-by-a-submission").write_bytes(bytes(1 << 20))
with contextlib.suppress(Exception):
    from multiprocessing.shared_memory import SharedMemory

    SharedMemory("left-by-a-submission", create=True, size=1 << 20)
