"""Write a file so that whoever looks sees the old one or the new one, and never half of it."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator
from pathlib import Path


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
        os.replace(path, target)


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
            os.unlink(path)
