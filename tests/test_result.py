"""A result as JSON, which its schema accepts and nothing else, and a check as plain text."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import graders
from graders.result import NOT_STARTED, Result
from tests.support import results

SCHEMA = json.loads((Path(graders.__file__).parent / "result.schema.json").read_text("utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
MAKERS = [results.all_not_started, results.all_passed, results.one_failed, results.kit_failed]

STAGE = ("exercises", 1)
FAILED = (*STAGE, "checks", 3)
SKIPPED = (*STAGE, "checks", 4)
RECORDING = (*STAGE, "transcripts", 0)


def plain(make: Callable[[], Result] = results.one_failed) -> Any:
    """Return a result as it is read from its file."""
    return json.loads(json.dumps(make().as_json()))


def inside(document: Any, path: tuple[str | int, ...]) -> Any:
    """Return the part of a document at `path`."""
    for key in path:
        document = document[key]
    return document


def objects(document: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the path of every object in a document, but not of what a transcript holds."""
    items = document.items() if isinstance(document, dict) else enumerate(document)
    nested = [
        (*path, key)
        for key, value in items
        if isinstance(value, (dict, list)) and key != "transcripts"
    ]
    below = [found for at in nested for found in objects(inside(document, at[-1:]), at)]
    return [path, *below] if isinstance(document, dict) else below


def test_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("make", MAKERS)
def test_results_are_accepted(make: Callable[[], Result]) -> None:
    VALIDATOR.validate(plain(make))


@pytest.mark.parametrize("make", MAKERS)
def test_points_add_up(make: Callable[[], Result]) -> None:
    document = plain(make)
    for points in ("score", "max_score"):
        assert document[points] == sum(e[points] for e in document["exercises"])
        for exercise in document["exercises"]:
            assert exercise[points] == sum(check[points] for check in exercise["checks"])


@pytest.mark.parametrize("make", MAKERS)
def test_all_points_are_earned_exactly_by_what_passed(make: Callable[[], Result]) -> None:
    for exercise in plain(make)["exercises"]:
        for check in exercise["checks"]:
            assert (check["score"] == check["max_score"]) == (check["status"] == "passed")


@pytest.mark.parametrize("path", objects(plain()), ids=str)
def test_unknown_and_missing_keys_are_rejected(path: tuple[str | int, ...]) -> None:
    document = plain()
    part = inside(document, path)
    part["surprise"] = 1
    assert not VALIDATOR.is_valid(document)
    del part["surprise"]
    for key in list(part):
        value = part.pop(key)
        assert not VALIDATOR.is_valid(document), key
        part[key] = value
    VALIDATOR.validate(document)


@pytest.mark.parametrize(
    ("path", "key", "value"),
    [
        pytest.param((), "schema", "streaming-kit/result/v2", id="other-version"),
        pytest.param((), "seed", "7", id="seed-as-text"),
        pytest.param((), "duration_s", -1, id="negative-duration"),
        pytest.param((), "score", 1.5, id="half-a-point"),
        pytest.param((), "score", -1, id="negative-score"),
        pytest.param(("environment",), "python", None, id="no-python"),
        pytest.param(STAGE, "status", "skipped", id="exercise-skipped"),
        pytest.param(STAGE, "diagnosis", 1, id="diagnosis-as-number"),
        pytest.param(STAGE, "output", None, id="no-output"),
        pytest.param(FAILED, "status", "not_started", id="check-not-started"),
        pytest.param(FAILED, "id", "stage2/3", id="no-slug"),
        pytest.param(FAILED, "expected", None, id="failed-without-expected"),
        pytest.param(FAILED, "got", None, id="failed-without-got"),
        pytest.param(FAILED, "advice", None, id="failed-without-advice"),
        pytest.param(FAILED, "status", "skipped", id="skipped-for-no-reason"),
        pytest.param(SKIPPED, "because", None, id="skipped-without-because"),
        pytest.param(SKIPPED, "status", "error", id="error-without-reason"),
        pytest.param(RECORDING, "kind", 1, id="kind-as-number"),
    ],
)
def test_broken_results_are_rejected(path: tuple[str | int, ...], key: str, value: object) -> None:
    document = plain()
    inside(document, path)[key] = value
    assert not VALIDATOR.is_valid(document)


def test_a_failed_check_may_have_no_place() -> None:
    document = plain()
    inside(document, FAILED)["where"] = None
    VALIDATOR.validate(document)


def test_transcripts_have_keys_of_their_own() -> None:
    document = plain()
    inside(document, RECORDING)["chunks"] = [{"data": "You ", "step": 1}]
    VALIDATOR.validate(document)
    del inside(document, RECORDING)["name"]
    assert not VALIDATOR.is_valid(document)


# A check as text


def test_lines_of_a_check_stand_below_each_other() -> None:
    check = results.check("stage2.body", "failed", expected="one", got='"a"\n ^', advice="look")
    assert check.as_text() == 'expected  one\ngot       "a"\n           ^\ntry       look'


@pytest.mark.parametrize(
    ("because", "words"),
    [
        ("stage2.body", "stage2.body"),
        (NOT_STARTED, "the code still to be written"),
        (None, "nothing known"),
    ],
)
def test_what_a_skipped_check_waits_for(because: str | None, words: str) -> None:
    assert results.check("stage2.type", "skipped", because=because).awaited == words


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("stage2_streaming.py:12", ("stage2_streaming.py", 12)),
        ("helper.py:3, while it was imported", ("helper.py", 3)),
        ("stage2_streaming.py", None),
        ("GET /generate?prompt=x.py:1", None),
        ("x.py:0", None),
        ("x.py:1234567", None),
        (None, None),
    ],
)
def test_a_check_may_point_at_a_line(where: str | None, place: tuple[str, int] | None) -> None:
    assert results.check("stage2.body", "failed", where=where).place == place
