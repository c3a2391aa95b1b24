"""Take a recording out of a transcript, or say in plain words why there is none to judge."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl, urlsplit

from graders.errors import CheckFailed
from graders.judge.advice import (
    advice_for,
    describe,
    failure_by,
)
from graders.text import shortened, show, show_end
from graders.transcript import (
    ENDS,
    Call,
    Problem,
    Run,
    Stream,
    Transcript,
)

NOT_REACHED = Problem("exited", "the observation ended before this")
LONGEST = 200
"""Characters of what FastAPI says that are told."""
STATUS_ADVICE = {
    404: "There is nothing at this path: look at the path in the decorator.",
    405: "The path exists, but not for GET: use @app.get.",
    500: "The endpoint raised an exception; the line is above if it is yours.",
}


def ready(transcript: Transcript, expected: str) -> None:
    """Require that the file could be run at all; `expected` says what it has to provide."""
    if not transcript.ready:
        raise failure_by(transcript.problem or NOT_REACHED, expected)


def stream(transcript: Transcript, name: str) -> Stream:
    """Return a stream that came to its proper end, with status 200."""
    record = begun(transcript, name)
    if record.end != "complete":
        raise _no_end(record, transcript)
    return record


def streams(transcript: Transcript, beginning: str) -> list[Stream]:
    """Return all streams whose name begins so, if each came to its proper end."""
    all_begun(transcript, beginning)
    return [stream(transcript, name) for name in transcript.streams if name.startswith(beginning)]


def all_begun(transcript: Transcript, beginning: str) -> list[Stream]:
    """Return all streams whose name begins so; the observation must have got to its end."""
    if transcript.problem is not None:
        raise failure_by(transcript.problem, "an answer to every request")
    return [begun(transcript, name) for name in transcript.streams if name.startswith(beginning)]


def begun(transcript: Transcript, name: str) -> Stream:
    """Return a stream that was answered with status 200, however it went on."""
    record = transcript.streams.get(name)
    if record is None:
        raise failure_by(transcript.problem or NOT_REACHED, "an answer to another request")
    if record.status is None:
        problem = record.problem or transcript.problem
        if problem is None and record.end == "cut":
            problem = Problem("cut", ENDS["cut"])
        raise failure_by(problem or NOT_REACHED, f"an answer to GET {record.url}")
    if record.status != 200:
        raise _wrong_status(record)
    return record


def call(transcript: Transcript, name: str, *, whole: bool = True) -> Call:
    """Return a call that gave an iterator, and whose tokens could be taken.

    Unless the `whole` is needed, it may have failed after its first token.
    """
    record = transcript.calls.get(name)
    if record is None or (record.problem is not None and (whole or not record.tokens)):
        problem = record.problem if record is not None else None
        raise failure_by(
            problem or transcript.problem or NOT_REACHED, "tokens, one after the other"
        )
    return record


def run(transcript: Transcript, name: str, *, raises: bool = False) -> Run:
    """Return a client's run that ended by itself, without an exception unless it `raises`."""
    record = transcript.runs.get(name)
    if record is None:
        raise failure_by(transcript.problem or NOT_REACHED, "another run of stream_text")
    if record.end == "open":
        raise failure_by(transcript.problem or NOT_REACHED, "a loop that ends with the body")
    if record.end == "not_async_iterable":
        got = "something that `async for` cannot read"
        raise CheckFailed("an async generator", got, advice="Use async def, and yield in its body.")
    if record.end == "endless":
        got = f"pieces without end, after {show(record.text[:40])}"
        raise CheckFailed("a loop that ends with the body", got, advice="Yield only what arrives.")
    if record.end == "raised" and not raises:
        raise failure_by(record.problem or NOT_REACHED, "the text of the body")
    return record


def _status_advice(record: Stream) -> str | None:
    if record.status == 422:
        sent = ", ".join(f"`{name}: ...`" for name, _ in parse_qsl(urlsplit(record.url).query))
        takes = f"the endpoint takes {sent.replace('...', 'str')}" if sent else "none was sent"
        return f"FastAPI does not find its parameters: {takes}."
    return STATUS_ADVICE.get(record.status or 0)


def _wrong_status(record: Stream) -> CheckFailed:
    got = f"status {record.status}"
    where, advice = f"GET {record.url}", _status_advice(record)
    if record.problem is not None:
        got += f": {describe(record.problem)}"
        where = record.problem.where or where
        advice = advice_for(record.problem)
    elif record.body:
        missed = _missed(record) if record.status == 422 else None
        got += f": {missed}" if missed else f", {show(record.body)}"
    return CheckFailed("status 200", got, where, advice)


def _missed(record: Stream) -> str | None:
    """Return what FastAPI says of the parameters that it did not get, if it does say so."""
    try:
        told = json.loads(record.body)["detail"]
        parameters = [f"{' '.join(map(str, one['loc']))}: {one['msg']}" for one in told]
    except (ValueError, TypeError, LookupError, RecursionError):
        return None
    return shortened("; ".join(parameters), LONGEST)


def _no_end(record: Stream, transcript: Transcript) -> CheckFailed:
    sent = f"after {show_end(record.body)}" if record.body else "before any of its body came"
    got = f"{ENDS[record.end]}, {sent}"
    problem = record.problem or (transcript.problem if record.end in ("open", "cut") else None)
    if problem is None:
        return CheckFailed("a response that ends", got, f"GET {record.url}", _end_advice(record))
    got += f"\n{describe(problem)}"
    return CheckFailed("a response that ends", got, problem.where, advice_for(problem))


def _end_advice(record: Stream) -> str:
    if record.end == "endless":
        return "Let the generator end after the last token: look for a loop without an end."
    return "Let the generator end after the last token; every await must come back."
