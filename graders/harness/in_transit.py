"""What a process has put into pipes and sockets, and nobody has taken out: the system holds it."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import struct
import sys
from collections.abc import Iterator

PIDFD_GETFD = 438
"""The system call that gives a copy of another process's descriptor."""
BY_NAME = ("pipe:", "socket:")
"""How the names of pipes and sockets begin among the descriptors of a process."""


def in_transit(pid: int) -> Iterator[tuple[str, int]]:
    """Yield the name of each pipe and socket of a process, and the bytes that wait in it (Linux).

    Where the system does not let us look, there are none.
    """
    if sys.platform == "linux" and hasattr(os, "pidfd_open"):
        with contextlib.suppress(OSError), _opened(os.pidfd_open(pid)) as process:
            for name, number in _pipes_and_sockets(pid):
                with contextlib.suppress(OSError), _opened(_copy(process, number)) as copy:
                    yield name, _waiting(copy)


def _pipes_and_sockets(pid: int) -> Iterator[tuple[str, int]]:
    folder = f"/proc/{pid}/fd"
    for number in os.listdir(folder):
        with contextlib.suppress(OSError):  # it has been closed meanwhile
            name = os.readlink(f"{folder}/{number}")
            if name.startswith(BY_NAME):
                yield name, int(number)


def _copy(process: int, number: int) -> int:
    copied = int(_libc().syscall(PIDFD_GETFD, process, number, 0))
    if copied < 0:
        raise OSError(ctypes.get_errno(), "the descriptor of another process")
    return copied


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def _waiting(descriptor: int) -> int:
    import fcntl
    import termios

    answer = fcntl.ioctl(descriptor, termios.FIONREAD, struct.pack("i", 0))
    return int(struct.unpack("i", answer)[0])


@contextlib.contextmanager
def _opened(descriptor: int) -> Iterator[int]:
    try:
        yield descriptor
    finally:
        os.close(descriptor)
