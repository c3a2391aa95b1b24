"""`results.json` as Gradescope takes it.

Without a score, and without tests that have one, Gradescope says that the autograder failed: so a
fault of the kit has neither.
"""

from __future__ import annotations

from typing import Any

from graders.report.exports.common import NO_MARK, said_of, summary_of
from graders.result import CheckResult, ExerciseResult, Result

MOST = 20_000


def export(result: Result) -> dict[str, Any]:
    """Return the result for `/autograder/results/results.json`."""
    if result.status == "kit_fault":
        return {"output": NO_MARK, "output_format": "text"}
    tests = [
        _test(exercise, check, f"{index}.{number}")
        for index, exercise in enumerate(result.exercises, start=1)
        for number, check in enumerate(exercise.checks, start=1)
    ]
    return {
        "score": result.score,
        "execution_time": round(result.duration_s),
        "output": summary_of(result, MOST),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "extra_data": {"seed": result.seed, "kit": result.origin.kit},
        "tests": tests,
    }


def _test(exercise: ExerciseResult, check: CheckResult, number: str) -> dict[str, Any]:
    return {
        "number": number,
        "name": f"{exercise.short}: {check.requirement}",
        "score": check.score,
        "max_score": check.max_score,
        "status": "passed" if check.status == "passed" else "failed",
        "output": "" if check.status == "passed" else said_of(check),
        "tags": [check.id],
        "visibility": "visible",
    }
