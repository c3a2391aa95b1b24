"""How long the turns of an event loop take."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Awaitable, Callable, Iterator
from time import perf_counter

import pytest

from graders.harness.child import turns
from graders.harness.child.real_clock import RealClockLoop
from tests.support.clocks import coarse

LONG = 0.02
"""Seconds that a turn takes at least in which the loop is blocked for so long."""


class Listener:
    """Counts what the loop tells."""

    def __init__(self) -> None:
        self.rests = self.polled = 0

    def idle(self, next_timer: float | None) -> None:
        """Count it."""
        self.rests += 1

    def readable(self) -> None:
        """Nothing is ever sent here."""

    def polls(self) -> None:
        """Count it."""
        self.polled += 1


Run = Callable[[Callable[[RealClockLoop], Awaitable[float]]], float]


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def run(listener: Listener) -> Iterator[Run]:
    """Run what takes a loop in such a loop."""
    ours, theirs = socket.socketpair()
    loop = RealClockLoop(theirs, listener)
    with ours, theirs:
        yield lambda main: loop.run_until_complete(main(loop))  # type: ignore[arg-type]
        loop.close()


def test_a_pause_is_not_shorter_where_the_systems_clock_is_coarse(
    monkeypatch: pytest.MonkeyPatch, listener: Listener
) -> None:
    coarse(monkeypatch)
    ours, theirs = socket.socketpair()
    loop = RealClockLoop(theirs, listener)

    async def shortest_pause() -> float:
        always_ready = asyncio.ensure_future(never_rest())  # so it looks for timers in each turn
        took = []
        for _ in range(5):
            begun = perf_counter()
            await asyncio.sleep(LONG / 2)
            took.append(perf_counter() - begun)
        always_ready.cancel()
        return min(took)

    async def never_rest() -> None:
        while True:
            await asyncio.sleep(0)

    with ours, theirs:
        assert loop.run_until_complete(shortest_pause()) >= LONG / 2
        loop.close()


def block(seconds: float) -> None:
    end = perf_counter() + seconds
    while perf_counter() < end:
        pass


def test_a_turn_that_blocks_is_as_long_as_that(run: Run) -> None:
    async def main(loop: RealClockLoop) -> float:
        since = perf_counter()
        block(LONG)
        await asyncio.sleep(0)
        return loop.selector.longest_turn(since)

    assert run(main) >= LONG


def test_the_turn_under_way_counts(run: Run) -> None:
    async def main(loop: RealClockLoop) -> float:
        await asyncio.sleep(0)
        since = perf_counter()
        block(LONG)
        return loop.selector.longest_turn(since)

    assert run(main) >= LONG


def test_only_what_is_since_then_counts(run: Run) -> None:
    async def main(loop: RealClockLoop) -> float:
        block(LONG)
        since = perf_counter()
        await asyncio.sleep(0)
        return loop.selector.longest_turn(since) / (perf_counter() - since)

    assert run(main) <= 1


def test_a_pause_that_is_awaited_is_no_turn(run: Run, listener: Listener) -> None:
    async def main(loop: RealClockLoop) -> float:
        since = perf_counter()
        await asyncio.sleep(LONG)
        paused = perf_counter() - since
        return paused - loop.selector.longest_turn(since)

    assert run(main) > 0
    assert listener.rests


def test_a_loop_that_polls_says_so(
    run: Run, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "MANY", 50)

    async def poll(times: int) -> float:
        for _ in range(times):
            await asyncio.sleep(0)
        return 0

    run(lambda loop: poll(40))
    assert not listener.polled
    run(lambda loop: poll(60))
    assert listener.polled == 1


def test_the_loop_is_busy_in_its_turns_and_not_while_it_waits(run: Run) -> None:
    async def main(loop: RealClockLoop) -> float:
        before, began = loop.selector.busy(), perf_counter()
        await asyncio.sleep(LONG)
        rested = perf_counter() - began - (loop.selector.busy() - before)
        time.sleep(LONG)
        assert loop.selector.busy() - before >= LONG
        return rested

    assert run(main) > 0
