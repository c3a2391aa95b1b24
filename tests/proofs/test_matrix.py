"""What makes a verdict on a mistake a fault of the graders, and how it is marked in the table."""

from __future__ import annotations

import pytest

from graders.result import CheckResult, ExerciseResult
from proofs.corpus import Mistake
from proofs.matrix import checks_without_a_mistake, faults, mark

MADE_UP = Mistake("stage9", "made_up", "", "", must=("a",), may=("b",), says=("list", "yield"))


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
