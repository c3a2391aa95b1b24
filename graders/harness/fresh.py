"""Where nothing can be forked: Pythons of their own, which get ready before they have a job."""

from __future__ import annotations

import base64
import contextlib
import itertools
import json
import os
import socket
import subprocess
import sys
from collections import deque
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graders.harness import orders, windows_job

if TYPE_CHECKING:  # the processes start sooner without
    import asyncio

    from graders.harness.child.job import Job

KIT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
sys.path[:] = [sys.argv[1], *filter(None, sys.path)]  # not what lies where this was typed
from graders.harness.child import fresh
fresh.run()
"""
CAN_SHARE = hasattr(socket.socket, "share")
"""Whether a socket is handed to another process as bytes (Windows), not with a message."""

_ready: deque[Fresh] = deque()
_numbers = itertools.count()


class Fresh:
    """A process that imports what a child needs, and waits until it is told its job.

    It prints to where the grader reads from its first moment on, in C code too. A Ctrl-C is not for
    it.
    """

    def __init__(self) -> None:
        self._output, its_output = _output_pipe()
        self._orders, its_orders = _orders()
        try:
            self._process = subprocess.Popen(
                [_python(), "-X", "utf8", "-c", PROGRAM, str(KIT), str(next(_numbers))],
                stdin=its_orders or subprocess.PIPE,
                stdout=its_output,
                stderr=subprocess.STDOUT,
                env=os.environ | _of_the_venv(),
                creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        finally:
            os.close(its_output)
            if its_orders is not None:
                its_orders.close()
        self.pid = self._process.pid
        # It has nothing of a student's yet: so nothing gets out.
        windows_job.contain(self.pid)

    @property
    def exitcode(self) -> int | None:
        """Its exit status, or the signal that ended it as a negative number."""
        return self._process.poll()

    def begin(self, job: Job, *sockets: socket.socket | None) -> None:
        """Tell it its job; the sockets are its own from now on as well."""
        # A process that takes nothing is gone, and that will be noticed.
        with contextlib.suppress(OSError):
            if self._orders is None:
                self._write(job, sockets)
            else:
                orders.send(self._orders, job, sockets)
                self._orders.close()

    def _write(self, job: Job, sockets: orders.Given) -> None:
        """Tell it where sockets are handed over as bytes."""
        shared = [sock and self._share(sock) for sock in sockets]
        order = {"job": asdict(job), "sockets": shared}
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.close()

    def _share(self, sock: socket.socket) -> str:
        shared: bytes = sock.share(self.pid)  # type: ignore[attr-defined]
        return base64.b64encode(shared).decode()

    async def open_output(self) -> tuple[asyncio.StreamReader, asyncio.BaseTransport]:
        """Return what it prints, and what is to be closed in the end."""
        import asyncio

        reader = asyncio.StreamReader()
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            lambda: asyncio.StreamReaderProtocol(reader), self._output
        )
        return reader, transport

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout)

    def close(self) -> None:
        """Forget it; nothing that it has started goes on."""
        windows_job.release(self.pid)
        for end in (self._output, self._orders, self._process.stdin):
            if end is not None:
                end.close()


def prepare(number: int) -> None:
    """Have so many processes ready, or soon."""
    while len(_ready) < number:
        _ready.append(Fresh())


def take() -> Fresh:
    """Return a process that is ready, or will be."""
    while _ready:
        process = _ready.popleft()
        if process.exitcode is None:
            return process
        process.close()
    return Fresh()


def end_ready() -> None:
    """End those that wait in vain."""
    from graders.harness.process_tree import kill_tree

    while _ready:
        process = _ready.popleft()
        kill_tree(process.pid)
        process.join()
        process.close()


def _python() -> str:
    """Return the Python to start.

    On Windows that of a virtual environment only starts the one it was made from, and what we
    know the process id of has to be the latter.
    """
    base: str = getattr(sys, "_base_executable", sys.executable)
    return base if sys.platform == "win32" else sys.executable


def _of_the_venv() -> dict[str, str]:
    """Return what makes that Python be the virtual environment's all the same."""
    return {"__PYVENV_LAUNCHER__": sys.executable} if _python() != sys.executable else {}


def _orders() -> tuple[socket.socket | None, Any]:
    """Return two ends to hand over sockets with their job, if a pipe cannot do it."""
    return (None, None) if CAN_SHARE else socket.socketpair()


def _output_pipe() -> tuple[Any, int]:
    """Return the end of a pipe that an event loop reads, and the descriptor of the other one."""
    if sys.platform == "win32":
        import msvcrt
        from asyncio import windows_utils

        ours, theirs = windows_utils.pipe(overlapped=(True, False))
        return windows_utils.PipeHandle(ours), msvcrt.open_osfhandle(theirs, 0)
    read, write = os.pipe()
    return open(read, "rb", buffering=0), write
