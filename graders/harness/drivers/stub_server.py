"""The server that a student's client reads from: the grader decides when each piece is sent."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
import sys
from collections import defaultdict
from types import TracebackType

import h11

from graders.harness.loopback import HOST


class Exchange:
    """One request of a client, answered piece by piece."""

    def __init__(
        self, request: str, connection: h11.Connection, writer: asyncio.StreamWriter
    ) -> None:
        self.request = request
        self.gone = asyncio.Event()
        self.answered = asyncio.Event()
        self._connection = connection
        self._writer = writer

    def begin(self, status: int, length: int | None = None) -> None:
        """Send the head of the response; without a `length` in bytes the body is chunked."""
        framing = (
            ("transfer-encoding", "chunked") if length is None else ("content-length", str(length))
        )
        headers = [("content-type", "text/plain; charset=utf-8"), framing]
        self._send(h11.Response(status_code=status, headers=headers))

    def send(self, data: bytes) -> None:
        """Send one piece of the body, as one chunk."""
        self._send(h11.Data(data=data))

    def finish(self) -> None:
        """End the response."""
        self._send(h11.EndOfMessage())
        self.answered.set()

    async def delivered(self) -> None:
        """Wait until everything sent is in the client's hands, as far as TCP can tell."""
        while not self._writer.is_closing() and _undelivered(self._writer):
            await asyncio.sleep(0)

    def _send(self, event: h11.Event) -> None:
        data = self._connection.send(event)
        if data and not self._writer.is_closing():
            self._writer.write(data)


class StubServer:
    """An HTTP/1.1 server on the loopback interface; `visit` waits for a client to call a path."""

    def __init__(self) -> None:
        self._visits: defaultdict[str, asyncio.Queue[Exchange]] = defaultdict(asyncio.Queue)
        self._server: asyncio.Server
        self._connections: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> StubServer:
        self._server = await asyncio.start_server(self._converse, HOST, 0)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.close()
        for connection in self._connections:
            connection.cancel()
        await asyncio.gather(*self._connections, return_exceptions=True)

    @property
    def port(self) -> int:
        """The port that clients connect to."""
        port: int = self._server.sockets[0].getsockname()[1]
        return port

    @property
    def origin(self) -> str:
        """What a URL of this server begins with."""
        return f"http://{HOST}:{self.port}"

    async def visit(self, path: str) -> Exchange:
        """Wait until a client asks for `path`, with whatever query."""
        return await self._visits[path.partition("?")[0]].get()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections.add(task)
        with contextlib.suppress(OSError, h11.ProtocolError, asyncio.CancelledError):
            await self._serve(h11.Connection(h11.SERVER), reader, writer)
        writer.close()
        self._connections.discard(task)

    async def _serve(
        self, connection: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        while True:
            event = connection.next_event()
            if isinstance(event, h11.Request):
                target = event.target.decode("ascii")
                visit = Exchange(f"{event.method.decode('ascii')} {target}", connection, writer)
                self._visits[target.partition("?")[0]].put_nowait(visit)
            elif event is h11.NEED_DATA:
                connection.receive_data(await reader.read(1 << 16))
            elif isinstance(event, h11.EndOfMessage):
                await _until_answered(visit, connection, reader)
                connection.start_next_cycle()
            elif isinstance(event, h11.ConnectionClosed):
                return


async def _until_answered(
    visit: Exchange, connection: h11.Connection, reader: asyncio.StreamReader
) -> None:
    """Let the response be sent; raise `ConnectionError` when the client goes away meanwhile."""
    answered = asyncio.ensure_future(visit.answered.wait())
    more = asyncio.ensure_future(reader.read(1 << 16))
    await asyncio.wait({answered, more}, return_when="FIRST_COMPLETED")
    answered.cancel()
    if not more.done():
        more.cancel()
        await asyncio.wait({more})
    if more.cancelled():
        return
    if more.exception() is not None or not more.result():
        visit.gone.set()
        raise ConnectionError("the client went away")
    connection.receive_data(more.result())


def _undelivered(writer: asyncio.StreamWriter) -> int:
    """How many bytes the peer's kernel has not confirmed yet, where ours can tell."""
    sock: socket.socket = writer.get_extra_info("socket")
    if sys.platform == "linux":
        import fcntl
        import termios

        with contextlib.suppress(OSError):
            answer = fcntl.ioctl(sock.fileno(), termios.TIOCOUTQ, struct.pack("i", 0))
            return int(struct.unpack("i", answer)[0])
    elif sys.platform == "darwin":
        so_nwrite = 0x1024
        with contextlib.suppress(OSError):
            return int(sock.getsockopt(socket.SOL_SOCKET, so_nwrite))
    return 0
