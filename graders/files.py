"""Write a file so that whoever looks sees the old one or the new one, and never half of it."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path

IN_USE = (5, 32, 33)
"""Windows' errors for a file that another program has open: denied, shared with nobody, locked."""
PAUSES = (0.02, 0.05, 0.1, 0.2, 0.4, 0.8)
"""Seconds in which an editor or a virus scanner lets go of a file, if it ever does."""


def atomic_write(file: str | Path, content: bytes) -> None:
    """Make `content` the content of `file`; a link stays a link, and the file's mode is kept."""
    target = os.path.realpath(file)
    with new_file_beside(target) as path:
        with open(path, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        if os.path.exists(target):
            os.chmod(path, stat.S_IMODE(os.stat(target).st_mode))
        try:
            patiently(lambda: os.replace(path, target))
        except PermissionError as error:
            if not _in_use(error):
                raise
            reason = "another program has it open, or it is read-only"
            raise PermissionError(f"{target} cannot be replaced: {reason}") from error


def patiently(act: Callable[[], object]) -> None:
    """Do what Windows refuses as long as another program has a file open, a few times at most."""
    for pause in PAUSES:
        try:
            act()
            return
        except PermissionError as error:
            if not _in_use(error):
                raise
        time.sleep(pause)
    act()


def _in_use(error: PermissionError) -> bool:
    return getattr(error, "winerror", None) in IN_USE


@contextlib.contextmanager
def new_file_beside(target: str) -> Iterator[str]:
    """Make an empty file in the same folder; it is gone afterwards, unless it was renamed."""
    path = os.path.join(os.path.dirname(target), f".writing-{secrets.token_hex(8)}.tmp")
    # Not one of the tempfile module: nobody else may read those, not even when renamed.
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666))
    try:
        yield path
    finally:
        with contextlib.suppress(FileNotFoundError):
            patiently(lambda: os.unlink(path))
