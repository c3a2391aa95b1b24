"""The memory that belongs to one process alone, by the best measure that the system gives.

Pages of a mapped file do not belong to it: the system may take them back whenever it likes.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import psutil

from graders.harness import libproc


def anonymous_memory(pid: int) -> int:
    """Return the bytes of memory that belong to a process alone, without pages of mapped files.

    Where the system does not tell these apart, resident memory stands in.
    """
    return _measured(pid)[1]


def measure_in_force() -> str:
    """Return what `anonymous_memory` tells on this system, in a few words."""
    return _measured(os.getpid())[0]


def _measured(pid: int) -> tuple[str, int]:
    for words, measure in MEASURES.items():
        with contextlib.suppress(psutil.Error, OSError):
            found = measure(pid)
            if found is not None:
                return words, found
    return "none", 0


def _anonymous(pid: int) -> int | None:
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.findall(r"(?:RssAnon|VmSwap):\s+(\d+) kB", status)
    return sum(map(int, found)) * 1024 if found else None


def _footprint(pid: int) -> int | None:
    return libproc.footprint(pid) if sys.platform == "darwin" else None


def _commit_charge(pid: int) -> int | None:
    return getattr(psutil.Process(pid).memory_info(), "pagefile", None)


def _unique(pid: int) -> int | None:
    # On macOS this may never come back.
    return None if sys.platform == "darwin" else int(psutil.Process(pid).memory_full_info().uss)


def _resident(pid: int) -> int:
    return int(psutil.Process(pid).memory_info().rss)


MEASURES: dict[str, Callable[[int], int | None]] = {
    "anonymous memory (Linux)": _anonymous,
    "physical footprint (macOS)": _footprint,
    "commit charge (Windows)": _commit_charge,
    "unique set size": _unique,
    "resident size": _resident,
}
"""From the best to the last; each gives nothing, or fails, where the system does not know it."""
