"""`result.json` as Classroom 50 takes it: who and what it is about is in the runner's variables.

What the kit could not grade has no tests and 0 of 0 points; the autograder then ends with an error,
and the runner publishes nothing.
"""

from __future__ import annotations

import os
from datetime import datetime, timezone
from typing import Any

from graders.errors import UsageError
from graders.report.exports.common import checks_of, said_of
from graders.result import Result

SCHEMA = "classroom50/result/v1"
VARIABLES = {
    "classroom": "CLASSROOM",
    "assignment": "ASSIGNMENT",
    "owner": "OWNER",
    "submission": "SUBMISSION_TAG",
    "commit": "COMMIT_URL",
    "release": "RELEASE_URL",
}
"""What the runner says of a submission, and where."""


def export(result: Result) -> dict[str, Any]:
    """Return the result for `result.json`; raise `UsageError` away from the runner."""
    graded = result.status == "graded"
    tests = [
        {
            "test-name": f"{exercise.short}: {check.requirement}",
            "passed": check.status == "passed",
            "score": check.score,
            "max-score": check.max_score,
            "id": check.id,
            "message": "" if check.status == "passed" else said_of(check),
        }
        for exercise, check in checks_of(result)
    ]
    return {
        "schema": SCHEMA,
        **about(),
        "datetime": datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "score": result.score if graded else 0,
        "max-score": result.max_score if graded else 0,
        "tests": tests if graded else [],
    }


def about() -> dict[str, str]:
    """Return which submission this is."""
    said = {key: os.environ.get(name, "") for key, name in VARIABLES.items()}
    said["owner"] = said["owner"] or os.environ.get("USERNAME", "")
    if missing := [VARIABLES[key] for key, value in said.items() if not value]:
        raise UsageError(
            f"classroom50 is for the runner of Classroom 50, which sets {', '.join(missing)}"
        )
    kind = os.environ.get("ASSIGNMENT_TYPE") or "individual"
    review = os.environ.get("REVIEW_URL") or said["commit"]
    return {**said, "assignment_type": kind, "review": review}
