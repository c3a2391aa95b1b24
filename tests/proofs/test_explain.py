"""How an explanation is held against the mistake, and a few of them, looked for in truth."""

from __future__ import annotations

import asyncio

import pytest

from graders.exercise import exercise_ids
from graders.result import ExerciseResult, Repair
from proofs.corpus import attempts, variants
from proofs.explain import Explained, Told, Wrong, explained, wrong_files

ATTEMPT = next(one for one in attempts() if one.exercise == "stage1_generator")
STAGE1 = "stage1_generator"


def told(line: int | None, *, verified: bool = True, wrong: tuple[int, ...] = (4,)) -> Told:
    """Return how a mistake in these lines was told by an edit in a line."""
    repair = line and Repair("rule", f"{STAGE1}.py", line, "It is wrong.", verified, ("a.b",))
    result = ExerciseResult(STAGE1, "A title", f"{STAGE1}.py", "failed", [], repair=repair or None)
    return Explained(Wrong(ATTEMPT, wrong), result, tried=1, seconds=0.1).told


@pytest.mark.parametrize(
    ("line", "verified", "wrong", "as_what"),
    [
        pytest.param(4, True, (4,), "verified", id="the-line"),
        pytest.param(5, True, (4,), "verified", id="beside-it"),
        pytest.param(9, True, (2, 9), "verified", id="one-of-the-lines"),
        pytest.param(9, True, (), "verified", id="not-known"),
        pytest.param(4, False, (4,), "partly", id="some"),
        pytest.param(9, True, (4,), "false", id="elsewhere"),
        pytest.param(9, False, (4,), "false", id="some-elsewhere"),
        pytest.param(None, True, (4,), "facts only", id="nothing"),
    ],
)
def test_a_sentence_is_held_against_the_lines_of_the_mistake(
    line: int | None, verified: bool, wrong: tuple[int, ...], as_what: Told
) -> None:
    assert told(line, verified=verified, wrong=wrong) == as_what


def test_small_changes_of_a_solution_are_found() -> None:
    files = list(wrong_files(["mutants"], [STAGE1]))
    # What changes the text, the loop and the space: one of each kind.
    chosen = [one for one in files if one.case.name in ("mutant_10", "mutant_13", "mutant_30")]
    found = asyncio.run(explained(chosen))
    assert len(found) == len(chosen) == 3
    assert {one.told for one in found} == {"verified"}
    assert all(one.tried for one in found)
    assert all(one.result.repair and one.result.repair.says for one in found)


UNUSUAL = (
    "stage1_generator-cached_words",
    "stage1_generator-sends_back_and_forth",
    "stage2_streaming-lock_around_the_stream",
    "stage2_streaming-yield_dependency",
    "stage3_async-polls_the_real_clock",
    "stage4_client-next_in_a_thread",
    "exercise1_sse-in_pieces",
    "exercise2_done-return_value_says_done",
    "exercise3_logs-batches_of_a_hundred",
)
"""Right answers in which some rule is certain of a mistake, and wrong."""


def test_what_is_right_is_not_told_as_the_mistake() -> None:
    slips = [one for one in wrong_files(["slips"], exercise_ids()) if str(one.case) in UNUSUAL]
    assert len(slips) == len(UNUSUAL)
    found = asyncio.run(explained(slips))
    assert len(found) == len(slips)
    assert [str(one) for one in found if one.told == "false"] == []


def test_a_slip_is_put_into_every_other_right_answer() -> None:
    slips = list(wrong_files(["slips"], exercise_ids()))
    assert len(slips) > len(variants()) / 2
    for one in slips:
        right = next(v for v in variants() if str(v) == str(one.case))
        lines = zip(right.source.splitlines(), one.case.source.splitlines(), strict=True)
        assert [n for n, (a, b) in enumerate(lines, start=1) if a != b] == list(one.lines)


def test_every_wrong_file_with_known_lines_names_them() -> None:
    known = [one for one in wrong_files(["attempts", "mutants"], [STAGE1]) if one.lines]
    assert len(known) == len(list(wrong_files(["attempts", "mutants"], [STAGE1])))
