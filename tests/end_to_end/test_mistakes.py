"""Every wrong file of the corpus is told wrong, for the reason it was written for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graders.result import ExerciseResult
from proofs.corpus import (
    Case,
    Mistake,
    check_ids,
    mistakes,
    stray_files,
)
from proofs.matrix import checks_without_a_mistake, faults

MISTAKES = mistakes()
FEWEST = 15
"""Mistakes that each exercise has at least."""


@pytest.mark.parametrize("case", MISTAKES, ids=str)
def test_mistake_is_recognised(case: Mistake, verdict: Callable[[Case], ExerciseResult]) -> None:
    found = faults(case, verdict(case))
    assert not found, "\n".join(found)


@pytest.mark.parametrize("exercise", check_ids())
def test_each_check_is_failed_by_a_mistake_made_for_it(exercise: str) -> None:
    assert checks_without_a_mistake(check_ids()[exercise], MISTAKES) == []


@pytest.mark.parametrize("exercise", check_ids())
def test_each_exercise_has_enough_mistakes(exercise: str) -> None:
    assert len([case for case in MISTAKES if case.exercise == exercise]) >= FEWEST


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_mistake_is_declared_in_full(mistake: Mistake) -> None:
    known = set(check_ids()[mistake.exercise])
    assert mistake.must
    assert {*mistake.must, *mistake.may} <= known
    assert not {*mistake.must} & {*mistake.may}
    assert mistake.says or mistake.seen
    assert mistake.about.endswith(".")
    assert mistake.name.isidentifier()


def test_nothing_else_lies_in_the_corpus() -> None:
    assert stray_files() == []
