"""The pace of token sources: they keep it, and stay what they are."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator, Iterator
from types import ModuleType

from graders.lab.throttle import Throttle


def tokens() -> Iterator[str]:
    yield from ("one ", "two ", "three ")


async def tokens_async() -> AsyncIterator[str]:
    for token in tokens():
        yield token


async def test_without_a_pace_tokens_pass_as_they_are() -> None:
    pace = Throttle()
    assert list(pace.slowed(tokens)()) == list(tokens())
    assert [token async for token in pace.slowed(tokens_async)()] == list(tokens())
    assert pace.slowed(lambda: 5)() == 5


def test_a_module_s_token_sources_are_slowed() -> None:
    module = ModuleType("student")
    module.token_stream, module.other = tokens, tokens  # type: ignore[attr-defined]
    assert Throttle().slow_down(module) == ["token_stream"]
    assert module.other is tokens


def test_a_step_lets_each_stream_send_one_token() -> None:
    pace = Throttle()
    pace.set(delay=0, stepping=True)
    one, other = pace.slowed(tokens)(), pace.slowed(tokens)()
    pace.step()
    assert [next(one), next(other)] == ["one ", "one "]
    came = threading.Event()
    reader = threading.Thread(target=lambda: (next(one), came.set()))
    reader.start()
    assert not came.is_set()
    pace.step()
    reader.join()
    assert came.is_set()
    assert next(other) == "two "
    pace.step()
    assert [*one, *other] == ["three ", "three "]


def test_steps_are_not_saved_up_while_tokens_run_freely() -> None:
    pace = Throttle()
    stream = pace.slowed(tokens)()
    pace.step()
    pace.step()
    next(stream)
    pace.set(delay=0, stepping=True)
    pace.step()
    assert next(stream) == "two "
    pace.set(delay=0, stepping=False)
    assert list(stream) == ["three "]


def test_a_delay_is_kept() -> None:
    pace = Throttle()
    pace.set(delay=0.02, stepping=False)
    assert sum(list(pace._pauses(used=0))) >= 0.0199
