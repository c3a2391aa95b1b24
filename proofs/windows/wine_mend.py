"""What Wine gets wrong and Windows does not: the processor time of another process.

Asked for that of any process, Wine answers with the caller's own. So psutil's is taken from Linux,
where the process is found by its command line. `wine.py` has psutil install this.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

CHILD = re.compile(r"parent_pid=\d+, pipe_handle=\d+")
"""What the command line of a child of multiprocessing has for itself alone."""
TICKS = 100
"""Linux's ticks in a second."""

_folders: dict[int, Path] = {}


def install() -> None:
    """Have psutil tell the time that other processes have had a processor."""
    import psutil

    usual = psutil.Process.cpu_times

    def cpu_times(process: Any) -> Any:
        if process.pid == os.getpid():
            return usual(process)
        user, system = _seconds(process.pid, process.cmdline)
        return usual(process)._replace(user=user, system=system)

    psutil.Process.cpu_times = cpu_times


def _seconds(pid: int, cmdline: Any) -> tuple[float, float]:
    if pid not in _folders:
        folder = _folder(" ".join(cmdline()))
        if folder is None:
            return 0.0, 0.0
        _folders[pid] = folder
    try:
        fields = (_folders[pid] / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0, 0.0
    return int(fields[11]) / TICKS, int(fields[12]) / TICKS


def _folder(command: str) -> Path | None:
    """Return the folder in Linux's /proc of the process with this command line."""
    found = CHILD.search(command)
    for path in Path("Z:/proc").glob("[0-9]*/cmdline") if found else ():
        try:
            if found and found[0].encode() in path.read_bytes():
                return path.parent
        except OSError:
            continue
    return None
