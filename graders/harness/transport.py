"""How httpx reaches a server of this machine: on a plain socket of the grader's event loop.

What httpx has for that serves any event loop, proxies and TLS too; a request takes it several times
as long, and it reads ahead. Here nothing is taken from the socket before it is wanted.
"""

from __future__ import annotations

import asyncio
import socket
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import suppress

import h11

from graders.harness.lean_httpx import httpx
from graders.harness.loopback import new_socket

READ = 1 << 16
"""Bytes that are read at once at most."""
LONGEST_HEAD = 100 << 10
"""Bytes of a response's head, or of a chunk's, beyond which it is none."""

Address = tuple[str, int | None]


class LoopbackTransport(httpx.AsyncBaseTransport):
    """Speaks HTTP/1.1 to addresses of this machine, on as many connections as are asked for."""

    def __init__(self) -> None:
        self._idle: defaultdict[Address, list[Connection]] = defaultdict(list)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request, and return its response as soon as the head of that is there."""
        address = (request.url.host, request.url.port)
        connection = self._used_before(address) or await Connection.to(address)
        try:
            head = await connection.ask(request)
        except BaseException:
            connection.close()
            raise
        return httpx.Response(
            head.status_code,
            headers=head.headers.raw_items(),
            stream=_ResponseBody(connection, self._idle[address]),
            extensions={
                "http_version": b"HTTP/" + head.http_version,
                "reason_phrase": head.reason,
            },
        )

    async def aclose(self) -> None:
        """Close the connections that nobody uses."""
        for connections in self._idle.values():
            while connections:
                connections.pop().close()

    def _used_before(self, address: Address) -> Connection | None:
        """Return a connection that has nothing to do, and that the server has not closed."""
        connections = self._idle[address]
        while connections:
            connection = connections.pop()
            if not connection.is_readable:
                return connection
            connection.close()
        return None


class _ResponseBody(httpx.AsyncByteStream):
    """The body of a response; its connection is among the `idle` afterwards, if it can be."""

    def __init__(self, connection: Connection, idle: list[Connection]) -> None:
        self._connection: Connection | None = connection
        self._idle = idle

    async def __aiter__(self) -> AsyncIterator[bytes]:
        assert self._connection is not None
        while (data := await self._connection.next_data()) is not None:
            yield data

    async def aclose(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        if connection.can_be_used_again():
            self._idle.append(connection)
        else:
            connection.close()


class Connection:
    """One connection; it has a socket that does not block."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._http = h11.Connection(h11.CLIENT, max_incomplete_event_size=LONGEST_HEAD)

    @classmethod
    async def to(cls, address: Address) -> Connection:
        """Connect to a server."""
        sock = new_socket()
        sock.setblocking(False)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await asyncio.get_running_loop().sock_connect(sock, address)
        except BaseException as error:
            sock.close()
            if isinstance(error, OSError):
                raise httpx.ConnectError(str(error)) from error
            raise
        return cls(sock)

    async def ask(self, request: httpx.Request) -> h11.Response:
        """Send a request and return the head of its response."""
        with suppress(httpx.WriteError):  # a server may answer and close before it has read all
            await self.write(self._as_bytes(request))
        while not isinstance(event := await self._next_event(), h11.Response):
            pass  # it says that the response is still to come
        return event

    def _as_bytes(self, request: httpx.Request) -> bytes:
        head = h11.Request(
            method=request.method, target=request.url.raw_path, headers=request.headers.raw
        )
        body = h11.Data(data=request.content)
        return b"".join(filter(None, map(self._http.send, (head, body, h11.EndOfMessage()))))

    async def next_data(self) -> bytes | None:
        """Return the next bytes of the body, or None at its end."""
        event = await self._next_event()
        return bytes(event.data) if isinstance(event, h11.Data) else None

    def can_be_used_again(self) -> bool:
        """Whether the exchange is over on both sides; then the next may begin."""
        if (self._http.our_state, self._http.their_state) != (h11.DONE, h11.DONE):
            return False
        self._http.start_next_cycle()
        return True

    async def _next_event(self) -> object:
        try:
            while (event := self._http.next_event()) is h11.NEED_DATA:
                self._http.receive_data(await self.read(READ))
        except h11.RemoteProtocolError as error:
            raise httpx.RemoteProtocolError(str(error)) from error
        return event

    async def read(self, most: int) -> bytes:
        """Return what has come, or what comes next; nothing at the end."""
        # What is there already is read at once; a server that never pauses is not alone.
        await asyncio.sleep(0)
        try:
            return await asyncio.get_running_loop().sock_recv(self._sock, most)
        except OSError as error:
            raise httpx.ReadError(str(error)) from error

    async def write(self, data: bytes) -> None:
        """Send all of `data`."""
        try:
            await asyncio.get_running_loop().sock_sendall(self._sock, data)
        except OSError as error:
            raise httpx.WriteError(str(error)) from error

    def close(self) -> None:
        """Close the connection."""
        self._sock.close()

    @property
    def is_readable(self) -> bool:
        """Whether a read would not wait: then an idle connection has been closed by the server."""
        try:
            self._sock.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:  # it is broken, which a read would tell
            return True
        return True
