"""A served submission: requests to it, and the steps in which it is let go on.

After every step the grader waits until everything has *settled*: the server's event loop has
nothing left to run, no worker thread is busy, and every byte that the app has sent has arrived.
What has not come by then cannot come before the next step; no time limit takes part in that.
"""

from __future__ import annotations

import asyncio
import os
import secrets
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import quote

import httpx
import psutil

from graders.errors import KitError
from graders.harness.channel import Message
from graders.harness.process import (
    Child,
    ChildGone,
    NoReply,
    validated,
)
from graders.harness.stuck import REPLY_TIMEOUT, STUCK_AFTER
from graders.transcript import (
    Chunk,
    Hold,
    Problem,
    Stream,
    Transcript,
)

HOST = "127.0.0.1"
MAX_CHUNKS = 5_000
MAX_BODY = 64 << 10
"""A body beyond this, in chunks or in bytes, is called endless and not read on."""
MAX_PIECES, SMALL_READ = 20_000, 512
"""The same for a body that is only counted, such as a large log, and a piece more for so many bytes
each: a system may have its long lines read in pieces, but in none that are smaller."""
MAX_HOLDS = 1_000
WAITED = 30.0
"""Seconds of the server's clock without a byte after which a stream counts as stalled."""
LONGEST = 700.0
"""Seconds of the server's clock after which a stream that still trickles counts as endless."""
MOST_HELD_UP = 3
"""Times in a row that a worker thread may hold up the settling while nothing arrives."""
PATIENT = 1.0
"""Seconds of the server's clock in which a held source's last token may still come out."""


@dataclass(frozen=True)
class State:
    """What the server's process says of itself once everything has settled.

    `waiting` has the held sources, each with the item it was asked for and whether it holds up the
    event loop; `sent` the bytes of body for each request, and `over` the requests that get no more.
    """

    clock: float
    started: bool
    next_timer: float | None
    waiting: list[tuple[int, int, bool]]
    other_threads: int
    sent: dict[str, int]
    over: set[str]

    @classmethod
    def from_reply(cls, reply: Message) -> State:
        """Make one of what the child said."""
        next_timer = reply["next_timer"]
        return cls(
            clock=float(reply["clock"]),
            started=bool(reply["started"]),
            next_timer=None if next_timer is None else float(next_timer),
            waiting=[
                (int(held["stream"]), int(held["item"]), bool(held["on_loop"]))
                for held in reply["waiting"]
            ],
            other_threads=int(reply["other_threads"]),
            sent={request: int(size) for request, size in reply["sent"].items()},
            over=set(reply["over"]),
        )


