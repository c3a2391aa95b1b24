"""What the process of a submission may read: its own files, Python, and the system's."""

from __future__ import annotations

import contextlib
import functools
import os
import stat
import sys
from pathlib import Path

from graders.harness.child.sandbox import everything_but

KIT = Path(__file__).resolve().parents[2]
HIDDEN = [str(KIT / name) for name in ("graders", "solutions", "tests", "proofs", ".git")]
"""What a submission has no business to read, wherever it lies: the answers, how it is judged."""
OF_THE_SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/gnu/store"),
    *("/sys/devices/system/cpu", "/sys/fs/cgroup", "/proc/sys", "/proc/stat", "/proc/cpuinfo"),
    *("/proc/meminfo", "/proc/version"),
)
"""Programs, libraries, and what the system says of itself; no folder of a person."""
SETTINGS = "/etc"


def readable(submission: Path) -> tuple[str, ...]:
    """Return paths that hold all that the process of a submission may read, but what is made."""
    links = [_where_it_leads(path) for path in submission.iterdir() if path.is_symlink()]
    own = str(submission.resolve())
    hidden = [path for path in HIDDEN if path != own]
    return (*everything_but(hidden, own), *filter(may_be_read, links), *of_python_and_system())


def _where_it_leads(link: Path) -> str:
    """Return the path behind a link; of one that cannot be followed, the link itself."""
    try:
        return os.path.realpath(link)
    except OSError:
        return str(link)


@functools.cache
def of_python_and_system() -> tuple[str, ...]:
    """Return paths that hold programs, libraries and packages."""
    packages = [path for path in map(os.path.realpath, sys.path) if not _holds_the_kit(path)]
    python = map(os.path.realpath, (sys.prefix, sys.base_prefix, sys.exec_prefix))
    everything = not hasattr(os, "geteuid") or os.geteuid() != 0
    settings = [SETTINGS] if everything else _open_to_all(SETTINGS)
    tops = dict.fromkeys([*OF_THE_SYSTEM, *settings, *python, *packages])
    return tuple(path for top in tops for path in everything_but(HIDDEN, top))


def _open_to_all(folder: str) -> list[str]:
    """Return paths that hold all files in a folder but those that not everybody may read.

    A submission of the superuser's could read them otherwise.
    """
    found, is_whole = list[str](), True
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_symlink():
                continue
            is_open = entry.stat().st_mode & stat.S_IROTH
            inside = _open_to_all(entry.path) if entry.is_dir() else [entry.path]
            found += inside if is_open else ()
            is_whole = is_whole and bool(is_open) and inside == [entry.path]
    return [folder] if is_whole else found


def _holds_the_kit(path: str) -> bool:
    """Whether the kit is there only because it was started from there."""
    return KIT.is_relative_to(path)


def leads_astray(path: Path) -> bool:
    """Whether a file is a link to one that no submission may read, but where it lies itself."""
    target = path.resolve()
    return path.is_symlink() and target.parent != path.parent.resolve() and _is_hidden(target)


def may_be_read(path: str) -> bool:
    """Whether a link of the submission's may lead there: to a file, which is not of the kit."""
    return os.path.isfile(path) and not _is_hidden(Path(path))


def _is_hidden(path: Path) -> bool:
    return any(path.is_relative_to(one) for one in HIDDEN)
