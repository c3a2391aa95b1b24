"""Open a file in a folder that a submission can change: no link is followed, no pipe waited for."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO, Literal

from graders.errors import ChildGone
from graders.transcript import Problem

OF_SOMETHING_ELSE = {
    *(errno.ELOOP, errno.ENXIO, errno.EISDIR, errno.ENOTDIR, errno.ENOENT),
    *(errno.EACCES, errno.EPERM, errno.ENODEV),
}
"""Errors of a link, a pipe nobody reads, a folder, a device, and of nothing at all."""
CAREFULLY = [getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY")]


def open_plain(path: Path, mode: Literal["rb", "wb"]) -> BinaryIO:
    """Open a file to read it, or to write it anew; raise `ChildGone` when it is no plain file."""
    flags = os.O_RDONLY if mode == "rb" else os.O_WRONLY | os.O_CREAT
    try:
        descriptor = os.open(path, flags | sum(CAREFULLY), 0o666)
    except OSError as error:
        if error.errno in OF_SOMETHING_ELSE:
            raise _something_else(path) from error
        raise
    # Not opened so that it is emptied: it could be another name of a file that is not theirs.
    if not _is_plain(os.fstat(descriptor)):
        os.close(descriptor)
        raise _something_else(path)
    if mode == "wb":
        os.ftruncate(descriptor, 0)
        _give_to_owner(path.parent, descriptor)
    return open(descriptor, mode)


def _give_to_owner(folder: Path, descriptor: int) -> None:
    """Have a file belong to whom its folder belongs to, which a submission may run as."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        owner = os.stat(folder)
        os.fchown(descriptor, owner.st_uid, owner.st_gid)


def _is_plain(found: os.stat_result) -> bool:
    return stat.S_ISREG(found.st_mode) and found.st_nlink <= 1


def _something_else(path: Path) -> ChildGone:
    return ChildGone(Problem("garbled", f"it has put something else in the place of {path.name}"))
