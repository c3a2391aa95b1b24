"""A recording is handed out, or it is said why there is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from graders.exercise import grader
from graders.judge import require
from graders.judge.diagnose import app_mistake
from graders.transcript import (
    Call,
    Problem,
    Run,
    Stream,
    Transcript,
)
from tests.support.transcripts import stream, unmet

RAISED = Problem("raised", "KeyError: 1", "request", "stage2.py", 7, "words[1]")
STUCK = Problem("stuck", "no sign of life for 3 seconds", None, "stage2.py", 9, "while True:")
DIED = Problem("killed", "the process was ended by SIGKILL")


def with_stream(record: Stream | None, problem: Problem | None = None) -> Transcript:
    """Return a transcript of one request."""
    return Transcript(True, problem, streams={"it": record} if record else {})


def test_what_was_observed_is_handed_out() -> None:
    answer, call, run = stream("x"), Call("hi"), Run("/1", 200, end="complete")
    transcript = Transcript(True, streams={"it": answer}, calls={"it": call}, runs={"it": run})
    require.ready(transcript, "a file")
    assert require.stream(transcript, "it") is answer
    assert require.begun(transcript, "it") is answer
    assert require.streams(transcript, "i") == [answer]
    assert require.call(transcript, "it") is call
    assert require.run(transcript, "it") is run


@pytest.mark.parametrize(
    ("record", "problem", "got", "where"),
    [
        pytest.param(None, STUCK, "no sign of life", "stage2.py:9", id="never-asked"),
        pytest.param(None, None, "ended before this", None, id="never-asked-nor-known-why"),
        pytest.param(
            stream(status=None, end="cut"), DIED, "SIGKILL", None, id="died-before-the-answer"
        ),
        pytest.param(
            stream('{"detail":"Not Found"}', status=404), None, "status 404", "GET /", id="404"
        ),
        pytest.param(
            stream(status=500, problem=RAISED), None, "KeyError: 1\nwords[1]", "stage2.py:7"
        ),
        pytest.param(stream("a", end="cut", problem=RAISED), None, '"a"\nKeyError', "stage2.py:7"),
        pytest.param(stream("a", end="cut"), DIED, "SIGKILL", None, id="died"),
        pytest.param(stream("a", end="open"), STUCK, "while True:", "stage2.py:9", id="stuck"),
        pytest.param(stream("a", end="stalled"), None, "stands still", "GET /", id="stalled"),
        pytest.param(stream("a", end="endless"), STUCK, "without end", "GET /", id="endless"),
    ],
)
def test_a_stream_without_its_end_says_why(
    record: Stream | None, problem: Problem | None, got: str, where: str | None
) -> None:
    error = unmet(require.stream, with_stream(record, problem), "it")
    assert got in error.got
    assert where is None or (error.where or "").startswith(where)
    assert error.advice


def test_a_stream_that_only_began_can_be_had() -> None:
    record = stream("a", end="stalled")
    assert require.begun(with_stream(record), "it") is record


def test_all_streams_need_the_whole_observation() -> None:
    error = unmet(require.streams, with_stream(stream("x"), STUCK), "i")
    assert "no sign of life" in error.got


@pytest.mark.parametrize("status", sorted(require.STATUS_ADVICE))
def test_a_status_has_its_advice(status: int) -> None:
    error = unmet(require.begun, with_stream(stream(status=status)), "it")
    assert error.advice == require.STATUS_ADVICE[status]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Problem("missing", "there is no file stage1.py in the folder"), "nox -s reset"),
        (Problem("raised", "NameError: name 'x' is not defined"), "compare its spelling"),
        (Problem("raised", "ModuleNotFoundError: No module named 'x'", "import"), "installed"),
        (Problem("raised", "AttributeError: 'list' object has no"), "from no line of yours"),
        (Problem("unheard of", "it did what it did"), "your code raised this"),
    ],
)
def test_a_file_that_is_not_ready_says_why(kind: Problem, words: str) -> None:
    error = unmet(require.ready, Transcript(problem=kind), "a file")
    assert (error.expected, kind.message in error.got) == ("a file", True)
    assert words in (error.advice or "")


@pytest.mark.parametrize(
    ("transcript", "got"),
    [
        pytest.param(Transcript(problem=STUCK), "no sign of life", id="never-called"),
        pytest.param(
            Transcript(calls={"it": Call("hi", problem=RAISED)}), "KeyError: 1", id="raised"
        ),
    ],
)
def test_a_call_without_tokens_says_why(transcript: Transcript, got: str) -> None:
    assert got in unmet(require.call, transcript, "it").got


@pytest.mark.parametrize(
    ("run", "problem", "got"),
    [
        pytest.param(None, STUCK, "no sign of life", id="never-run"),
        pytest.param(Run("/", 200), STUCK, "no sign of life", id="open"),
        pytest.param(Run("/", 200, end="raised", problem=RAISED), None, "KeyError", id="raised"),
        pytest.param(
            Run("/", 200, end="not_async_iterable", what="str"), None, "async for", id="no-iterable"
        ),
    ],
)
def test_a_run_without_its_end_says_why(run: Run | None, problem: Problem | None, got: str) -> None:
    transcript = Transcript(True, problem, runs={"it": run} if run else {})
    assert got in unmet(require.run, transcript, "it").got


def test_a_run_may_raise_where_that_is_wanted() -> None:
    run = Run("/", 404, end="raised", problem=RAISED)
    assert require.run(Transcript(runs={"it": run}), "it", raises=True) is run


@pytest.mark.parametrize(
    "recording",
    [
        lambda problem: {"problem": problem},
        lambda problem: {"streams": {"it": stream(problem=problem)}},
        lambda problem: {"calls": {"it": Call("hi", problem=problem)}},
        lambda problem: {"runs": {"it": Run("/", 200, problem=problem)}},
    ],
    ids=["at-import", "in-a-request", "in-a-generator", "in-a-client"],
)
def test_a_stub_is_known_wherever_it_raises(recording: Callable[[Problem], object]) -> None:
    stub = Problem("not_started", "NotImplementedError: stage2")
    assert Transcript(**recording(stub)).not_started is stub  # type: ignore[arg-type]
    assert Transcript(**recording(RAISED)).not_started is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("body", "got"),
    [
        (
            '{"detail": [{"loc": ["header", "x-token"], "msg": "Field required"}]}',
            "status 422: header x-token: Field required",
        ),
        ('{"detail": "no"}', 'status 422, "{'),
        ("[" * 100_000, 'status 422, "[['),
        ("no", 'status 422, "no"'),
    ],
)
def test_what_fastapi_misses_is_told_in_words(body: str, got: str) -> None:
    error = unmet(require.begun, with_stream(stream(body, status=422)), "it")
    assert error.got.startswith(got)


@pytest.mark.parametrize(
    ("message", "words"),
    [
        ("EOFError: EOF when reading a line", "Nobody types"),
        ("ValueError: Separator is not found, and chunk exceed the limit", "64 KiB"),
        ("EOFError: no data left", "look at that line"),
        ("ReadTimeout", "timeout; None"),
    ],
)
def test_an_exception_that_says_little_has_its_own_advice(message: str, words: str) -> None:
    problem = Problem("raised", message, file="a.py", line=1)
    assert words in (unmet(require.ready, Transcript(problem=problem), "a file").advice or "")


def test_a_refusal_that_cannot_be_read_is_told_as_far_as_it_goes() -> None:
    seen = with_stream(stream("[" * 100_000, status=422))
    seen.streams["lesson"] = seen.streams["it"]
    exercise = grader("stage2_streaming").EXERCISE
    assert "refused with 422" in (app_mistake(seen, exercise, ["a"], "text/plain") or "")
