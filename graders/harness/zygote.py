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
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path

from graders.harness import isolation, limits

METHOD = "fork" if hasattr(os, "fork") else "spawn"
KIT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
sys.path[:] = [sys.argv[1], *filter(None, sys.path)]  # not what lies where this was typed
from graders.harness.child import zygote
zygote.run(int(sys.argv[2]))
"""
ENDS_WITHIN = 5.0
"""Seconds in which a sandbox ends; it takes milliseconds."""
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
        self.is_wrapped, self._shown = isolation.is_sandbox(), isolation.shown()
        never_writes = ["-B"] if sys.dont_write_bytecode else []
        python = [*_wrapper(self.is_wrapped, self._shown), sys.executable, *never_writes]
        self.orders, its_orders = socket.socketpair()
        with _apart_from_standard(its_orders) as number, _only_interrupts_held():
            self._process = subprocess.Popen(
                [*python, "-X", "utf8", "-c", PROGRAM, str(KIT), str(number)],
                stdin=subprocess.DEVNULL,
                stderr=subprocess.PIPE if self.is_wrapped else None,
                pass_fds=[number],
                env=environment(os.environ),
            )

    @cached_property
    def pid(self) -> int:
        """Its process id, as it is known outside of the sandbox that it may be in."""
        if not self.is_wrapped:
            return self._process.pid
        pid, descriptor = self._asked_for_a_socket()
        os.close(descriptor)
        return pid

    @cached_property
    def around(self) -> set[int]:
        """The process ids of the sandbox itself, if it is in one."""
        if not self.is_wrapped:
            return set()
        import psutil  # seldom needed, and much comes with it

        return {self._process.pid, psutil.Process(self.pid).ppid()}

    @property
    def is_alive(self) -> bool:
        """Whether it takes orders."""
        return self._process.poll() is None

    @property
    def is_as_asked(self) -> bool:
        """Whether it is in a sandbox if, and only if, there is to be one, and that shows enough."""
        return (self.is_wrapped, self._shown) == (isolation.is_sandbox(), isolation.shown())

    def new_socket(self) -> socket.socket:
        """Return a socket for TCP of the network that it is in."""
        _, descriptor = self._asked_for_a_socket()
        return socket.socket(fileno=descriptor)

    def _asked_for_a_socket(self) -> tuple[int, int]:
        """Return its process id, and a socket's descriptor; raise `OSError` if it has gone."""
        from graders.harness import orders

        ours, theirs = orders.pair()
        with ours:
            with theirs, suppress(OSError):  # it is told below
                orders.send(self.orders, None, [theirs])
            try:
                _, pid, descriptor = orders.hear(ours)
            except EOFError:
                raise OSError(self._last_words()) from None
        assert pid is not None
        assert descriptor is not None
        return pid, descriptor

    def _last_words(self) -> str:
        self._process.kill()
        words = self._process.communicate()[1] or b""
        return words.decode("utf-8", "replace").strip().rpartition("\n")[2] or "it has gone"

    def end(self) -> None:
        """End it; its children, if there are any left, are not its affair."""
        self.orders.close()
        if self.is_wrapped and self.is_alive:
            self._end_sandbox()
        self._process.kill()
        self._process.wait()
        if self._process.stderr is not None:
            self._process.stderr.close()

    def _end_sandbox(self) -> None:
        """End the first process of the sandbox's own world, with which all others end."""
        from graders.harness.process_tree import kill_children

        kill_children(self._process.pid)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(ENDS_WITHIN)


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
    if _zygotes and not _zygotes[-1].is_as_asked:
        _zygotes.pop().end()
    if not _zygotes or not _zygotes[-1].is_alive:
        limits.raise_own()
        os.umask(os.umask(0) & 0o077)  # the owner has to be able to use what is made
        _zygotes.append(Zygote())
    return _zygotes[-1]


def pids() -> set[int]:
    """Return the process ids of all that children were forked from."""
    return {one.pid for one in _zygotes if one.is_alive or not one.is_wrapped}


def sandboxes() -> set[int]:
    """Return the process ids of the sandboxes that these are in."""
    return {pid for one in _zygotes if one.is_alive for pid in one.around}


def _wrapper(is_wrapped: bool, shown: str | None) -> list[str]:
    """Return what begins the command of a process in a sandbox, if it is to be in one."""
    if not is_wrapped:
        return []
    from graders.harness import bubblewrap

    return bubblewrap.command(shown)


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
    if "graders.harness.bubblewrap" in sys.modules:
        from graders.harness import bubblewrap

        bubblewrap.room().cleanup()
        bubblewrap.room.cache_clear()
    if "graders.harness.fresh" in sys.modules:
        from graders.harness import fresh

        fresh.end_ready()


def end_children() -> None:
    """End every child that is left, such as one whose start was interrupted."""
    from graders.harness.process_tree import kill_children

    for pid in pids():
        kill_children(pid)
