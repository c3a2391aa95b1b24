"""What a run of the grader has left behind: processes, files, memory, and changes of neighbours."""

from __future__ import annotations

import contextlib
import ctypes
import stat
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType

import psutil

CHILD_SUBREAPER = 36
ENDS_WITHIN = 5.0
"""Seconds in which what is about to end has to have ended."""
NEIGHBOUR, CONTENT, MODE = "another-student.py", "of somebody else\n", 0o640
SHARED_BY_NUMBER = ("shm", "sem", "msg")
"""Tables of /proc/sysvipc: what stays there when all processes have gone."""
PLACES = ("/dev/shm", "/dev/mqueue", "/tmp", "/var/tmp", "/run", "~")
LEFT = "left-by-a-submission"
"""How the names begin of what the cheats leave in places that all share."""


class Leavings:
    """Looks, before and after a run, at all that it should leave alone; to be used in a `with`.

    `submission` is for what is graded, `temporary` for the grader, and `folder` has both and
    whatever is beside them.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.submission, self.temporary = folder / "submission", folder / "temporary"

    def __enter__(self) -> Leavings:
        for made in (self.submission, self.temporary):
            made.mkdir()
        for beside in (self.folder / NEIGHBOUR, self.submission / NEIGHBOUR):
            beside.write_text(CONTENT, encoding="utf-8")
            beside.chmod(MODE)
        _adopt_orphans()
        self._children = _children()
        self._shared = _shared()
        self._neighbours = self._look_at_neighbours()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for left in _children() - self._children:
            with contextlib.suppress(psutil.Error):
                left.kill()

    def found(self) -> Iterator[str]:
        """Yield what is left or changed, each in one line."""
        _, alive = psutil.wait_procs(_children() - self._children, timeout=ENDS_WITHIN)
        yield from (f"left a process: {_called(process)}" for process in alive)
        yield from (f"left a file: {path.name}" for path in self.temporary.iterdir())
        yield from (f"left {new}" for new in sorted(_shared() - self._shared))
        now = self._look_at_neighbours()
        changed = [name for name, before in self._neighbours.items() if now.get(name) != before]
        yield from (f"changed {name} beside it" for name in changed)

    def _look_at_neighbours(self) -> Mapping[str, object]:
        beside = (self.folder / NEIGHBOUR, self.submission / NEIGHBOUR)
        return {f"{path.parent.name}/{path.name}": _state(path) for path in beside}


def _state(path: Path) -> object:
    try:
        found = path.stat()
        return stat.S_IMODE(found.st_mode), found.st_mtime_ns, found.st_uid, path.read_bytes()
    except OSError:
        return None


def _shared() -> set[str]:
    """Return what is in memory, or in places, that all processes share."""
    seen = {
        f"{LEFT} in {place}" for place in PLACES for _ in Path(place).expanduser().glob(f"{LEFT}*")
    }
    for table in SHARED_BY_NUMBER:
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/sysvipc/{table}").read_text().splitlines()[1:]
            seen |= {f"{table} {line.split()[0]}:{line.split()[1]}" for line in lines}
    return seen


def _adopt_orphans() -> None:
    """Become the parent of what the grader leaves behind, where the system allows it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(CHILD_SUBREAPER, 1, 0, 0, 0)


def _children() -> set[psutil.Process]:
    return set(psutil.Process().children(recursive=True))


def _called(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.Error):
        return " ".join(process.cmdline())[:80]
    return "one that has ended since"
