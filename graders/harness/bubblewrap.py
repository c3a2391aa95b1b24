"""A world of its own for the process that children are forked from: bubblewrap, on Linux.

It pays once for all children. They share no process, no network and no file with anybody else, but
what is bound here; what each of them may read and write of that, Landlock says (`child.sandbox`).
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from graders.harness import isolation
from graders.harness.readable import KIT, may_be_read, of_python_and_system, readable

MOST_LINKS = 40
"""Links to links that a system follows."""
SMALL = 8 << 20
"""Bytes that fit into each folder in memory that a system has."""
POWERS = ("CAP_SETUID", "CAP_SETGID", "CAP_DAC_READ_SEARCH")
"""What children take to become another user, and to read what is closed to that one."""


@functools.cache
def room() -> tempfile.TemporaryDirectory[str]:
    """Return the folder, of this program's, that has all that children write to."""
    folder = tempfile.TemporaryDirectory(
        prefix=f"streaming-kit-room-{os.getpid()}-", ignore_cleanup_errors=True
    )
    isolation.give(folder.name)
    return folder


def command(submission: str | None) -> list[str]:
    """Return what begins the command of a program that is to see nothing but what it needs."""
    own = os.path.realpath(room().name)
    program = shutil.which("bwrap")
    if program is None:
        raise isolation.refusal("there is no bubblewrap (bwrap)")
    return [
        *_begin(program),
        *("--unshare-net", "--unshare-uts", "--die-with-parent", "--new-session"),
        *("--proc" if _can_mount_proc(program) else "--tmpfs", "/proc", "--dev", "/dev"),
        *("--size", str(SMALL), "--tmpfs", "/dev/shm", "--size", str(SMALL), "--tmpfs", "/tmp"),
        *(word for path in _outermost(_seen(submission)) for word in ("--ro-bind", path, path)),
        *("--bind", own, own, "--remount-ro", "/dev", "--remount-ro", "/"),
        "--",
    ]


def _begin(program: str) -> list[str]:
    return [program, "--unshare-ipc", "--unshare-pid", "--cap-drop", "ALL", *_users()]


@functools.cache
def _can_mount_proc(program: str) -> bool:
    """Whether it may have a /proc of its own, which many containers refuse; few miss it."""
    command = [*_begin(program), "--ro-bind", "/", "/", "--proc", "/proc", program, "--version"]
    said = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return b"proc" not in said.stderr


def _users() -> list[str]:
    """Return with which users: its own, unless it has to become another one of the system's."""
    if isolation.user() is None:
        return ["--unshare-user", "--disable-userns"]
    return [word for power in POWERS for word in ("--cap-add", power)]


def _seen(submission: str | None) -> Iterator[str]:
    yield str(KIT / "graders")
    yield from of_python_and_system()
    # By all the names that they are found by: those may have links in them.
    yield from (sys.prefix, sys.base_prefix, sys.exec_prefix)
    yield from map(os.path.dirname, _names(sys.executable))
    if submission is not None:
        yield from readable(Path(submission))
        for path in Path(submission).iterdir():
            yield from _names(str(path)) if may_be_read(os.path.realpath(path)) else ()


def _names(path: str) -> Iterator[str]:
    """Yield what a link leads to, and what that leads to if it is one as well."""
    for _ in range(MOST_LINKS):
        if not os.path.islink(path):
            break
        path = os.path.normpath(os.path.join(os.path.dirname(path), os.readlink(path)))
        yield path


def _outermost(paths: Iterable[str]) -> Iterator[str]:
    """Yield the paths that are there and in none of the others, nor in what is new anyway."""
    found = {path for path in paths if os.path.exists(path)}
    for path in sorted(found):
        above = map(str, Path(path).parents)
        if not any(one in found for one in above) and not path.startswith(("/proc/", "/dev/")):
            yield path
