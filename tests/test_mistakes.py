"""Every wrong file of the corpus is told wrong, for the reason it was written for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from corpus import Case, Mistake, check_ids, mistakes, stray_files

from graders.result import ExerciseResult

MISTAKES = mistakes()
FEWEST = 8
"""Mistakes that each exercise has at least."""

Verdict = Callable[[Case], ExerciseResult]


@pytest.mark.parametrize("case", MISTAKES, ids=str)
def test_mistake_is_recognised(case: Mistake, verdict: Verdict) -> None:
    result = verdict(case)
    assert result.status == "failed", _told(result)
    failed = {check.id for check in result.checks if check.status == "failed"}
    assert failed >= set(case.must), _told(result)
    assert failed <= {*case.must, *case.may}, _told(result)
    said = (result.diagnosis or "").lower()
    assert all(word.lower() in said for word in case.says), result.diagnosis


@pytest.mark.parametrize("exercise", check_ids())
def test_each_check_is_failed_by_a_mistake_made_for_it(exercise: str) -> None:
    killed = {id for case in MISTAKES if case.exercise == exercise for id in case.must}
    assert set(check_ids()[exercise]) <= killed


@pytest.mark.parametrize("exercise", check_ids())
def test_each_exercise_has_enough_mistakes(exercise: str) -> None:
    assert len([case for case in MISTAKES if case.exercise == exercise]) >= FEWEST


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_mistake_is_declared_in_full(mistake: Mistake) -> None:
    known = set(check_ids()[mistake.exercise])
    assert mistake.must
    assert {*mistake.must, *mistake.may} <= known
    assert not {*mistake.must} & {*mistake.may}
    assert mistake.says
    assert mistake.about.endswith(".")
    assert mistake.name.isidentifier()


def test_nothing_else_lies_in_the_corpus() -> None:
    assert stray_files() == []


def _told(result: ExerciseResult) -> str:
    """What to read when a mistake is told wrongly: each check that did not pass, and why."""
    lines = [f"{result.status}: {result.diagnosis}"]
    for check in result.checks:
        if check.status in ("failed", "error"):
            lines.append(f"{check.id} {check.status}: expected {check.expected}, got {check.got}")
    return "\n".join(lines)
