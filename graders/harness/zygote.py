"""How child processes come to be: forked, where that can be done, from one that is prepared.

That one, the zygote, hears from nobody but the grader: it has inherited its end of a pair of
sockets, which has no name to connect to, and is told plain data. Elsewhere each child is a Python
of its own (`fresh`).

Preparing it takes longest of all, so this module imports next to nothing and is used first.
"""

from __future__ import annotations

import atexit
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from graders.harness import limits

METHOD = "fork" if hasattr(os, "fork") else "spawn"
KIT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
sys.path[:] = [sys.argv[1], *filter(None, sys.path)]  # not what lies where this was typed
from graders.harness.child import zygote
zygote.run(int(sys.argv[2]))
"""
KEPT = {
    *("PATH", "HOME", "TMPDIR", "LANG", "TZ", "VIRTUAL_ENV", "PYTHON_GIL"),
    *("PYTHONHOME", "PYTHONPATH", "PYTHONUSERBASE", "PYTHONNOUSERSITE", "PYTHONPYCACHEPREFIX"),
}
KEPT_FAMILIES = ("LC_", "LD_", "DYLD_")
"""Variables, or how their names begin, without which a Python may not find all that ours does.

What a process was started with stays readable in it, so nothing else gets there.
"""


class Zygote:
    """A process that waits for orders, and forks a child for each (`child.zygote`)."""

    def __init__(self) -> None:
        self.orders, its_orders = socket.socketpair()
        never_writes = ["-B"] if sys.dont_write_bytecode else []
        with _apart_from_standard(its_orders) as number, _only_interrupts_held():
            self._process = subprocess.Popen(
                [
                    *(sys.executable, *never_writes, "-X", "utf8"),
                    *("-c", PROGRAM, str(KIT), str(number)),
                ],
                stdin=subprocess.DEVNULL,
                pass_fds=[number],
                env=environment(os.environ),
            )

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it takes orders."""
        return self._process.poll() is None

    def end(self) -> None:
        """End it; its children, if there are any left, are not its affair."""
        self.orders.close()
        self._process.kill()
        self._process.wait()


_zygotes: list[Zygote] = []
"""The last one is in use; those before it were killed."""


def preload(number: int = 1) -> None:
    """Start what so many children come from; it imports while the caller goes on."""
    if METHOD == "fork":
        zygote()
        return
    from graders.harness import fresh

    fresh.prepare(number)


def zygote() -> Zygote:
    """Return the process to fork from, a new one where there is none any more."""
    if not _zygotes or not _zygotes[-1].is_alive:
        limits.raise_own()
        os.umask(os.umask(0) & 0o077)  # the owner has to be able to use what is made
        _zygotes.append(Zygote())
    return _zygotes[-1]


def pids() -> set[int]:
    """Return the process ids of all that children were forked from."""
    return {zygote.pid for zygote in _zygotes}


def environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Return the variables for a zygote: of `ours`, those that help to find packages."""
    kept = {n: v for n, v in ours.items() if n in KEPT or n.startswith(KEPT_FAMILIES)}
    # With the defaults, what glibc keeps of freed memory depends on how the threads took turns.
    return {**kept, "MALLOC_ARENA_MAX": "1"}


@contextmanager
def _apart_from_standard(sock: socket.socket) -> Iterator[int]:
    """Have a socket's descriptor be none of the three that every program has, and close it then.

    It could be one of them where the grader was started without a standard input, say.
    """
    import fcntl

    with sock:
        number = fcntl.fcntl(sock, fcntl.F_DUPFD_CLOEXEC, 3)
    try:
        yield number
    finally:
        os.close(number)


@contextmanager
def _only_interrupts_held() -> Iterator[None]:
    """Start a process in here: only Ctrl-C is held back, as it is for the grader alone.

    A new process inherits which signals are held back, and this one must hear when its children
    end.
    """
    before = signal.pthread_sigmask(signal.SIG_SETMASK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@atexit.register
def end() -> None:
    """End what was made ready, so that nothing goes on after the grader."""
    while _zygotes:
        _zygotes.pop().end()
    if "graders.harness.fresh" in sys.modules:
        from graders.harness import fresh

        fresh.end_ready()


def end_children() -> None:
    """End every child that is left, such as one whose start was interrupted."""
    from graders.harness.process_tree import kill_children

    for pid in pids():
        kill_children(pid)
