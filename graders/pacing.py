"""Streams with pauses, read on the grader's clock, or on the real one where that governs nothing.

The streams are called "lesson", "step by step", "one of ten: ..." and "prompt: ...", and the other
requests "another ...". On the real clock those with pauses are read several times.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graders.errors import OffTheClock
from graders.harness.drivers.app import AppDriver
from graders.harness.drivers.real_time import RealTimeDriver
from graders.harness.rig import Rig
from graders.judge.pace import (
    PACED,
    PAUSE,
    TEN,
    again,
    is_exact,
    obeys_the_clock,
    paced_is_far_off,
    ten_are_far_off,
)
from graders.lesson import LESSON_PROMPT, hard_prompts, reply_tokens
from graders.transcript import Transcript

LONG_ENOUGH = 2.0
"""Seconds of the server's clock in which a stream is watched step by step."""
ANOTHER_CLOCK = "datetime"
"""What tells the real time and cannot be led to the grader's: it is a type, and not a function."""
MOST_TAKES, FEWEST_TAKES = 10, 3
"""How often the same is read on the real clock, until it was seen well enough."""


@dataclass(frozen=True)
class Prompts:
    """What is asked for: one `paced` among other requests, `ten` at once, the `hard` ones last."""

    paced: str
    ten: dict[str, str]
    hard: dict[str, str]

    @classmethod
    def chosen_by(cls, source: random.Random) -> Prompts:
        """Return prompts; the same `source` gives the same ones."""
        hard = hard_prompts(source)
        ten = {name: f"{number}:{source.randrange(10**6)}" for number, name in enumerate(TEN)}
        return cls(hard["several words"], ten, hard)

    def as_long_as_paced(self, name: str) -> str:
        """Return one of ten prompts with more words, so that how streams begin counts little."""
        return " ".join([self.ten[name]] * len(self.paced.split()))


@dataclass(frozen=True)
class Seen:
    """What is to be seen on the real clock: of one stream, and of ten at once."""

    paced: Callable[[Transcript], bool]
    ten: Callable[[Transcript], bool]


async def read_with_pauses(rig: Rig, path: str, seen: Seen) -> None:
    """Read the streams on the grader's clock, or on the real one until all of it was `seen`."""
    # Chosen before the first try, so that both clocks are asked the same.
    prompts = Prompts.chosen_by(rig.random)
    try:
        async with rig.serve() as server:
            await _read_lesson(server, path, by_another_clock=rig.mentions(ANOTHER_CLOCK))
            await _read_step_by_step(server, path, prompts, rig.random)
            lesson = server.transcript.streams["lesson"]
            if lesson.end == "complete" and len(lesson.chunks) > 1 and is_exact(lesson):
                server.transcript.replay = await server.replay(path, LESSON_PROMPT)
    except OffTheClock:
        async with rig.serve_in_real_time() as server:
            await _read_in_real_time(server, path, prompts, seen)


async def _read_lesson(server: AppDriver, path: str, by_another_clock: bool) -> None:
    """Read the lesson's stream; raise `OffTheClock` where more than the clock governs it."""
    server.by_clock = True
    lesson = server.open(path, LESSON_PROMPT, name="lesson")
    await server.finish(lesson)
    if not is_exact(lesson.record):
        # On a busy machine so much real time passes that this one's pauses may be the same twice.
        if by_another_clock:
            raise OffTheClock
        # Without a name it stays out of the transcript: it only shows whether
        # the clock repeats itself.
        same = server.open(path, LESSON_PROMPT)
        await server.finish(same)
        await server.note_times(lesson)
        if server.most_others or not obeys_the_clock(lesson.record, same.record):
            raise OffTheClock
        lesson.record.times = None  # the clock's own are the same in each run
    server.by_clock = False


async def _read_step_by_step(
    server: AppDriver, path: str, prompts: Prompts, source: random.Random
) -> None:
    paced = server.open(path, prompts.paced, name=PACED)
    state = await server.settle()
    while not paced.done and server.clock - paced.record.begun_at < LONG_ENOUGH:
        server.open(f"/{source.randrange(10**9)}", name=f"another at {server.clock:.3f}")
        await server.settle()
        state = await server.advance(min(state.next_timer or PAUSE, PAUSE))
    await server.finish(paced)
    if is_exact(server.transcript.streams["lesson"]) and not is_exact(paced.record):
        raise OffTheClock  # the student's code may well read another clock
    await server.finish(*(server.open(path, prompts.ten[name], name=name) for name in TEN))
    for kind, prompt in prompts.hard.items():
        await server.get(path, prompt, name=f"prompt: {kind}")


async def _read_in_real_time(
    server: RealTimeDriver, path: str, prompts: Prompts, seen: Seen
) -> None:
    await server.get(path, LESSON_PROMPT, name="lesson")
    for take in _takes(server.transcript, seen.paced, paced_is_far_off):
        await _read_among_others(server, path, prompts.paced, take)
    for take in _takes(server.transcript, seen.ten, ten_are_far_off):
        ten = {again(name, take): prompts.as_long_as_paced(name) for name in TEN}
        # On a busy machine ten requests do not arrive at the same moment. The
        # door makes them begin so.
        async with server.at_the_door():
            streams = [server.open(path, ten[name], name=name) for name in ten]
        await server.finish(*streams)
    hard = prompts.hard.items()
    await server.finish(*(server.open(path, text, name=f"prompt: {kind}") for kind, text in hard))


def _takes(
    transcript: Transcript,
    seen: Callable[[Transcript], bool],
    far_off: Callable[[Transcript], bool],
) -> Iterator[int]:
    """Count takes until all is seen, or is so far off that no busy machine explains it."""
    for take in range(MOST_TAKES):
        yield take
        if seen(transcript) or (take + 1 >= FEWEST_TAKES and far_off(transcript)):
            return


async def _read_among_others(server: RealTimeDriver, path: str, prompt: str, take: int) -> None:
    """Read a stream during each of whose pauses another request is let in."""
    async with server.at_the_door(one_by_one=True):
        names = [again(f"another {number}", take) for number in range(len(reply_tokens(prompt)))]
        others = [server.open(f"/{name.split()[1]}", name=name) for name in names]
    paced = server.open(path, prompt, name=again(PACED, take))
    await server.finish(paced)
    await server.open_door()
    await server.finish(*others)
