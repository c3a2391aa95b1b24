"""A folder for one run: gone afterwards or, where Windows keeps it, with the next run."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from graders.files import PAUSES
from graders.harness import isolation, limits
from graders.transcript import Problem

BLOCK = 512
"""Bytes in which systems count what is on a disk."""


@contextlib.contextmanager
def scratch_folder(prefix: str) -> Iterator[Path]:
    """Make a temporary folder whose name begins so, and remove it with all that is in it."""
    if sys.platform == "win32":  # elsewhere a file in use is no reason to keep it
        remove_left_behind(prefix)
    folder = tempfile.TemporaryDirectory(
        prefix=f"{prefix}{os.getpid()}-", ignore_cleanup_errors=True, dir=isolation.room()
    )
    try:
        isolation.give(folder.name)
        yield Path(folder.name)
    finally:
        _remove(folder)
        for pause in PAUSES:
            if not os.path.exists(folder.name):
                break
            time.sleep(pause)
            _remove(folder)


def limit_exceeded(folder: str) -> Problem | None:
    """Return which limit what is in a folder is beyond, if any."""
    size = number = 0
    below = [folder]
    while below:
        with contextlib.suppress(OSError), os.scandir(below.pop()) as entries:
            for entry in entries:
                number += 1
                size += _size_on_disk(entry)
                if entry.is_dir(follow_symlinks=False):
                    below.append(entry.path)
                if number > limits.FILES:
                    return Problem("limit", f"made more than {limits.FILES:,} files and folders")
    if size > limits.DISK:
        return Problem("limit", f"wrote more than {limits.size(limits.DISK)} to its files")
    return None


def _size_on_disk(entry: os.DirEntry[str]) -> int:
    with contextlib.suppress(OSError):  # it has gone meanwhile
        about = entry.stat(follow_symlinks=False)
        return getattr(about, "st_blocks", about.st_size // BLOCK) * BLOCK
    return 0


def _remove(folder: tempfile.TemporaryDirectory[str]) -> None:
    with contextlib.suppress(OSError):
        _flatten(folder.name)
    folder.cleanup()


def _flatten(folder: str) -> None:
    """Bring all folders in a folder to its top: a name of too many can be neither said nor removed.

    So a submission with thousands of folders in one another voids nobody's verdict.
    """
    numbers, below = itertools.count(), [folder]
    while below:
        with os.scandir(below.pop()) as entries:
            inside = [entry.path for entry in entries if entry.is_dir(follow_symlinks=False)]
        for path in inside:
            os.chmod(path, 0o700)  # it may have been made so that nobody can look into it
            flat = os.path.join(folder, f".flat-{next(numbers)}")
            os.rename(path, flat)
            below.append(flat)


def remove_left_behind(prefix: str) -> None:
    """Remove such folders of runs that are over: one was killed, or a virus scanner was slow."""
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*-*"):
        owner = folder.name.removeprefix(prefix).partition("-")[0]
        if owner.isdecimal() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)
