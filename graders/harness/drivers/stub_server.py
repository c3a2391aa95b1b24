"""The server that a student's client reads from: the grader decides when each piece is sent.

Whatever a client sends is answered or hung up on, and little of it is kept: an odd request is the
client's own affair, and never a fault of the kit.
"""

from __future__ import annotations

import asyncio
import contextlib
import secrets
import socket
import struct
import sys
import zlib
from http import HTTPStatus
from types import TracebackType

import h11

from graders.harness.loopback import HOST, listening_socket

MOST_CONNECTIONS = 200
"""Connections that are open at once, beyond which a new one is closed."""
MOST_RECEIVED = 1 << 20
"""Bytes of one request, its body included, beyond which its connection is closed."""
MOST_HEAD = 1 << 16
"""Bytes of a request's headers that are read, as with uvicorn."""
MOST_REQUESTS = 20
"""Requests for one body that are answered: no client needs as many tries."""
MOST_ODD, MOST_TARGET = 10, 200
"""Odd requests that are noted, and characters of their targets."""
TURNS = 20
"""Turns of our own loop in which what has reached us is certainly read and answered."""


class Exchange:
    """One request on one connection, and the response to it."""

    def __init__(self, connection: h11.Connection, writer: asyncio.StreamWriter) -> None:
        self.gone = asyncio.Event()
        self.answered = asyncio.Event()
        self._connection = connection
        self._writer = writer
        self._packer: zlib._Compress | None = None

    def begin(self, status: int, length: int | None, *, compress: bool = False) -> None:
        """Send the head of the response; without a `length` in bytes the body is chunked."""
        headers = [("content-type", "text/plain; charset=utf-8")]
        if compress:
            self._packer = zlib.compressobj(wbits=31)  # 31: in the format of gzip
            headers.append(("content-encoding", "gzip"))
        if length is None:
            headers.append(("transfer-encoding", "chunked"))
        else:
            headers.append(("content-length", str(length)))
        phrase = HTTPStatus(status).phrase  # which a client written by hand may look for
        self._send(h11.Response(status_code=status, headers=headers, reason=phrase))

    def send(self, data: bytes) -> None:
        """Send one piece of the body, as one chunk."""
        if self._packer is not None:
            data = self._packer.compress(data) + self._packer.flush(zlib.Z_SYNC_FLUSH)
        self._send(h11.Data(data=data))

    def finish(self) -> None:
        """End the response."""
        if self._packer is not None:
            self._send(h11.Data(data=self._packer.flush()))
        self._send(h11.EndOfMessage())
        self.answered.set()

    async def delivered(self) -> None:
        """Wait until everything sent is in the client's hands, as far as TCP can tell."""
        while not self._writer.is_closing() and _undelivered(self._writer):
            await asyncio.sleep(0)

    def _send(self, event: h11.Event) -> None:
        if self.gone.is_set() or self._writer.is_closing():
            return
        data = self._connection.send(event)
        if data:
            self._writer.write(data)


class Body:
    """What a path has to give: whoever asks for it gets all pieces so far, then each new one."""

    def __init__(self, status: int, length: int | None, *, compressed: bool) -> None:
        self.request: str | None = None
        self.asked = asyncio.Event()
        self._status = status
        self._length = length
        self._compressed = compressed
        self._pieces: list[bytes] = []
        self._finished = False
        self._exchanges: list[Exchange] = []

    def answer(self, exchange: Exchange, request: str, *, takes_gzip: bool) -> bool:
        """Begin to answer a request; return whether it was not one too many."""
        if len(self._exchanges) >= MOST_REQUESTS:
            return False
        self.request = self.request or request
        self._exchanges.append(exchange)
        exchange.begin(self._status, self._length, compress=self._compressed and takes_gzip)
        for data in self._pieces:
            exchange.send(data)
        if self._finished:
            exchange.finish()
        self.asked.set()
        return True

    def send(self, data: bytes) -> None:
        """Send one more piece to everybody who has asked."""
        self._pieces.append(data)
        for exchange in self._exchanges:
            exchange.send(data)

    def finish(self) -> None:
        """End the body."""
        self._finished = True
        for exchange in self._exchanges:
            exchange.finish()

    async def delivered(self) -> None:
        """Wait until everything sent is in the client's hands, as far as TCP can tell."""
        for exchange in tuple(self._exchanges):
            await exchange.delivered()

    @property
    def is_left(self) -> bool:
        """Whether every connection on which this was asked for has been closed."""
        return all(exchange.gone.is_set() for exchange in self._exchanges)

    async def left(self) -> None:
        """Wait until that is so."""
        for exchange in tuple(self._exchanges):
            await exchange.gone.wait()


