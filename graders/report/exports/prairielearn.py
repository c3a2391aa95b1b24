"""`results.json` as PrairieLearn takes it; what could not be graded counts as no try of a student.

It may have a mebibyte, so what is said of each check is bounded.
"""

from __future__ import annotations

from typing import Any

from graders.report.exports.common import NO_MARK, checks_of, said_of, summary_of
from graders.result import Result
from graders.text import shortened

MOST, MOST_OF_A_CHECK = 20_000, 4_000


def export(result: Result) -> dict[str, Any]:
    """Return the result for `/grade/results/results.json`."""
    if result.status == "kit_fault":
        return {"gradable": False, "format_errors": [NO_MARK]}
    tests = [
        {
            "name": f"{exercise.short}: {check.requirement}",
            "description": check.id,
            "points": check.score,
            "max_points": check.max_score,
            "output": ""
            if check.status == "passed"
            else shortened(said_of(check), MOST_OF_A_CHECK),
        }
        for exercise, check in checks_of(result)
    ]
    share = result.score / result.max_score if result.max_score else 0.0
    return {
        "gradable": True,
        "score": round(share, 4),
        "output": summary_of(result, MOST),
        "tests": tests,
    }
