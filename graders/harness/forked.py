"""A process that does a job, forked from the one that is prepared for all of them."""

from __future__ import annotations

import asyncio
import select
import socket

from graders.harness import orders
from graders.harness.child.job import Job
from graders.harness.zygote import Zygote, zygote

LONGEST_NUMBER = 20
"""Bytes of a process id, or of an exit status, and its line end."""
NOBODY_TOLD = 255
"""The exit status where the process that is told of it was killed."""


class Forked:
    """It begins when it is told its job."""

    def __init__(self) -> None:
        self._output, self._its_output = socket.socketpair()
        self._status: socket.socket
        self.pid: int

    @property
    def exitcode(self) -> int | None:
        """Its exit status, or the signal that ended it as a negative number."""
        try:
            # Left where it is, so that it can be asked for again, and in any thread.
            told = self._status.recv(LONGEST_NUMBER, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return None
        return int(told or NOBODY_TOLD)

    def begin(self, job: Job, *sockets: socket.socket | None) -> None:
        """Tell it its job; where the process to fork from was killed, it comes from a new one."""
        with self._its_output:
            given, source = (*sockets, self._its_output), zygote()
            try:
                self._fork(source, job, given)
            except (OSError, EOFError):
                if source.is_wrapped:  # and the sockets are of a network that went with it
                    raise
                source.end()
                self._fork(zygote(), job, given)

    def _fork(self, source: Zygote, job: Job, given: orders.Given) -> None:
        status, its_status = orders.pair()
        try:
            with its_status:
                orders.send(source.orders, job, (*given, its_status))
            self.pid = _process_id(status)
            self._status = status
        except BaseException:
            status.close()
            raise

    async def open_output(self) -> tuple[asyncio.StreamReader, asyncio.BaseTransport]:
        """Return what it prints, and what is to be closed in the end."""
        reader = asyncio.StreamReader()
        transport, _ = await asyncio.get_running_loop().create_connection(
            lambda: asyncio.StreamReaderProtocol(reader), sock=self._output
        )
        return reader, transport

    def join(self, timeout: float | None = None) -> None:
        """Wait until it has ended."""
        told = select.poll()
        told.register(self._status, select.POLLIN)
        told.poll(None if timeout is None else timeout * 1000)

    def close(self) -> None:
        """Forget it."""
        self._status.close()
        self._output.close()


def _process_id(status: socket.socket) -> int:
    """Wait until a new process tells its id, and return the one by which it is known here."""
    line, pid = b"", None
    while not line.endswith(b"\n"):
        said, pid, _ = orders.hear(status)
        line += said
    return pid or int(line)
