"""`results.json` as a test runner for Exercism writes it, version 3; it knows no points."""

from __future__ import annotations

from typing import Any

from graders.report.exports.common import NO_MARK, said_of
from graders.result import CheckResult, ExerciseResult, Result
from graders.text import shortened

VERSION = 3
MOST, MOST_OUTPUT = 65_000, 500
"""Characters of a message, and of what was printed."""


def export(result: Result) -> dict[str, Any]:
    """Return the result for `results.json`."""
    if result.status == "kit_fault":
        return {"version": VERSION, "status": "error", "message": NO_MARK, "tests": []}
    passed = all(exercise.status == "passed" for exercise in result.exercises)
    tests = [
        _test(exercise, check, number)
        for number, exercise in enumerate(result.exercises, start=1)
        for check in exercise.checks
    ]
    return {
        "version": VERSION,
        "status": "pass" if passed else "fail",
        "message": None,
        "tests": tests,
    }


def _test(exercise: ExerciseResult, check: CheckResult, number: int) -> dict[str, Any]:
    passed = check.status == "passed"
    printed = exercise.output[: MOST_OUTPUT - 50]
    left = len(exercise.output) - len(printed)
    return {
        "name": f"{exercise.short}: {check.requirement}",
        "status": "pass" if passed else "fail",
        "message": None if passed else shortened(said_of(check), MOST),
        "output": f"{printed}... ({left} more characters)" if left else printed or None,
        "test_code": f"nox -s grade -- {exercise.short}  # {check.id}",
        "task_id": number,
    }
