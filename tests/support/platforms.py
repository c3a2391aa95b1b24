"""What the platforms accept, in JSON Schema, written down from their documentation."""

from __future__ import annotations

from typing import Any

from jsonschema import Draft202012Validator

POINTS = {"type": "integer", "minimum": 0}
TEXT = {"type": "string"}
NAME = {"type": "string", "minLength": 1}
TIME = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"}
SHOWN = {"enum": ["hidden", "after_due_date", "after_published", "visible"]}
FORMAT = {"enum": ["text", "html", "simple_format", "md", "ansi"]}


def _closed(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """Return the schema of an object that has these keys, and no others."""
    return {
        "type": "object",
        "properties": {**required, **optional},
        "required": [*required],
        "additionalProperties": False,
    }


GRADESCOPE = _closed(
    {
        "score": {"type": "number"},
        "tests": {
            "type": "array",
            "items": _closed(
                {"score": {"type": "number"}},
                max_score={"type": "number"},
                status={"enum": ["passed", "failed"]},
                name=TEXT,
                name_format=FORMAT,
                number=TEXT,
                output=TEXT,
                output_format=FORMAT,
                tags={"type": "array", "items": TEXT},
                visibility=SHOWN,
                extra_data={"type": "object"},
            ),
        },
    },
    execution_time={"type": "number"},
    output=TEXT,
    output_format=FORMAT,
    test_output_format=FORMAT,
    test_name_format=FORMAT,
    visibility=SHOWN,
    stdout_visibility=SHOWN,
    extra_data={"type": "object"},
    leaderboard={"type": "array"},
)
CLASSROOM50 = _closed(
    {
        "schema": {"const": "classroom50/result/v1"},
        "classroom": NAME,
        "assignment": NAME,
        "assignment_type": {"enum": ["individual", "group"]},
        "owner": NAME,
        "submission": {"type": "string", "pattern": "^submit/"},
        "commit": NAME,
        "release": NAME,
        "review": NAME,
        "datetime": TIME,
        "score": POINTS,
        "max-score": POINTS,
        "tests": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "test-name": NAME,
                    "passed": {"type": "boolean"},
                    "score": POINTS,
                    "max-score": POINTS,
                },
                "required": ["test-name", "passed", "score", "max-score"],
            },
        },
    },
    graded_at=TIME,
    submitted_by={"type": "object"},
)
PRAIRIELEARN = {
    "type": "object",
    "properties": {
        "gradable": {"type": "boolean"},
        "score": {"type": "number", "minimum": 0, "maximum": 1},
        "message": TEXT,
        "output": TEXT,
        "format_errors": {"type": ["string", "array"]},
        "tests": {
            "type": "array",
            "items": _closed(
                {"name": TEXT, "points": {"type": "number"}, "max_points": {"type": "number"}},
                description=TEXT,
                message=TEXT,
                output=TEXT,
                images={"type": "array"},
            ),
        },
    },
    "anyOf": [
        {"required": ["score"]},
        {"required": ["gradable"], "properties": {"gradable": {"const": False}}},
    ],
}
EXERCISM = _closed(
    {"version": {"const": 3}, "status": {"enum": ["pass", "fail", "error"]}},
    message={"type": ["string", "null"], "maxLength": 65_535},
    tests={
        "type": "array",
        "items": _closed(
            {"name": NAME, "status": {"enum": ["pass", "fail", "error"]}},
            message={"type": ["string", "null"], "maxLength": 65_535},
            output={"type": ["string", "null"], "maxLength": 500},
            test_code={"type": ["string", "null"]},
            task_id={"type": "number"},
        ),
    },
)
_COUNTS = ("tests", "passed", "failed", "skipped", "pending", "other", "start", "stop")
CTRF = _closed(
    {
        "reportFormat": {"const": "CTRF"},
        "specVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+$"},
        "results": _closed(
            {
                "tool": _closed({"name": NAME}, version=TEXT, extra={"type": "object"}),
                "summary": _closed(
                    {key: {"type": "integer"} for key in _COUNTS},
                    duration={"type": "integer"},
                    extra={"type": "object"},
                ),
                "tests": {
                    "type": "array",
                    "items": _closed(
                        {
                            "name": NAME,
                            "status": {"enum": ["passed", "failed", "skipped", "pending", "other"]},
                            "duration": {"type": "integer"},
                        },
                        suite={"type": "array", "items": TEXT, "minItems": 1},
                        message=TEXT,
                        rawStatus=TEXT,
                        filePath=TEXT,
                        extra={"type": "object"},
                    ),
                },
            }
        ),
    }
)
SCHEMAS = {
    "gradescope": GRADESCOPE,
    "classroom50": CLASSROOM50,
    "prairielearn": PRAIRIELEARN,
    "exercism": EXERCISM,
    "ctrf": CTRF,
}
CLASSROOM50_RUNNER = {
    "CLASSROOM": "cs101",
    "ASSIGNMENT": "streaming",
    "ASSIGNMENT_TYPE": "individual",
    "OWNER": "ada",
    "SUBMISSION_TAG": "submit/20261122T093500Z-abc1234",
    "COMMIT_URL": "https://example.org/c",
    "RELEASE_URL": "https://example.org/r",
    "REVIEW_URL": "https://example.org/v",
}
"""What the runner of Classroom 50 says in variables."""


def validate(name: str, plain: Any) -> None:
    """Raise an exception where a platform would not take this."""
    Draft202012Validator(SCHEMAS[name]).validate(plain)
    if name == "classroom50":
        for part in (plain, *plain["tests"]):
            assert type(part["score"]) is type(part["max-score"]) is int
            assert part["score"] <= part["max-score"]
