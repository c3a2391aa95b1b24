"""What Wine gets wrong and Windows does not: above all the processor time of another process.

Asked for that of any process, Wine answers with the caller's own. So psutil's is taken from Linux,
where the process is known by its arguments and its age. `wine.py` has psutil install this, so the
kit knows nothing of it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

TICKS = 100
"""Linux's ticks in a second."""
SURE = 3.0
"""Seconds in which no two processes with the same arguments begin; the clocks differ by one."""

_folders: dict[tuple[int, float], Path] = {}


def install() -> None:
    """Have psutil tell the time that other processes have had a processor."""
    import _winapi

    import psutil

    vars(_winapi).pop("CopyFile2", None)  # Wine 8 has none, and ends who calls it
    of_any = psutil.Process.cpu_times

    def cpu_times(process: Any) -> Any:
        own = of_any(process)
        if process.pid == os.getpid():
            return own
        user, system = _seconds(process)
        return own._replace(user=user, system=system)

    psutil.Process.cpu_times = cpu_times


def _seconds(process: Any) -> tuple[float, float]:
    key = process.pid, process.create_time()
    try:
        if key not in _folders:
            _folders[key] = _folder(process.cmdline()[1:], key[1])
        fields = _fields(_folders[key])
    except (OSError, ValueError):  # it is gone, or not there yet
        return 0.0, 0.0
    return int(fields[11]) / TICKS, int(fields[12]) / TICKS


def _folder(arguments: list[str], created: float) -> Path:
    """Return the folder in Linux's /proc of the process that has these and began then."""
    booted = int(Path("Z:/proc/stat").read_text().partition("btime ")[2].split()[0])
    ages: dict[Path, float] = {}
    # Each look takes long under Wine; mostly one of the last processes is asked for.
    for folder in sorted(Path("Z:/proc").glob("[0-9]*"), key=lambda f: int(f.name), reverse=True):
        try:
            if _arguments(folder) == [argument.encode() for argument in arguments]:
                ages[folder] = abs(booted + int(_fields(folder)[19]) / TICKS - created)
        except OSError:
            continue
        if ages.get(folder, SURE) < SURE:
            break
    return min(ages, key=ages.__getitem__)


def _arguments(folder: Path) -> list[bytes]:
    return (folder / "cmdline").read_bytes().rstrip(b"\0").split(b"\0")[1:]


def _fields(folder: Path) -> list[str]:
    """Return what Linux says of a process, from its state on."""
    return (folder / "stat").read_text().rpartition(")")[2].split()