def listening_socket() -> socket.socket:
    """Return a socket that listens on a free port of the loopback interface.

    Its protocol is named: asyncio turns Nagle's algorithm off only where it sees that this is TCP.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.bind((HOST, 0))
    listener.listen(128)
    return listener


class OpenRequest:
    """A request under way: it is read in the background, as fast as it comes."""

    def __init__(self, server: AppDriver, record: Stream, keep: bool, limit: int) -> None:
        self.record = record
        self.id = secrets.token_hex(8)
        self.received = 0
        self.reading = asyncio.Event()
        self.reading.set()
        self.on_arrival: Callable[[], None] = lambda: None
        self._server = server
        self._keep = keep
        self._limit = limit
        self._pieces = 0
        self._task = asyncio.create_task(self._read())

    @property
    def done(self) -> bool:
        """Whether nothing more will come."""
        return self._task.done()

    async def leave(self, end: str) -> None:
        """Close the connection now; the record says why."""
        if not self.done:
            self.record.end = end
            self._task.cancel()
            await asyncio.wait({self._task})

    def check(self) -> None:
        """Raise what kept the grader itself from reading on, if something did."""
        if not self._task.cancelled() and (error := self._task.exception()) is not None:
            raise error

    @property
    def _most_pieces(self) -> int:
        return MAX_CHUNKS if self._keep else MAX_PIECES + self.received // SMALL_READ

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
                self._take(data)
                if self._pieces > self._most_pieces or self.received > self._limit:
                    self.record.end = "endless"
                    return
                await self.reading.wait()
        self.record.end = "complete"

    def _take(self, data: bytes) -> None:
        self._pieces += 1
        self.received += len(data)
        if self._keep:
            self.record.chunks.append(Chunk(data, self._server.step, self._server.clock))
        self.on_arrival()
        self._server.something_arrived()


class AppDriver:
    """A student's app behind a live uvicorn in a child process; made by `start`."""

    def __init__(
        self, child: Child, client: httpx.AsyncClient, port: int, transcript: Transcript
    ) -> None:
        self.client = client
        self.origin = f"http://{HOST}:{port}"
        self.clock = 0.0
        self.step = 0
        self.pid = child.pid
        self.transcript = transcript
        self._child = child
        self._lives: list[OpenRequest] = []
        self._streams: dict[str, OpenRequest] = {}
        self._longest, self._waited = LONGEST, WAITED
        self._received = self._held_up = 0
        self._arrived = asyncio.Event()
        child.handlers["raised"] = self._note_exception

    async def start(self) -> None:
        """Wait until the app's start-up is over; raise `ChildGone` when it never will be."""
        self._child.listen()
        state = await self.settle()
        while not state.started:
            if self.clock > WAITED:
                message = "the app's start-up (its lifespan) never finishes"
                raise ChildGone(Problem("stalled", message, stage="startup"))
            state = await self.advance(state.next_timer or WAITED)
        self.transcript.ready = True

    def open(
        self,
        path: str,
        prompt: str | None = None,
        *,
        name: str | None = None,
        keep: bool = True,
        limit: int = MAX_BODY,
    ) -> OpenRequest:
        """Send a GET request and return at once; `name` enters it in the transcript.

        A body beyond `limit` bytes is not read on; one that is not to `keep` is only counted.
        """
        url = path if prompt is None else f"{path}?prompt={quote(prompt, safe='')}"
        live = OpenRequest(self, Stream("GET", url, prompt, begun_at=self.clock), keep, limit)
        self._lives.append(live)
        self._streams[live.id] = live
        if name is not None:
            self.transcript.streams[name] = live.record
        return live

    async def get(self, path: str, prompt: str | None = None, *, name: str) -> Stream:
        """Send a GET request and let time go on until its response has ended."""
        live = self.open(path, prompt, name=name)
        await self.finish(live)
        return live.record

    async def finish(self, *streams: OpenRequest) -> None:
        """Let time go on until all `streams` have ended, or never will."""
        await self.go_on(lambda: all(live.done for live in streams), *streams)

    async def go_on(self, until: Callable[[], bool], *streams: OpenRequest) -> None:
        """Let time go on, and held sources too, until a condition is met or `streams` end."""
        begun = last = self.clock
        received = -1
        state = await self.settle()
        while not until() and not all(live.done for live in streams):
            if received != (received := sum(live.received for live in streams)):
                last = self.clock
            if state.waiting:
                state = await self._let_on(streams[0], state)
            elif self.clock - begun > self._longest:
                await self._give_up(streams, "endless")
            elif self.clock - last <= self._waited:
                state = await self.advance(state.next_timer or WAITED)
            elif state.other_threads and await self._another_sign():
                state = await self.settle()
            else:
                await self._give_up(streams, "stalled")

    async def play_gated(self, path: str, prompt: str, *, name: str) -> Stream:
        """Request `path`; the student's token source goes on only after everything has arrived."""
        reply = await self._child.ask("gate")
        with validated():
            self.transcript.gated = [str(name) for name in reply["gated"]]
        return await self.get(path, prompt, name=name)

    async def hear_out(self) -> None:
        """Wait for what the server still has to say of requests that are over."""
        await self.leave_all()
        await self.settle()

    async def advance(self, seconds: float) -> State:
        """Move the server's clock, and wait until everything has settled."""
        self.clock += seconds
        return await self.settle(advance=seconds)

    async def release(self) -> State:
        """Let every held token source produce one more item, and wait until that has settled."""
        return await self.settle(release=True)

    async def settle(self, **step: float | bool) -> State:
        """Take a step, if one is given, and wait until nothing more can happen before the next."""
        self.step += bool(step)
        open_now = [live for live in self._streams.values() if not live.done]
        reply = await self._ask_to_settle([live.id for live in open_now], step)
        with validated():
            state = State.from_reply(reply)
        for live in open_now:
            sent, over = state.sent.get(live.id, 0), live.id in state.over
            await self.wait_until(partial(_has_caught_up, live, sent, over))
        self._streams = {live.id: live for live in open_now if not live.done}
        self.clock = state.clock
        return state

    async def _ask_to_settle(self, requests: list[str], step: dict[str, float | bool]) -> Message:
        """Have the child say when all has settled, its worker threads too.

        A thread may wait for the client, such as for a place in a full queue; then the others are
        enough. One that has waited so for long, and nothing came, is stuck.
        """
        received = sum(live.received for live in self._lives)
        if received != self._received:
            self._received, self._held_up = received, 0
        patience = REPLY_TIMEOUT if self._held_up < MOST_HELD_UP else STUCK_AFTER
        try:
            return await self._child.ask("settle", patience, requests=requests, step=step)
        except NoReply:
            self._held_up += 1
            return await self._child.ask("settle", requests=requests, step={}, threads=False)

    async def wait_until(self, condition: Callable[[], bool]) -> None:
        """Wait for something that only arriving bytes can bring about."""

        async def met() -> None:
            while not condition():
                self._arrived.clear()
                await self._arrived.wait()

        if not condition():
            await self._child.wait_for(met())

    async def open_files(self, path: Path) -> int:
        """How often the server's process has `path` open, not counting what nobody refers to."""
        await self._child.ask("collect_garbage")
        wanted = os.path.realpath(path)
        files = psutil.Process(self.pid).open_files()
        return sum(os.path.realpath(file.path) == wanted for file in files)

    def something_arrived(self) -> None:
        """Note that bytes, or the end of a response, have come over the wire."""
        self._child.pulse += 1
        self._arrived.set()

    async def _let_time_pass(self, seconds: float, live: OpenRequest, state: State) -> State:
        """Move the clock by `seconds`, timer by timer, or until something arrives."""
        end, received = self.clock + seconds, live.received
        while self.clock < end and live.received == received and not live.done:
            state = await self.advance(min(state.next_timer or seconds, end - self.clock))
        return state

    async def _another_sign(self) -> bool:
        """Whether a thread of the student's own, which no clock of ours moves, brings something."""
        self._arrived.clear()
        try:
            await self._child.wait_for(self._arrived.wait(), REPLY_TIMEOUT)
        except NoReply:
            return False
        return True

    async def leave_all(self) -> None:
        """Leave every request that is still open; nothing of one may outlive the server."""
        for live in self._lives:
            await live.leave("open")
            live.check()

    async def _give_up(self, streams: Iterable[OpenRequest], end: str) -> None:
        """Leave streams that will not end, and have less patience with those to come."""
        for live in streams:
            await live.leave(end)
        self._longest, self._waited = LONGEST / 20, WAITED / 20

    async def _let_on(self, live: OpenRequest, state: State) -> State:
        """Note what has arrived of `live` while sources are held, and let each go on by one."""
        holds = live.record.holds
        if live.received == (holds[-1].size if holds else 0):
            state = await self._let_time_pass(PATIENT, live, state)
        if len(holds) < MAX_HOLDS:
            arrived = (len(live.record.chunks), live.received)
            holds += [
                Hold(source, item, on_loop, *arrived) for source, item, on_loop in state.waiting
            ]
        return await self.release()

    def _note_exception(self, event: Message) -> None:
        problem = Problem.from_message(event, stage="request" if event["request"] else "startup")
        live = self._streams.get(event["request"])
        if live is not None:
            live.record.problem = problem
        else:
            self._child.blame(problem)


def _is_refused(error: BaseException | None) -> bool:
    while error is not None and not isinstance(error, ConnectionRefusedError):
        error = error.__cause__ or error.__context__
    return error is not None


def _has_caught_up(live: OpenRequest, sent: int, over: bool) -> bool:
    return live.done or not live.reading.is_set() or (live.received >= sent and not over)
