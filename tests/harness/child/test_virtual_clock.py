"""The event loop on a clock that only the grader moves."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import socket
import threading
from collections.abc import Callable, Coroutine, Iterable
from typing import Any

import pytest

from graders.harness.child.virtual_clock import VirtualClockLoop
from graders.harness.child.worker_threads import Work
from tests.support.clocks import coarse
from tests.support.stuck import STUCK


class Grader:
    """Takes one step each time the loop is idle, as a message would; then stops the loop."""

    def __init__(self, steps: Iterable[Callable[[VirtualClockLoop], object]]) -> None:
        self.idle_with: list[float | None] = []
        self._steps = iter(steps)
        self._over = False
        self._ours, self._theirs = socket.socketpair()
        self.loop = VirtualClockLoop(self._theirs, self)

    def idle(self, next_timer: float | None) -> None:
        """Send a message that has the next step taken, until all of them are."""
        if self._over:
            return
        self.idle_with.append(None if next_timer is None else round(next_timer, 6))
        self._ours.send(b"!")

    def polls(self) -> None:
        """No loop polls here."""

    def readable(self) -> None:
        """Take the next step."""
        self._theirs.recv(1)
        next(self._steps, lambda loop: loop.stop())(self.loop)

    def run(self, main: Coroutine[Any, Any, Any]) -> None:
        """Run `main` until all steps are taken."""
        task = self.loop.create_task(main)
        self.loop.run_forever()
        self._over = True
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            self.loop.run_until_complete(task)
        self.loop.run_until_complete(self.loop.shutdown_default_executor())
        self.loop.close()
        self._ours.close()
        self._theirs.close()


def advance(seconds: float) -> Callable[[VirtualClockLoop], None]:
    """Return the step that moves the clock."""
    return lambda loop: loop.advance(seconds)


async def ticking(heard: list[float], *pauses: float) -> None:
    """Note the time after each pause."""
    for pause in pauses:
        await asyncio.sleep(pause)
        heard.append(round(asyncio.get_running_loop().time(), 6))


@pytest.mark.parametrize(
    ("steps", "heard", "idle_with"),
    [
        pytest.param([], [], [0.01], id="frozen"),
        pytest.param([0.004], [], [0.01, 0.006], id="too-early"),
        pytest.param([0.01], [0.01], [0.01, 0.02], id="exactly"),
        pytest.param([0.01, 0.02], [0.01, 0.03], [0.01, 0.02, None], id="each-in-its-turn"),
        pytest.param([0.5], [0.5], [0.01, 0.02], id="late"),
        pytest.param([0.001] * 10, [0.01], None, id="in-small-steps"),
    ],
)
def test_only_advance_makes_timers_due(
    steps: list[float], heard: list[float], idle_with: list[float | None] | None
) -> None:
    grader, got = Grader(map(advance, steps)), list[float]()
    grader.run(ticking(got, 0.01, 0.02))
    assert got == heard
    if idle_with is not None:
        assert grader.idle_with == idle_with


def test_the_systems_own_clock_may_be_coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    coarse(monkeypatch)
    grader, got = Grader([advance(0.001)] * 3), list[float]()
    grader.run(ticking(got, 0.01))
    assert got == []


def test_many_pauses_of_ten_milliseconds_do_not_drift() -> None:
    grader, got = Grader([advance(0.01)] * 100), list[float]()
    grader.run(ticking(got, *[0.01] * 100))
    assert got == [round(0.01 * number, 6) for number in range(1, 101)]


def test_a_clock_that_was_let_go_goes_on_from_where_it_stood() -> None:
    steps = itertools.chain([advance(5), VirtualClockLoop.let_go], itertools.repeat(advance(0)))
    grader, got = Grader(steps), list[float]()

    async def ticks() -> None:
        await ticking(got, 1, 0.01, 0.01)
        grader.loop.stop()

    grader.run(ticks())
    assert got[0] == 5
    assert 5.02 <= got[2] < 5 + STUCK


def test_what_needs_no_time_runs_without_the_clock() -> None:
    grader, got = Grader([]), list[float]()
    grader.run(ticking(got, 0, 0, 0))
    assert got == [0, 0, 0]
    assert grader.idle_with == [None]


def test_turns_are_counted() -> None:
    grader = Grader([])
    grader.run(ticking([], 0, 0, 0))
    assert grader.loop.turns >= 4


def test_a_worker_thread_counts_until_it_is_done() -> None:
    working, counts = threading.Event(), list[int]()

    async def main() -> None:
        loop = asyncio.get_running_loop()
        await loop.run_in_executor(None, working.wait)
        await asyncio.sleep(0)
        assert isinstance(loop, VirtualClockLoop)
        counts.append(loop.workers.busy)

    def look(loop: VirtualClockLoop) -> None:
        counts.append(loop.workers.busy)
        working.set()

    # Idle once with the thread at work, and again when it is done.
    grader = Grader([look])
    done = grader.loop.create_task(main())
    done.add_done_callback(lambda _: grader.loop.stop())
    grader.idle = _once(grader.idle)  # type: ignore[method-assign]
    grader.run(asyncio.sleep(0))
    assert counts == [1, 0]


class Settling(Grader):
    """Goes on only when no worker thread is busy either."""

    def idle(self, next_timer: float | None) -> None:
        """Wait for the threads first."""
        if not self.loop.workers.busy:
            super().idle(next_timer)


async def dozing(*pauses: float) -> None:
    """Have worker threads sleep, all at once."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, VirtualClockLoop)
    await asyncio.gather(*(asyncio.to_thread(loop.sleep_in_thread, pause) for pause in pauses))


def test_a_thread_sleeps_until_the_clock_has_moved() -> None:
    grader = Settling(map(advance, [0.004, 0.006, 0.01]))
    grader.run(dozing(0.01, 0.02))
    assert grader.idle_with == [0.01, 0.006, 0.01, None]


def test_a_loop_that_stops_wakes_its_threads() -> None:
    grader = Settling([])
    grader.run(dozing(3600, 3600, 3600))  # in the end it waits for the threads
    assert grader.idle_with == [3600]


def test_no_thread_sleeps_when_the_loop_is_gone() -> None:
    grader, slept = Grader([]), threading.Event()

    def sleep() -> None:
        grader.loop.sleep_in_thread(3600)
        slept.set()

    grader.run(asyncio.sleep(0))
    threading.Thread(target=Work().of(sleep), daemon=True).start()
    assert slept.wait(STUCK)


def _once(idle: Callable[[float | None], None]) -> Callable[[float | None], None]:
    calls = [idle]

    def at_first(next_timer: float | None) -> None:
        if calls:
            calls.pop()(next_timer)

    return at_first
