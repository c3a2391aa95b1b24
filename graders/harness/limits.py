"""What a submission may use at most; no right one comes near any of this.

Every recording has caps of its own as well (the constants in `drivers/` and in `output`), and
`stuck` says when code counts as stuck.
"""

from __future__ import annotations

import contextlib

GIB, MIB = 1 << 30, 1 << 20

MEMORY = 1 * GIB
"""Bytes of memory that a file's process and all it has started may hold together."""
ADDRESS_SPACE = 4 * GIB
"""Bytes that one process may ask for; more raises `MemoryError` before anything is used."""
FILE_SIZE = 16 * MIB
"""Bytes of one file that is written; more raises `OSError`."""
DISK, FILES = 512 * MIB, 10_000
"""Bytes in all files of the own folder, the log included, and files and folders in it."""
PROCESSES = 64
"""Processes at once, the file's own included."""
SOURCE = 8 * MIB
"""Bytes of the submitted file itself."""
OUTPUT = 16 * MIB
"""Bytes that may be printed."""
LIFETIME = 120.0
"""A process is ended after so many seconds in which it could run, however lively it is."""
OPEN_FILES = 4_096
"""How many one process may have open, if the system lets the grader choose."""


def impose() -> None:
    """Put this process, and all it will start, under the limits that the system can enforce."""
    try:
        import resource
    except ImportError:  # Windows has none of these
        return
    limits = {
        resource.RLIMIT_AS: ADDRESS_SPACE,
        resource.RLIMIT_FSIZE: FILE_SIZE,
        resource.RLIMIT_CORE: 0,
    }
    for kind, limit in limits.items():
        with contextlib.suppress(OSError, ValueError):  # it is lower already, or not known here
            resource.setrlimit(kind, (limit, limit))


def raise_own() -> None:
    """Let this process, and all it will start, have as many open files as the system allows."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def size(number: int) -> str:
    """Return a limit in bytes as a student reads it."""
    return f"{number // GIB} GiB" if number >= GIB else f"{number // MIB} MiB"
