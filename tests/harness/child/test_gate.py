"""The gate in a token source, for every way in which a source can be run."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from graders.harness.child.gate import Gate
from graders.harness.child.worker_threads import Work
from tests.support.stuck import STUCK


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
        self.held.append([(hold["stream"], hold["item"]) for hold in self.gate.waiting])
        self.gate.release()


def words(text: str) -> Iterator[str]:
    """Yield the words of a text."""
    yield from text.split()


async def words_async(text: str) -> AsyncIterator[str]:
    """Yield the words of a text."""
    for word in text.split():
        yield word


def test_a_source_on_the_loops_thread_is_held_after_each_item() -> None:
    desk = Desk(on_loop_thread=True)
    got = [(word, len(desk.held)) for word in desk.gate.guard(words)("a b c")]
    assert got == [("a", 0), ("b", 1), ("c", 2)]
    assert desk.held == [[(0, 1)], [(0, 2)], [(0, 3)]]


def test_a_list_is_held_before_its_first_item_as_it_was_made_by_then() -> None:
    desk = Desk(on_loop_thread=True)
    got = [(word, len(desk.held)) for word in desk.gate.guard(str.split)("a b c")]
    assert got == [("a", 2), ("b", 2), ("c", 2)]
    assert desk.held == [[(0, 1)], [(0, 2)]]


@pytest.mark.parametrize("of_the_loop", [True, False], ids=["worker", "own"])
def test_a_source_in_a_thread_waits_for_each_release(of_the_loop: bool) -> None:
    desk, seen, call = Desk(on_loop_thread=False), list[str](), Work()

    def reading() -> None:
        for word in desk.gate.guard(words)("a b"):
            seen.append(word)

    thread = threading.Thread(target=call.of(reading) if of_the_loop else reading, daemon=True)
    thread.start()
    for expected in (["a"], ["a", "b"]):
        desk.looks.get(timeout=STUCK)
        assert seen == expected
        assert call.waits is of_the_loop
        desk.open()
        assert not call.waits
    thread.join(STUCK)
    assert desk.held == [[(0, 1)], [(0, 2)]]


async def test_an_async_source_leaves_the_loop_free() -> None:
    desk, got = Desk(on_loop_thread=True), list[str]()

    async def read(text: str) -> None:
        async for word in desk.gate.guard(words_async)(text):
            got.append(word)

    reading = [asyncio.create_task(read(text)) for text in ("a b", "x y")]
    for expected in ("ax", "axby"):
        for _ in range(10):
            await asyncio.sleep(0)
        assert "".join(got) == expected
        desk.open()
    await asyncio.gather(*reading)
    assert desk.held == [[(0, 1), (1, 1)], [(0, 2), (1, 2)]]


def test_what_the_source_raises_comes_through() -> None:
    desk = Desk(on_loop_thread=True)

    def broken(prompt: str) -> Iterator[str]:
        yield prompt
        raise LookupError("out of words")

    source = desk.gate.guard(broken)("a")
    assert next(source) == "a"
    with pytest.raises(LookupError, match="out of words"):
        next(source)


def test_arguments_and_name_are_the_sources_own() -> None:
    desk = Desk(on_loop_thread=True)
    guarded = desk.gate.guard(words)
    assert guarded.__name__ == "words"
    assert list(guarded(text="a")) == ["a"]
