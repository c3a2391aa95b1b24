"""One request to a served app: its response is read as it comes, chunk by chunk."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter
from typing import Protocol

from graders.errors import KitError
from graders.harness.lean_httpx import httpx
from graders.transcript import Chunk, Stream, StreamEnd

MAX_CHUNKS = 5_000
MAX_BODY = 64 << 10
"""A body beyond this, in chunks or in bytes, is called endless and not read on."""


ENOUGH_TIMED = 5
"""Chunks after which a body that is only timed is left: pauses that are missing show by then."""


class Reader(Protocol):
    """Who a request is made for: it has the HTTP client, and counts steps and the server's time."""

    client: httpx.AsyncClient
    origin: str
    clock: float
    step: int

    def something_arrived(self) -> None:
        """Note that bytes, or the end of a response, have come over the wire."""


class BodySink(Protocol):
    """What becomes of the bytes of a response."""

    def take(self, data: bytes) -> StreamEnd | None:
        """Take the next bytes; return the stream's `end` when no more are wanted."""


class KeptChunks:
    """A body whose chunks go into its record; one beyond the limits is called endless."""

    def __init__(self, server: Reader, record: Stream) -> None:
        self._server = server
        self._chunks = record.chunks
        self._size = 0

    def take(self, data: bytes) -> StreamEnd | None:
        """Keep a chunk."""
        self._chunks.append(Chunk(data, self._server.step, self._server.clock))
        self._size += len(data)
        return "endless" if len(self._chunks) > MAX_CHUNKS or self._size > MAX_BODY else None


class TimedChunks:
    """The beginning of a body, each chunk with when it came by the grader's own clock."""

    def __init__(self, record: Stream) -> None:
        self._chunks = record.chunks
        self._asked_at = perf_counter()

    def take(self, data: bytes) -> StreamEnd | None:
        """Keep a chunk."""
        self._chunks.append(Chunk(data, 0, perf_counter() - self._asked_at))
        return "left" if len(self._chunks) >= ENOUGH_TIMED else None


class OpenRequest:
    """A request under way: it is read in the background, as fast as it comes."""

    def __init__(self, server: Reader, record: Stream, body: BodySink) -> None:
        self.record = record
        self.id = secrets.token_hex(8)
        self.received = 0
        self.asked_at = self.arrived_at = perf_counter()
        self.reading = asyncio.Event()
        self.reading.set()
        self.on_arrival: Callable[[], None] = lambda: None
        self.keeps = isinstance(body, KeptChunks)
        self._server = server
        self._body = body
        self._task = asyncio.create_task(self._read())

    @property
    def done(self) -> bool:
        """Whether nothing more will come."""
        return self._task.done()

    async def leave(self, end: StreamEnd) -> None:
        """Close the connection now; the record says why."""
        if not self.done:
            self.record.end = end
            self._task.cancel()
            await asyncio.wait({self._task})

    def check(self) -> None:
        """Raise what kept the grader itself from reading on, if something did."""
        if not self._task.cancelled() and (error := self._task.exception()) is not None:
            raise error

    async def _read(self) -> None:
        try:
            await self._read_all()
        except httpx.ConnectError as error:
            # The kit had the socket listen, so what refuses is a process that has closed it.
            if not _is_refused(error):
                raise KitError(f"the kit cannot connect to a server it started: {error}") from error
            self.record.end = "cut"
        except (httpx.HTTPError, ValueError):  # a header that is no text, say
            self.record.end = "cut"
        finally:
            self.record.ended_at = self._server.clock
            self._server.something_arrived()

    async def _read_all(self) -> None:
        headers = {"x-request-id": self.id, "accept-encoding": "identity"}
        client, url = self._server.client, self._server.origin + self.record.url
        async with client.stream(self.record.method, url, headers=headers) as response:
            self.record.status = response.status_code
            self.record.headers = {k: v for k, v in response.headers.items() if k != "date"}
            async for data in response.aiter_raw():
                if (end := self._take(data)) is not None:
                    self.record.end = end
                    return
                await self.reading.wait()
        self.record.end = "complete"

    def _take(self, data: bytes) -> StreamEnd | None:
        self.received += len(data)
        self.arrived_at = perf_counter()
        end = self._body.take(data)
        self.on_arrival()
        self._server.something_arrived()
        return end


def recut(chunks: list[Chunk], sizes: list[int]) -> list[Chunk]:
    """Return the bytes of `chunks` in pieces of `sizes`, each from when it was complete.

    What is left over is the last piece.
    """
    pieces: list[Chunk] = []
    left, waiting = list(sizes), b""
    for chunk in chunks:
        waiting += chunk.data
        while left and len(waiting) >= left[0]:
            size = left.pop(0)
            pieces.append(replace(chunk, data=waiting[:size]))
            waiting = waiting[size:]
    return pieces if not waiting else [*pieces, replace(chunks[-1], data=waiting)]


def _is_refused(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, ConnectionRefusedError):
        error = error.__cause__ or error.__context__
    return error is not None
