"""Every attempt of a beginner is graded, and is never taken for a right answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graders.exercise import exercise_ids
from graders.result import ExerciseResult
from proofs.corpus import Attempt, Case, attempts

ATTEMPTS = attempts()
FEWEST = 12
"""Attempts that each exercise has at least."""


@pytest.mark.parametrize("case", ATTEMPTS, ids=str)
def test_attempt_is_graded_and_wrong(
    case: Attempt, verdict: Callable[[Case], ExerciseResult]
) -> None:
    result = verdict(case)
    assert result.status == "failed"
    assert result.score < result.max_score
    assert not [check.id for check in result.checks if check.status == "error"]


@pytest.mark.parametrize("attempt", ATTEMPTS, ids=str)
def test_attempt_is_declared_in_full(attempt: Attempt) -> None:
    assert attempt.about.endswith(".")
    assert attempt.mend
    assert attempt.name.isidentifier()
    written = dict(enumerate(attempt.source.splitlines(), start=1))
    assert attempt.lines
    assert all(written.get(line, "").strip() for line in attempt.lines)


@pytest.mark.parametrize("exercise", exercise_ids())
def test_each_exercise_has_enough_attempts(exercise: str) -> None:
    assert len([case for case in ATTEMPTS if case.exercise == exercise]) >= FEWEST
