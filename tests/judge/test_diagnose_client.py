"""What is said of a client, and the checks of it, on runs that were never made."""

from __future__ import annotations

import pytest

from graders import test_stage4_client as stage4
from graders.judge.checks import CheckFailed, Judgement
from graders.judge.diagnose_client import BODIES, client_mistake
from graders.test_stage4_client import PATH
from graders.transcript import Piece, Problem, Run, Sent, Transcript

TIMEOUT = Problem("raised", "ReadTimeout", file="stage4_client.py", line=8)
BAD_BYTES = Problem("raised", "UnicodeDecodeError: invalid start byte")


def run(
    *sent: str, path: str = "/0", got: list[str] | None = None, type: str = "str", **facts: object
) -> Run:
    """Return a run in which each piece was yielded as it was sent, or `got` was instead."""
    pieces = [Piece(text, type, n) for n, text in enumerate(sent if got is None else got)]
    record = Run(path, 200, [Sent(text.encode(), n, True) for n, text in enumerate(sent)], pieces)
    record.end, record.request = "complete", f"GET {path}"
    return with_facts(record, **facts)


def with_facts(record: Run, **facts: object) -> Run:
    """Return the run with other facts."""
    for name, value in facts.items():
        setattr(record, name, value)
    return record


def error(status: int, **facts: object) -> Run:
    """Return a run that raised `HTTPStatusError`, as it should."""
    facts = {"status": status, "end": "raised", "raised_by_status": True, "closed": True} | facts
    return run("no", got=[], **facts)


def transcript(**runs: Run) -> Transcript:
    """Return what a right client leaves behind, with other runs in place of some."""
    right = {
        "piece_by_piece": run("Yo", "u ", path=PATH),
        "a_second_time": run("Yo", "u ", path=PATH),
        "byte_by_byte": run("a", " "),
        "silence": run("Yo", "u "),
        **{name.replace(" ", "_"): run("é ") for name in BODIES},
        "4xx": error(404),
        "5xx": error(503),
        "left_early": run("Yo", "u ", end="left", closed=True),
        "in_another_event_loop": run("Yo", "u ", path=PATH),
    }
    every = {name.replace("_", " "): record for name, record in (right | runs).items()}
    return Transcript(ready=True, runs=every)


def test_a_right_client_meets_every_check_and_has_no_mistake() -> None:
    seen = transcript()
    for name in dir(stage4):
        if name.startswith("test_"):
            getattr(stage4, name)(seen)
    assert client_mistake(seen, PATH) is None


@pytest.mark.parametrize(
    ("runs", "check", "got", "said"),
    [
        pytest.param(
            {"piece_by_piece": run("Yo", path=PATH, request=f"HEAD {PATH}", end="raised")},
            stage4.test_joined,
            f"HEAD {PATH}",
            "with HEAD",
            id="method",
        ),
        pytest.param(
            {"piece_by_piece": run(path=PATH, request="GET /other", problem=BAD_BYTES)},
            stage4.test_joined,
            "GET /other",
            "hand over the url",
            id="path",
        ),
        pytest.param(
            {"piece_by_piece": run(path=PATH, request="no HTTP request")},
            stage4.test_joined,
            "no HTTP request",
            "no HTTP request",
            id="noise",
        ),
        pytest.param(
            {"piece_by_piece": run(path=PATH, got=["hi "], request=None)},
            stage4.test_joined,
            "no request",
            "does not come from the url",
            id="no-request",
        ),
        pytest.param(
            {"piece_by_piece": run("Yo", path=PATH, type="bytes")},
            stage4.test_joined,
            "a bytes",
            "not str but bytes",
            id="bytes",
        ),
        pytest.param(
            {"piece_by_piece": run("Yo", path=PATH, end="endless")},
            stage4.test_joined,
            "without end",
            "never end",
            id="endless",
        ),
        pytest.param(
            {"piece_by_piece": run("Yo", path=PATH, end="endless", request=None)},
            stage4.test_joined,
            "without end",
            "does not come from the url",
            id="endless-without-a-request",
        ),
        pytest.param(
            {"piece_by_piece": run("Yo", "u ", path=PATH, got=["b'Yo'", "b'u '"])},
            stage4.test_joined,
            "b'Yo'",
            "str() of bytes",
            id="str-of-bytes",
        ),
        pytest.param(
            {"4xx": run("no", status=404)},
            stage4.test_http_error,
            '"no"',
            "without the ()",
            id="error-yielded",
        ),
        pytest.param(
            {"4xx": error(404, closed=False)},
            stage4.test_closes,
            "still open",
            "after an error",
            id="open-after-4xx",
        ),
        pytest.param(
            {"5xx": error(503, closed=False)},
            stage4.test_closes,
            "still open",
            "after an error",
            id="open-after-5xx",
        ),
        pytest.param(
            {"left_early": run("Yo", "u ", end="left", closed=False)},
            stage4.test_closes,
            "still open",
            "after the reader has gone",
            id="open-after-leaving",
        ),
        pytest.param(
            {"compressed": run("é ", got=["\x1f"])},
            stage4.test_any_body,
            "x1f",
            "compressed",
            id="compressed",
        ),
        pytest.param(
            {"compressed": run("é ", got=[], end="raised", problem=BAD_BYTES)},
            stage4.test_any_body,
            "UnicodeDecodeError",
            "compressed",
            id="compressed-raises",
        ),
        pytest.param(
            {"silence": run("Yo", got=[], end="raised", problem=TIMEOUT)},
            stage4.test_patient,
            "ReadTimeout",
            "ReadTimeout is raised",
            id="timeout",
        ),
        pytest.param(
            {"silence": run("Yo", "u ", got=["Yo"])},
            stage4.test_patient,
            "Yo",
            "where the server is silent",
            id="ends-with-the-silence",
        ),
    ],
)
def test_a_mistake_fails_its_check_and_is_named(
    runs: dict[str, Run], check: Judgement, got: str, said: str
) -> None:
    seen = transcript(**runs)
    with pytest.raises(CheckFailed) as failed:
        check(seen)
    assert got in failed.value.got
    assert said in (client_mistake(seen, PATH) or "")


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({"closed": None}, id="read-to-its-end"),
        pytest.param({"closed": True}, id="closed"),
    ],
)
def test_an_error_that_was_read_to_its_end_leaves_nothing_open(facts: dict[str, object]) -> None:
    stage4.test_closes(transcript(**{"4xx": error(404, **facts)}))


def test_an_empty_piece_before_an_error_is_no_text() -> None:
    stage4.test_http_error(
        transcript(**{"4xx": with_facts(error(404), pieces=[Piece("", "str", 0)])})
    )
