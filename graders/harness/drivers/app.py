"""A served submission: requests to it, and the steps in which it is let go on.

After every step the grader waits until everything has *settled*: the server's event loop has
nothing left to run, no worker thread is busy, and every byte that the app has sent has arrived.
What has not come by then cannot come before the next step. No time limit is needed for that.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from urllib.parse import quote

from graders.errors import ChildGone, NoReply, OffTheClock
from graders.harness.channel import Message
from graders.harness.drivers.request import BodySink, KeptChunks, OpenRequest, TimedChunks, recut
from graders.harness.drivers.state import State
from graders.harness.lean_httpx import httpx
from graders.harness.loopback import HOST
from graders.harness.process import Child, validated
from graders.harness.stuck import REPLY_TIMEOUT, STUCK_AFTER
from graders.transcript import (
    Hold,
    Problem,
    Stream,
    StreamEnd,
    Times,
    Transcript,
)

MAX_HOLDS = 1_000
WAITED = 30.0
"""Seconds of the server's clock without a byte after which a stream counts as stalled."""
LONGEST = 700.0
"""Seconds of the server's clock after which a stream that still trickles counts as endless."""
SIGN_WITHIN = 2.0
"""Seconds, as `stuck` counts them, for a sign of a thread or a process that no clock moves."""
MOST_HELD_UP = 3
"""Times in a row that a worker thread may hold up the settling while nothing arrives."""
BRIEFLY = 0.05
"""Seconds for which a busy thread is waited for where one has waited for the grader before."""
PATIENT = 1.0
"""Seconds of the server's clock in which a held source's last token may still come out."""
MOST_IN_VAIN = 5
"""Holds in a row without anything new after which none is waited for: no token is on its way."""


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
        self.by_clock = False
        """Whether `OffTheClock` is raised where the settling depends on more than the clock."""
        self._child = child
        self._lives: list[OpenRequest] = []
        self._streams: dict[str, OpenRequest] = {}
        self._longest, self._waited, self._sign_within = LONGEST, WAITED, SIGN_WITHIN
        self._received = self._held_up = 0
        self._followers: list[Message] = []
        self._in_vain = 0
        self._a_thread_is_held = False
        self._patience = REPLY_TIMEOUT
        self._arrived = asyncio.Event()
        self.most_others = 0
        """Of what no clock of ours moves, the most that was at work while all went `by_clock`."""
        self._polls = False
        child.handlers["raised"] = self._note_exception
        child.handlers["polls"] = self._note_polling

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
        body: BodySink | None = None,
    ) -> OpenRequest:
        """Send a GET request and return at once; `name` enters it in the transcript.

        The chunks are kept in the record, unless the bytes go to another `body`.
        """
        url = path if prompt is None else f"{path}?prompt={quote(prompt, safe='')}"
        record = Stream("GET", url, prompt, begun_at=self.clock)
        live = OpenRequest(self, record, body or KeptChunks(self, record))
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
        for live in streams:
            if live.keeps and live.done and live.record.is_in_one_frame:
                await self._cut_as_sent(live)

    async def _cut_as_sent(self, live: OpenRequest) -> None:
        """Cut a body that HTTP does not send in chunks into the pieces that the app has sent."""
        reply = await self._child.ask("messages", request=live.id)
        with validated():
            sizes = [int(size) for size in reply["sizes"]]
        live.record.chunks = recut(live.record.chunks, sizes)

    async def go_on(self, until: Callable[[], bool], *streams: OpenRequest) -> None:
        """Let time go on, and held sources too, until a condition is met or `streams` end."""
        begun = last = self.clock
        received, others = -1, 0
        state = await self.settle()
        while not until() and not all(live.done for live in streams):
            # Each byte begins the wait for silence anew; only `_longest` ends a trickle.
            if received != (received := sum(live.received for live in streams)):
                last = self.clock
            # A held generator waits for the gate, not for a timer: a step of
            # the clock would not help it.
            if state.waiting:
                state = await self._let_on(streams[0], state)
            elif self.clock - begun > self._longest:
                await self._give_up(streams, "endless")
            # From one timer to the next, so that nothing happens between two looks. Without any
            # timer, one long step shows that nothing comes.
            elif self.clock - last <= self._waited:
                others = self.others(state)  # one may end with this step, and what it did come late
                state = await self.advance(state.next_timer or WAITED)
            # A thread or a process of the student's own waits in real time, so
            # silence on this clock proves nothing.
            elif self.by_clock and self.most_others:
                raise OffTheClock
            elif (others or self.others(state)) and await self._another_sign():
                state = await self.settle()
            else:
                await self._give_up(streams, "stalled")
        if streams:
            self._note_followers(streams[0])

    async def play_gated(self, path: str, prompt: str | None = None, *, name: str) -> Stream:
        """Request `path`; no generator of the student's goes on before all sent has arrived."""
        await self._child.ask("gate", closed=True)
        stream = await self.get(path, prompt, name=name)
        stream.gated = True
        await self._child.ask("gate", closed=False)
        return stream

    async def replay(self, path: str, prompt: str) -> Stream:
        """Begin to read a stream on a clock that goes by itself, timed by the grader alone."""
        await self._child.ask("let_go")
        record = Stream("GET", f"{path}?prompt={quote(prompt, safe='')}", prompt, begun_at=0.0)
        live = OpenRequest(self, record, TimedChunks(record))
        self._lives.append(live)
        try:
            await self.wait_until(lambda: live.done)
        except ChildGone as gone:
            await live.leave("stalled" if gone.problem.kind == "stuck" else "cut")
        return record

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
        # The child says how many bytes it has sent. They may still be on their way to us, and no
        # step is needed to bring them.
        for live in open_now:
            sent, over = state.sent.get(live.id, 0), live.id in state.over
            await self.wait_until(partial(_has_caught_up, live, sent, over))
        self._streams = {live.id: live for live in open_now if not live.done}
        self._followers += state.followers[:MAX_HOLDS]
        self._a_thread_is_held = state.a_thread_is_held
        self.clock = state.clock
        if self.by_clock:
            self.most_others = max(self.most_others, self.others(state))
        return state

    def others(self, state: State) -> int:
        """How many threads and processes of the student's own there are."""
        return state.other_threads + self._child.count_started()

    async def _ask_to_settle(self, requests: list[str], step: dict[str, float | bool]) -> Message:
        """Have the child say when all has settled; raise `OffTheClock` where its loop polls."""
        try:
            return await self._ask_patiently(requests, step)
        except ChildGone:
            # `_note_polling` has ended the child: such an app is not gone, it
            # is observed on the real clock.
            if self._polls:
                raise OffTheClock from None
            raise

    async def _ask_patiently(self, requests: list[str], step: dict[str, float | bool]) -> Message:
        """Have the child say when all has settled, its worker threads too.

        A thread may wait for the client, such as for a place in a full queue. Or it waits for
        another thread that waits for the next step. Then it is enough that the others are at rest,
        and the next wait is shorter. A thread is stuck when it does so again and again and nothing
        comes.
        """
        received = sum(live.received for live in self._lives)
        if received != self._received:
            self._patience = BRIEFLY if self._held_up else self._patience
            self._received, self._held_up = received, 0
        patience = self._patience if self._held_up < MOST_HELD_UP else STUCK_AFTER
        if self._a_thread_is_held:  # one that a pool's thread may well wait for
            patience = BRIEFLY
        try:
            return await self._child.ask("settle", patience, requests=requests, step=step)
        except NoReply:
            self._held_up += 1
        # Without the step, which has been taken: a second one would move the clock twice.
        reply = await self._child.ask("settle", requests=requests, step={}, threads=False)
        if self.by_clock:
            raise OffTheClock
        return reply

    async def note_times(self, *streams: OpenRequest) -> None:
        """Enter in the records when, on the real clock, the child sent each piece."""
        reply = await self._child.ask("times", requests=[live.id for live in streams])
        with validated():
            for live in streams:
                if live.id in reply["times"]:
                    live.record.times = Times.from_message(reply["times"][live.id])

    async def wait_until(
        self, condition: Callable[[], bool], patience: float = STUCK_AFTER
    ) -> None:
        """Wait for something that only arriving bytes can bring about."""

        async def met() -> None:
            while not condition():
                self._arrived.clear()
                await self._arrived.wait()

        if not condition():
            await self._child.wait_for(met(), patience)

    async def open_files(self, path: Path) -> int:
        """How often the server's process has `path` open, not counting what nobody refers to."""
        reply = await self._child.ask("open_files", path=str(path))
        with validated():
            return int(reply["count"])

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
        """Whether a thread or a process of the student's own brings something."""
        self._arrived.clear()
        try:
            await self._child.wait_for(self._arrived.wait(), self._sign_within)
        except NoReply:
            return False
        return True

    async def leave_all(self) -> None:
        """Leave every request that is still open; nothing of one may outlive the server."""
        for live in self._lives:
            await live.leave("open")
            live.check()

    async def _give_up(self, streams: Iterable[OpenRequest], end: StreamEnd) -> None:
        """Leave streams that will not end, and have less patience with those to come."""
        for live in streams:
            await live.leave(end)
        # An app that hangs once often hangs for every prompt, and all of them
        # together would take long.
        self._longest, self._waited = LONGEST / 20, WAITED / 20
        self._sign_within = REPLY_TIMEOUT

    async def _let_on(self, live: OpenRequest, state: State) -> State:
        """Note what has arrived of `live` while sources are held, and let each go on by one."""
        self._note_followers(live)
        before = live.record.holds[-1].size if live.record.holds else 0
        if live.received == before and self._in_vain < MOST_IN_VAIN:
            state = await self._let_time_pass(PATIENT, live, state)
        self._in_vain = self._in_vain + 1 if live.received == before else 0
        self._note(live, state.waiting, len(live.record.chunks), live.received)
        self._held_up = 0  # a generator that goes on is a sign of life, as a byte is
        return await self.release()

    def _note_followers(self, live: OpenRequest) -> None:
        """Note who was asked since the last hold: the client has nothing more than it had then."""
        if live.record.holds:
            last = live.record.holds[-1]
            self._note(live, self._followers, last.chunks, last.size)
        self._followers = []

    def _note(self, live: OpenRequest, asked: list[Message], chunks: int, size: int) -> None:
        with validated():
            holds = [Hold.from_message(message, chunks, size) for message in asked]
        live.record.holds += holds[: MAX_HOLDS - len(live.record.holds)]

    def _note_polling(self, event: Message) -> None:
        if self.by_clock:
            self._polls = True
            self._child.end(Problem("stuck", "an event loop that polls"))

    def _note_exception(self, event: Message) -> None:
        problem = Problem.from_message(event, stage="request" if event["request"] else "startup")
        live = self._streams.get(event["request"])
        if live is not None:
            live.record.problem = problem
        else:
            self._child.blame(problem)


def _has_caught_up(live: OpenRequest, sent: int, over: bool) -> bool:
    # A client that stalls on purpose catches up with nothing. Where the
    # response is over, its end has to arrive as well.
    return live.done or not live.reading.is_set() or (live.received >= sent and not over)
