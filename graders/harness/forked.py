"""A process that does a job, forked from the one that is prepared for all of them."""

from __future__ import annotations

import asyncio
import socket
from multiprocessing.process import BaseProcess

from graders.harness.child.job import Job
from graders.harness.forkserver import CONTEXT


class Forked:
    """It begins when it is told its job."""

    def __init__(self) -> None:
        self._output, self._its_output = socket.socketpair()
        self._process: BaseProcess

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def exitcode(self) -> int | None:
        """Its exit status, or the signal that ended it as a negative number."""
        return self._process.exitcode

    def begin(self, job: Job, *sockets: socket.socket | None) -> None:
        """Tell it its job; where the process to fork from was killed, it comes from a new one."""
        with self._its_output:
            for last_try in (False, True):
                arguments = (*sockets, self._its_output)
                self._process = CONTEXT.Process(target=job.run, args=arguments, daemon=True)
                try:
                    self._process.start()
                    return
                except (OSError, EOFError):
                    if last_try:
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
        self._process.join(timeout)

    def close(self) -> None:
        """Forget it."""
        self._process.close()
