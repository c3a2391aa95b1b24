"""Every wrong file of the corpus is told wrong, for the reason it was written for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graders.result import CheckResult, ExerciseResult
from proofs.corpus import (
    Case,
    Mistake,
    check_ids,
    mistakes,
    stray_files,
)
from proofs.matrix import checks_without_a_mistake, faults, mark

MISTAKES = mistakes()
FEWEST = 15
"""Mistakes that each exercise has at least."""
MADE_UP = Mistake("stage9", "made_up", "", "", must=("a",), may=("b",), says=("list", "yield"))


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


# What makes a verdict on a mistake a fault of the graders


def test_verdict_as_declared_has_no_fault() -> None:
    assert faults(MADE_UP, _verdict(a="failed", b="failed", c="skipped")) == []
    assert faults(MADE_UP, _verdict(a="failed", b="passed", c="passed")) == []


@pytest.mark.parametrize("status", ["passed", "not_started", "error"])
def test_mistake_that_does_not_fail_is_a_fault(status: str) -> None:
    (fault,) = faults(MADE_UP, _verdict(status, a="passed", b="passed"))
    assert status in fault


@pytest.mark.parametrize("status", ["passed", "skipped"])
def test_named_check_that_does_not_fail_is_a_fault(status: str) -> None:
    assert faults(MADE_UP, _verdict(a=status, b="failed")) == [f"a is {status}, but must fail"]


def test_undeclared_check_that_fails_is_a_fault() -> None:
    (fault,) = faults(MADE_UP, _verdict(a="failed", c="failed"))
    assert fault == "c fails undeclared: expected this, got that"


def test_missing_word_of_the_diagnosis_is_a_fault() -> None:
    (fault,) = faults(MADE_UP, _verdict(a="failed", diagnosis="Do not make a List."))
    assert fault == "the diagnosis lacks 'yield': Do not make a List."


def test_missing_diagnosis_is_a_fault_for_each_word() -> None:
    assert len(faults(MADE_UP, _verdict(a="failed", diagnosis=None))) == 2


def test_check_that_is_only_allowed_to_fail_has_no_mistake() -> None:
    assert checks_without_a_mistake(["a", "b", "c"], [MADE_UP]) == ["b", "c"]


@pytest.mark.parametrize(
    ("id", "status", "expected"),
    [
        ("a", "failed", "killed"),
        ("a", "skipped", "missed"),
        ("b", "failed", "allowed"),
        ("c", "failed", "undeclared"),
        ("c", "passed", "passed"),
        ("c", "skipped", "skipped"),
        ("c", "error", "error"),
    ],
)
def test_mark_compares_verdict_and_declaration(id: str, status: str, expected: str) -> None:
    (check,) = _verdict(**{id: status}).checks
    assert mark(MADE_UP, check) == expected


def _verdict(
    status: str = "failed", diagnosis: str | None = "A list, no yield.", **checks: str
) -> ExerciseResult:
    results = [
        CheckResult(id, "a requirement", how, 0, 1, expected="this", got="that")
        for id, how in checks.items()
    ]
    return ExerciseResult("stage9", "Made up", "stage9.py", status, results, diagnosis)
