"""Lines of the submitted files, to be shown beside what is said of them."""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

LARGEST = 1 << 20
"""Bytes beyond which nobody wrote a file for an exercise."""


class OwnLines:
    """The lines of the files in a folder, as far as they can be read."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._lines = cache(self._read)

    def line(self, place: tuple[str, int] | None) -> str | None:
        """Return the line at a place: the name of a file and a number."""
        if place is None:
            return None
        name, number = place
        return next(iter(self._lines(name)[number - 1 : number]), "").strip() or None

    def _read(self, name: str) -> list[str]:
        path = Path(self._folder, name)
        with contextlib.suppress(OSError, ValueError):
            # A link could lead to what its owner may not read, and a pipe has no end.
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST:
                return path.read_text(encoding="utf-8", errors="replace").splitlines()
        return []
