"""The pace of generators: they keep it, and stay what they are."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from graders.harness.child.instrumentation import compiled
from graders.harness.child.sources import Source, Sources
from graders.lab.throttle import Throttle, slowed_by_it

SOURCE = b"""
def tokens():
    yield from ("one ", "two ", "three ")

def framed():
    for token in tokens():
        yield token.strip()

async def tokens_async():
    for token in framed():
        yield token

def endpoint():
    def inner():
        yield "one "
    return inner()
"""


@pytest.fixture
def student() -> Iterator[Callable[[Throttle], ModuleType]]:
    """Return what loads a student's module whose generators keep the pace of a throttle."""
    sources = Sources()

    def load(throttle: Throttle) -> ModuleType:
        module = ModuleType("student")
        sources.install()
        exec(compiled(SOURCE, "student.py"), vars(module))
        sources.listen(throttle)
        return module

    yield load
    sources.ignore()


Load = Callable[[Throttle], Any]


async def test_without_a_pace_items_pass_as_they_are(student: Load) -> None:
    module = student(Throttle())
    assert list(module.framed()) == ["one", "two", "three"]
    assert [token async for token in module.tokens_async()] == ["one", "two", "three"]


@pytest.mark.parametrize("name", ["tokens", "framed"])
def test_a_step_lets_each_stream_send_one_item(name: str, student: Load) -> None:
    pace = Throttle()
    pace.set(delay=0, stepping=True)
    module = student(pace)
    one, other = getattr(module, name)(), getattr(module, name)()
    assert [next(one).strip(), next(other).strip()] == ["one", "one"]
    came = threading.Event()
    reader = threading.Thread(target=lambda: (next(one), came.set()))
    reader.start()
    assert not came.is_set()
    pace.step()
    reader.join()
    assert next(other).strip() == "two"
    pace.step()
    assert [next(one).strip(), next(other).strip()] == ["three", "three"]


async def test_a_step_goes_through_an_asynchronous_generator_once(student: Load) -> None:
    pace = Throttle()
    pace.set(delay=0, stepping=True)
    stream = student(pace).tokens_async()
    assert await anext(stream) == "one"
    pace.step()
    assert await anext(stream) == "two"
    pace.step()
    assert await anext(stream) == "three"


def test_steps_are_not_saved_up_while_items_run_freely(student: Load) -> None:
    pace = Throttle()
    stream = student(pace).tokens()
    next(stream)
    pace.step()
    pace.step()
    next(stream)
    pace.set(delay=0, stepping=True)
    pace.step()
    assert next(stream) == "three "


def test_a_delay_is_kept_once_for_each_item(student: Load) -> None:
    pace = Throttle()
    pace.set(delay=0.02, stepping=False)
    assert sum(pace._pauses(source=0)) >= 0.0199
    assert list(pace._pauses(source=1)) == []  # within the same demand
    pace.given(Source(1, "generator", "tokens"))
    assert sum(pace._pauses(source=1)) >= 0.0199


def test_the_page_is_told_what_is_slowed(student: Load) -> None:
    assert slowed_by_it([student(Throttle())]) == ["framed", "inner", "tokens", "tokens_async"]
