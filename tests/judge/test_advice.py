"""What a student is advised where the code stopped."""

from __future__ import annotations

import pytest

from graders import test_exercise2_done as exercise2
from graders import test_stage1_generator as stage1
from graders import test_stage3_async as stage3
from graders.judge.advice import advice_for
from graders.judge.pace import PACED
from graders.transcript import Call, Chunk, Problem, Transcript
from tests.support.transcripts import stream, unmet


@pytest.mark.parametrize(("line", "is_pointed_at"), [(3, True), (None, False)])
def test_only_a_line_that_is_told_is_to_be_looked_at(line: int | None, is_pointed_at: bool) -> None:
    file = "stage2_streaming.py" if line else None
    problem = Problem("raised", "TypeError: it is None", file=file, line=line)
    assert ("that line" in advice_for(problem)) == is_pointed_at


def test_where_nothing_came_back_nothing_is_said_of_async() -> None:
    for kind, word in (("NoneType", "returned nothing"), ("coroutine", "async")):
        seen = Transcript(ready=True, calls={"lesson": Call("hi", type=kind)})
        assert word in (unmet(stage1.test_lazy, seen).advice or "")


def test_a_sentinel_that_never_came_is_not_told_to_leave_the_loop() -> None:
    for pieces, is_in_loop in ((["a "], False), (["a ", "[DONE]"] * 2, True)):
        seen = Transcript(ready=True, streams={"lesson": stream(*pieces)})
        advice = unmet(exercise2.test_done_once, seen).advice
        assert (advice is None) == is_in_loop  # None leaves it to the check's own: not in the loop


def test_a_pause_of_seconds_is_told_as_that() -> None:
    for at, is_told in ((10.0, True), (0.08, False)):
        late = stream("You ")
        late.chunks[0] = Chunk(b"You ", 0, at)
        seen = Transcript(ready=True, streams={PACED: late})
        assert (unmet(stage3.test_one_per_step, seen).advice == stage3.SECONDS) == is_told
