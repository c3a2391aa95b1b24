"""The files of a submission while it is worked on: told of every save, certain of the content."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from pathlib import Path, PurePosixPath

from watchfiles import awatch

from graders.origin import content_of

TOGETHER = 20
"""Milliseconds without a further change after which a save is complete: editors write in steps."""
AT_MOST = 200
"""Milliseconds of changes without a pause after which they are told all the same."""
LOOKED_EVERY = 1000
"""Milliseconds between two looks at the content itself, where nobody tells of changes."""
POLLED_EVERY = 100
"""The same where this is known."""


class WatchedFiles:
    """The Python files in a folder, and what was in them when they were last looked at."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._content = self._read()

    def look(self) -> set[str]:
        """Return the names of the files that are not what they were, made and removed included."""
        before, self._content = self._content, self._read()
        names = before.keys() | self._content.keys()
        return {name for name in names if before.get(name) != self._content.get(name)}

    def _read(self) -> dict[str, bytes]:
        paths = itertools.chain(self.folder.glob("*.py"), self.folder.glob("*/*.py"))
        named = ((_name(path, self.folder), path) for path in paths)
        return {name: hashlib.sha256(content_of(path)).digest() for name, path in named if name}


async def saves(sources: WatchedFiles, poll: bool) -> AsyncIterator[set[str]]:
    """Yield the names of the files that were saved, made, moved or removed, whenever some were.

    On some network drives the system does not tell of changes; they are seen by looking once a
    second. A folder that vanishes is waited for: what was in it is yielded then, and again when the
    folder is back.
    """
    while True:
        if names := sources.look():  # what changed while nobody told of it
            yield names
        folder = sources.folder.resolve()
        inode = _inode(folder)
        if inode is None:
            await asyncio.sleep(POLLED_EVERY / 1000)
            continue
        try:
            async with aclosing(_changes(folder, poll)) as changes:
                async for told in changes:
                    if names := told | sources.look():
                        yield names
                    if _inode(folder) != inode:
                        break  # it is gone, or this is another one
        except FileNotFoundError:
            pass  # it went just now
        except (OSError, RuntimeError):
            if poll:
                raise
            poll = True  # there are no notifications to be had


async def _changes(folder: Path, poll: bool) -> AsyncGenerator[set[str], None]:
    async for changes in awatch(
        folder,
        watch_filter=None,
        debounce=AT_MOST,
        step=TOGETHER,
        rust_timeout=LOOKED_EVERY,
        # So that the content is looked at again and again, even where nothing was told.
        yield_on_timeout=True,
        force_polling=poll or None,
        poll_delay_ms=POLLED_EVERY,
        ignore_permission_denied=True,
    ):
        yield {name for _, path in changes if (name := _name(Path(path), folder))}


def _name(path: Path, folder: Path) -> str | None:
    """Return how a Python file is called in the submission; `None` for anything else."""
    try:
        name = PurePosixPath(path.relative_to(folder).as_posix())
    except ValueError:
        return None
    hidden = any(part.startswith((".", "__pycache__")) for part in name.parts)
    return None if hidden or name.suffix != ".py" else str(name)


def _inode(folder: Path) -> tuple[int, int] | None:
    try:
        found = folder.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
