"""A served submission on the real clock, for what waits for threads and timers of its own.

Nothing is stepped here. All times are those that the child itself noted when the app sent a piece:
a busy machine can delay it, and nothing can make it earlier.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from itertools import accumulate, pairwise

from graders.errors import ChildGone, NoReply
from graders.harness.drivers.app import WAITED, AppDriver
from graders.harness.drivers.request import OpenRequest
from graders.transcript import Chunk, Problem, Stream

PATIENCE = 2.0
"""Seconds in which the child could have sent something, until a stream counts as stalled."""
LOOKS_EVERY = 0.1
TOLERANCE = 0.002
"""Seconds by which two processes may differ in what has passed."""


class RealTimeDriver(AppDriver):
    """Drives an app that runs on the real clock."""

    async def start(self) -> None:
        """Wait until the app's start-up is over; raise `ChildGone` when it never will be."""
        self._child.listen()
        self.transcript.real_time = True
        for _ in range(int(WAITED / LOOKS_EVERY)):
            if (await self.settle()).started:
                self.transcript.ready = True
                return
            await asyncio.sleep(LOOKS_EVERY)
        message = "the app's start-up (its lifespan) takes too long"
        raise ChildGone(Problem("stalled", message, stage="startup"))

    async def go_on(self, until: Callable[[], bool], *streams: OpenRequest) -> None:
        """Let time go on until a condition is met, `streams` end, or nothing more comes."""
        try:
            await self.wait_until(
                lambda: until() or all(live.done for live in streams), patience=PATIENCE
            )
        except NoReply:
            for live in streams:
                await live.leave("stalled")
        await self.note_times(*streams)

    async def note_times(self, *streams: OpenRequest) -> None:
        """Make the child's times those of the records."""
        await super().note_times(*streams)
        for live in streams:
            _hold_against_ours(live)
            _take_times(live.record)

    @asynccontextmanager
    async def at_the_door(self, one_by_one: bool = False) -> AsyncIterator[None]:
        """Have requests that are opened here wait until all have reached the server.

        Then they are let in at once, or `one_by_one`: another after each token that is sent.
        """
        await self._child.ask("close_door")
        yield
        await self.settle()
        await self.open_door(one_by_one)

    async def open_door(self, one_by_one: bool = False) -> None:
        """Let in who still waits."""
        await self._child.ask("open_door", one_by_one=one_by_one)

    async def hear_out(self) -> None:
        """Leave what is still open, and hear what the child had to say until then."""
        await self.leave_all()
        await self.note_times()


def _hold_against_ours(live: OpenRequest) -> None:
    """Raise `ChildGone` when the child tells of more time than has passed between us and it.

    What it sends arrives later, and never before it was sent: no busy machine can be the reason.
    """
    times = live.record.times
    if times is not None and times.sent and live.done:
        told, passed = times.sent[-1] - times.begun, live.arrived_at - live.asked_at
        if told > passed + TOLERANCE and live.received >= sum(times.sizes):
            raise ChildGone(Problem("garbled", "it told of pauses that have never been"))


def _take_times(record: Stream) -> None:
    """Cut the body as the child sent it, and say when it did."""
    times, body = record.times, record.body
    if times is None:
        return
    record.begun_at, record.ended_at = times.begun, times.ended
    ends = list(accumulate(times.sizes, initial=0))
    if ends[-1] == len(body):
        parts = (body[begin:end] for begin, end in pairwise(ends))
        record.chunks = [Chunk(part, 0, at) for part, at in zip(parts, times.sent, strict=True)]
