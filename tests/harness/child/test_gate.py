"""The gate before a source, for every way in which a source can be run."""

from __future__ import annotations

import asyncio
import os
import queue
import threading
from collections.abc import Callable

import pytest

from graders.harness.child import gate as gate_module
from graders.harness.child.gate import Gate
from graders.harness.child.sources import Resume, Source
from graders.harness.child.worker_threads import Work
from tests.support.stuck import STUCK

SOURCE, OTHER = Source(0, "token_stream", "token_stream"), Source(1, "generator", "words")


class Desk:
    """Stands in for the event loop: says where the source runs, and opens the gate."""

    def __init__(self, on_loop_thread: bool) -> None:
        self.gate = Gate(self)
        self.looks: queue.Queue[None] = queue.Queue()
        self.held: list[list[tuple[int, int]]] = []
        self._on_loop_thread = on_loop_thread

    def on_loop_thread(self) -> bool:
        """Answer as the test wants it."""
        return self._on_loop_thread

    def handle_until(self, done: Callable[[], bool]) -> None:
        """Open the gate until the source may go on, and note who waited."""
        while not done():
            self.open()

    def look_again(self) -> None:
        """Note that a source has been held."""
        self.looks.put(None)

    def open(self) -> None:
        """Note who waits, and let them go on."""
        self.held.append([(hold["source"], hold["item"]) for hold in self.gate.waiting])
        self.gate.release()


def asked(gate: Gate, item: int, source: Source | None = None) -> None:
    """Have a source that has given something be asked for `item`."""
    gate.given(SOURCE)
    gate.before(Resume(source or SOURCE, item, "text"))


def test_a_source_on_the_loops_thread_is_held_each_time() -> None:
    desk = Desk(on_loop_thread=True)
    for item in (1, 2, 3):
        asked(desk.gate, item)
        assert len(desk.held) == item
    assert desk.held == [[(0, 1)], [(0, 2)], [(0, 3)]]


@pytest.mark.parametrize("of_the_loop", [True, False], ids=["worker", "own"])
def test_a_source_in_a_thread_waits_for_each_release(of_the_loop: bool) -> None:
    desk, seen, call = Desk(on_loop_thread=False), list[int](), Work()

    def reading() -> None:
        for item in (1, 2):
            seen.append(item)
            asked(desk.gate, item)

    thread = threading.Thread(target=call.of(reading) if of_the_loop else reading, daemon=True)
    thread.start()
    for expected in ([1], [1, 2]):
        desk.looks.get(timeout=STUCK)
        assert seen == expected
        assert call.waits is of_the_loop
        desk.open()
        assert not call.waits
    thread.join(STUCK)
    assert desk.held == [[(0, 1)], [(0, 2)]]


async def test_an_async_source_leaves_the_loop_free() -> None:
    desk, got = Desk(on_loop_thread=True), list[str]()

    async def read(text: str, source: Source) -> None:
        for item, letter in enumerate(text, start=1):
            got.append(letter)
            desk.gate.given(SOURCE)
            await desk.gate.before_async(Resume(source, item, letter))

    pairs = [("ab", SOURCE), ("xy", OTHER)]
    reading = [asyncio.create_task(read(*pair)) for pair in pairs]
    for expected in ("ax", "axby"):
        for _ in range(10):
            await asyncio.sleep(0)
        assert "".join(got) == expected
        desk.open()
    await asyncio.gather(*reading)
    assert desk.held == [[(0, 1), (1, 1)], [(0, 2), (1, 2)]]


async def test_an_async_source_on_a_loop_of_its_own_is_released_too() -> None:
    desk = Desk(on_loop_thread=False)
    resume = Resume(SOURCE, 1, "a")
    thread = threading.Thread(
        target=asyncio.run, args=(desk.gate.before_async(resume),), daemon=True
    )
    thread.start()
    desk.looks.get(timeout=STUCK)
    desk.open()
    thread.join(STUCK)
    assert not thread.is_alive()
    assert desk.held == [[(0, 1)]]


def test_one_demand_through_several_generators_is_held_once() -> None:
    desk = Desk(on_loop_thread=True)
    asked(desk.gate, 1)
    desk.gate.before(Resume(OTHER, 1, "text"))
    told = desk.gate.take_followers()
    assert [(follower["source"], follower["item"]) for follower in told] == [(1, 1)]
    assert desk.held == [[(0, 1)]]


@pytest.mark.parametrize(
    "moves", [lambda gate: gate.given(SOURCE), Gate.sent], ids=["given", "sent"]
)
def test_what_happens_after_a_hold_is_a_reason_for_another(moves: Callable[[Gate], None]) -> None:
    desk = Desk(on_loop_thread=True)
    asked(desk.gate, 1)
    moves(desk.gate)
    desk.gate.before(Resume(OTHER, 1, "text"))
    assert desk.held == [[(0, 1)], [(1, 1)]]
    assert desk.gate.take_followers() == []


def test_holds_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate_module, "MOST_HELD", 3)
    desk = Desk(on_loop_thread=True)
    for item in range(1, 10):
        asked(desk.gate, item)
    assert len(desk.held) == 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_process_is_never_held() -> None:
    desk = Desk(on_loop_thread=False)
    desk.gate._process += 1
    asked(desk.gate, 1)
    assert desk.gate.waiting == []
