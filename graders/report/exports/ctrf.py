"""A report in the Common Test Report Format; points are an extra, as it has none."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from graders.report.exports.common import checks_of, said_of
from graders.result import CheckResult, ExerciseResult, Result

SPEC = "1.0.0"
STATES = {"passed": "passed", "failed": "failed", "skipped": "skipped", "error": "other"}


def export(result: Result) -> dict[str, Any]:
    """Return the report."""
    stop = int(time.time() * 1000)
    duration = int(result.duration_s * 1000)
    tests = [_test(exercise, check) for exercise, check in checks_of(result)]
    counted = Counter(test["status"] for test in tests)
    states = ("passed", "failed", "skipped", "pending", "other")
    points = {"score": result.score, "maxScore": result.max_score, "status": result.status}
    summary = {
        "tests": len(tests),
        **{state: counted[state] for state in states},
        "start": stop - duration,
        "stop": stop,
        "duration": duration,
        "extra": {**points, "seed": result.seed},
    }
    tool = {"name": "streaming-kit", "version": result.origin.kit.get("version", "")}
    results = {"tool": tool, "summary": summary, "tests": tests}
    return {"reportFormat": "CTRF", "specVersion": SPEC, "results": results}


def _test(exercise: ExerciseResult, check: CheckResult) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": check.requirement,
        "status": STATES[check.status],
        "duration": 0,
        "suite": [exercise.id],
        "rawStatus": check.status,
        "filePath": exercise.file,
        "extra": {"id": check.id, "points": check.score, "maxPoints": check.max_score},
    }
    if check.status != "passed":
        test["message"] = said_of(check)
    if check.place is not None:
        test["extra"]["line"] = check.place[1]
    return test