class StubServer:
    """An HTTP/1.1 server on the loopback interface, which has what is put there by `offer`.

    It answers as an app of the lesson would: 404 for another path, 405 for another method. Its
    paths begin with a secret, so that nobody else's request is taken for the client's.
    `odd` has what else it was sent: such requests as it had no body for.
    """

    def __init__(self) -> None:
        self.odd: list[str] = []
        self._heard = 0
        self._secret = f"/{secrets.token_hex(8)}"
        self._bodies: dict[str, Body] = {}
        self._server: asyncio.Server
        self._connections: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> StubServer:
        self._server = await asyncio.start_server(self._converse, sock=listening_socket())
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
        """What a URL of this server begins with, its secret included."""
        return f"http://{HOST}:{self.port}{self._secret}"

    def offer(
        self, path: str, status: int = 200, *, length: int | None = None, compressed: bool = False
    ) -> Body:
        """Have `path`, with whatever query, answered by a new body, in place of an older one.

        Without a `length` it is sent in chunks; `compressed` sends it packed by gzip to clients
        that say they take it.
        """
        body = self._bodies[path.partition("?")[0]] = Body(status, length, compressed=compressed)
        return body

    async def hears(self) -> bool:
        """Whether anything new has come from a client; if so, it has been answered by now."""
        before = self._heard
        for _ in range(TURNS):
            await asyncio.sleep(0)
        return self._heard != before

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._heard += 1
        if len(self._connections) < MOST_CONNECTIONS:
            self._connections.add(task)
            connection = h11.Connection(h11.SERVER, max_incomplete_event_size=MOST_HEAD)
            with contextlib.suppress(OSError, h11.LocalProtocolError, asyncio.CancelledError):
                await self._serve(connection, reader, writer)
        writer.close()
        self._heard += 1
        self._connections.discard(task)

    async def _serve(
        self, connection: h11.Connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        exchange = Exchange(connection, writer)
        try:
            while await self._next_request(exchange, connection, reader):
                await _until_both_are_done(exchange, connection, reader)
                connection.start_next_cycle()
                exchange = Exchange(connection, writer)
        except h11.RemoteProtocolError as error:
            status = error.error_status_hint
            self._note("headers that never end" if status == 431 else "no HTTP request")
            if connection.our_state in (h11.IDLE, h11.SEND_RESPONSE):
                _refuse(exchange, status)
        finally:
            exchange.gone.set()

    async def _next_request(
        self, exchange: Exchange, connection: h11.Connection, reader: asyncio.StreamReader
    ) -> bool:
        """Read the head of a request and begin to answer it; return whether one came."""
        while (event := connection.next_event()) is h11.NEED_DATA:
            connection.receive_data(await reader.read(MOST_HEAD))
        return isinstance(event, h11.Request) and self._answer(exchange, event)

    def _answer(self, exchange: Exchange, request: h11.Request) -> bool:
        method, target = request.method.decode("ascii"), request.target.decode("ascii")
        path = target.removeprefix(f"http://{HOST}:{self.port}")  # as one asks a proxy
        ours, path = path.startswith(self._secret), path.removeprefix(self._secret)
        body = self._bodies.get(path.partition("?")[0]) if ours else None
        if body is not None and method == "GET":
            return body.answer(exchange, f"GET {path}", takes_gzip=_takes_gzip(request))
        self._note(f"{method} {path[:MOST_TARGET]}")
        _refuse(exchange, 404 if body is None else 405)
        return True

    def _note(self, request: str) -> None:
        if len(self.odd) < MOST_ODD:
            self.odd.append(request)


def _refuse(exchange: Exchange, status: int) -> None:
    exchange.begin(status, 0)
    exchange.finish()


def _takes_gzip(request: h11.Request) -> bool:
    """Whether the client names gzip among the encodings it takes, and not to refuse it."""
    named = b",".join(value for name, value in request.headers if name == b"accept-encoding")
    for offer in named.decode("latin-1").lower().replace(" ", "").split(","):
        coding, _, quality = offer.partition(";q=")
        if coding == "gzip":
            return not quality or bool(quality.strip("0."))
    return False


async def _until_both_are_done(
    exchange: Exchange, connection: h11.Connection, reader: asyncio.StreamReader
) -> None:
    """Let the response be sent, and the rest of the request arrive, of which nothing is kept.

    Raises `ConnectionError` when the client goes away meanwhile, or sends more than any right one.
    """
    received = 0
    answered = asyncio.ensure_future(exchange.answered.wait())
    try:
        while not (answered.done() and _has_heard(connection)):
            more = asyncio.ensure_future(reader.read(MOST_HEAD))
            waits_for = {more} if answered.done() else {more, answered}
            await asyncio.wait(waits_for, return_when="FIRST_COMPLETED")
            if not more.done():
                more.cancel()
                await asyncio.wait({more})
            if more.cancelled():
                continue
            received += len(more.result())
            if not more.result() or received > MOST_RECEIVED:
                raise ConnectionError("the client went away")
            connection.receive_data(more.result())
    finally:
        answered.cancel()


def _has_heard(connection: h11.Connection) -> bool:
    """Take in what has arrived of a request's body; return whether that was all of it."""
    while connection.their_state is h11.SEND_BODY:
        if connection.next_event() is h11.NEED_DATA:
            break
    return connection.our_state is h11.MUST_CLOSE or connection.their_state is not h11.SEND_BODY


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
