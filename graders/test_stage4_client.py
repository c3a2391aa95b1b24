"""Stage 4: a client that reads a stream as it arrives.

Here the grader is the server: it sends a piece, sees what `stream_text(url)` yields, and only then
sends the next. The client's clock is the grader's too, so that a long pause costs no time.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping

from graders.errors import CheckFailed
from graders.exercise import Exercise
from graders.harness.rig import Rig
from graders.judge import require
from graders.judge.checks import check
from graders.judge.compare import same_text
from graders.judge.expected_output import as_it_was_sent
from graders.lesson import hard_prompts, reply_tokens
from graders.result import Expectation
from graders.text import show
from graders.transcript import Run, Transcript

EXERCISE = Exercise(
    "stage4_client",
    "A client that streams",
    role="client",
    name="stream_text",
    served_by="stage3_async",
)
SECOND = 1.0
LEFT = "left early"
PATH = "/generate?prompt=hi"


async def record(rig: Rig) -> None:
    """Run the client on bodies that are easy and hard to read, twice, and in a second loop."""
    prompts = hard_prompts(rig.random)
    tokens = reply_tokens(prompts["several words"])
    pieces = [b"Yo", b"u ", *(token.encode() for token in tokens[1:])]
    unicode = "".join(reply_tokens(prompts["Unicode"]))
    cut = [bytes([byte]) for byte in unicode[20:45].encode()]
    errors = {
        "4xx": rig.random.choice([400, 403, 404, 429]),
        "5xx": rig.random.choice([500, 502, 503]),
    }
    async with rig.client() as client:
        await client.read(pieces, name="piece by piece", path=PATH)
        await client.read(pieces, name="a second time", path=PATH)
        await client.read(cut, name="byte by byte")
        await client.read(pieces[:4], name="a second's pause", pause=SECOND)
        await client.read([unicode.encode()], name="in one piece", whole=True)
        await client.read([], name="empty", whole=True)
        await client.read([], name="empty, chunked")
        for kind, status in errors.items():
            await client.read([b"no such thing"], name=kind, status=status)
        await client.read(pieces, name=LEFT, leave_after=2)
        await client.read(pieces[:2], name="once more")
        await client.new_loop()
        await client.read(pieces, name="in another event loop", path=PATH)


def expected(transcript: Transcript) -> dict[str, Expectation]:
    """Return the text of each piece, for the bodies that are to be read to their end."""
    whole = {n: run for n, run in transcript.runs.items() if run.status == 200 and n != LEFT}
    return {name: as_it_was_sent(run) for name, run in whole.items()}


@check("stage4.defined", points=1)
def test_defined(transcript: Transcript) -> None:
    """defines stream_text(url), an async generator

    Write async def with a yield in its body; then `async for piece in stream_text(url)` works.
    """
    require.ready(transcript, "a file with a function stream_text(url)")
    run = transcript.runs.get("piece by piece")
    if run is not None and run.end == "not_async_iterable":
        raise CheckFailed("an async generator", f"a {run.what}", "the value of stream_text(url)")


@check("stage4.joined", points=2, after="stage4.defined")
def test_joined(transcript: Transcript) -> None:
    """asks for the url with GET, and yields exactly the body, as text

    Yield every piece of response.aiter_text() as it is, and nothing else.
    """
    run = require.run(transcript, "piece by piece")
    if run.request != f"GET {PATH}":
        raise CheckFailed(f"GET {PATH}", run.request or "no request", "what the server was asked")
    for number, piece in enumerate(run.pieces, start=1):
        if piece.type != "str":
            raise CheckFailed("a str", f"a {piece.type}: {show(piece.text)}", f"piece {number}")
    same_text(run.text, run.body.decode(), "the joined pieces")


@check("stage4.incremental", points=3, after="stage4.joined")
def test_incremental(transcript: Transcript) -> None:
    """yields each piece as it arrives

    Open the response with client.stream(...) and loop over response.aiter_text(); client.get, or
    reading the whole body first, waits for its end.
    """
    run = require.run(transcript, "piece by piece")
    sent = ""
    for number, piece in enumerate(run.sent, start=1):
        sent += piece.data.decode()
        got = "".join(p.text for p in run.pieces if p.step <= piece.step)
        if got != sent:
            where = f"piece {number}, before piece {number + 1} was sent"
            raise CheckFailed(show(sent), f"{show(got)} so far", where)


@check("stage4.split-character", points=2, after="stage4.joined")
def test_split_character(transcript: Transcript) -> None:
    """keeps a character whole whose bytes arrive in two chunks

    aiter_text() does that; decode() on each chunk cannot, an incremental decoder can.
    """
    run = require.run(transcript, "byte by byte")
    same_text(run.text, _decoded(run), "the joined pieces")


@check("stage4.http-error", points=2, after="stage4.defined")
def test_http_error(transcript: Transcript) -> None:
    """raises httpx.HTTPStatusError for a status of 400 and above

    Call response.raise_for_status() before the first piece is yielded.
    """
    for name in ("4xx", "5xx"):
        run = require.run(transcript, name, raises=True)
        if run.pieces:
            got = f"the text {show(run.text)}"
            raise CheckFailed("httpx.HTTPStatusError, and no text", got, f"status {run.status}")
        if not run.raised_by_status:
            got = run.problem.message if run.problem else "no exception"
            raise CheckFailed("httpx.HTTPStatusError", got, f"status {run.status}")


@check("stage4.closes", points=1, after="stage4.incremental")
def test_closes(transcript: Transcript) -> None:
    """closes the connection when its reader leaves early

    `async with` around the client and around the response closes both, whatever happens inside.
    """
    run = require.run(transcript, LEFT)
    if run.closed is not True:
        raise CheckFailed(
            "a closed connection", "one that is still open", "after the loop was left"
        )


@check("stage4.any-body", points=1, after="stage4.joined")
def test_any_body(transcript: Transcript) -> None:
    """reads a body in one piece, and an empty one

    An empty body is a stream without pieces: the loop simply ends.
    """
    for name in ("in one piece", "empty", "empty, chunked"):
        run = require.run(transcript, name)
        same_text(run.text, run.body.decode(), f"a body that is {name}")


@check("stage4.patient", points=1, after="stage4.joined")
def test_patient(transcript: Transcript) -> None:
    """survives a pause of a second between two pieces

    A stream may be silent for long: give httpx a read timeout that allows for it, or None.
    """
    run = require.run(transcript, "a second's pause")
    same_text(run.text, run.body.decode(), "the joined pieces")


@check("stage4.loop-free", points=1, after="stage4.joined")
def test_loop_free(transcript: Transcript) -> None:
    """leaves the event loop free while it waits for a piece

    Use httpx.AsyncClient and async for; the synchronous httpx.Client stops everything else.
    """
    for number, sent in enumerate(require.run(transcript, "piece by piece").sent, start=1):
        if not sent.loop_free:
            got = "an event loop that stands still"
            raise CheckFailed("an event loop that others can use", got, f"after piece {number}")


@check("stage4.twice", points=1, after="stage4.joined")
def test_twice(transcript: Transcript) -> None:
    """works a second time, in the same event loop and in another

    Make the client inside the function: one that is global belongs to the first event loop.
    """
    for name in ("a second time", "in another event loop"):
        run = require.run(transcript, name)
        same_text(run.text, run.body.decode(), f"the pieces, {name}")


def _decoded(run: Run) -> str:
    return codecs.decode(run.body, "utf-8", "replace")


def diagnose(transcript: Transcript) -> str | None:
    """Return the most likely mistake in one sentence, if it can be recognised."""
    run = transcript.runs.get("piece by piece")
    if run is None:
        return None
    if run.end == "not_async_iterable":
        return f"stream_text gives a {run.what}: an async def with a yield in it is what is needed."
    if any(not sent.loop_free for sent in run.sent):
        return "The client is synchronous: it stops the event loop while it waits for the server."
    if run.problem is not None:
        return None  # the exception says it best
    return _diagnose_pieces(run) or _diagnose_other_runs(transcript.runs)


def _diagnose_pieces(run: Run) -> str | None:
    """What is wrong with the request, or with the pieces of an ordinary body."""
    if run.request not in (None, f"GET {PATH}"):
        return f"The server is asked {run.request}, not GET {PATH}: hand over the url as it is."
    if any(piece.type == "bytes" for piece in run.pieces):
        return "The pieces are bytes; response.aiter_text() gives text."
    body = run.body.decode()
    if run.text != body and run.pieces and run.pieces[-1].text == body:
        return "Each piece has all the text before it again; yield only what is new."
    if run.text != body and "".join(run.text.split()) == "".join(body.split()):
        return "White space is taken from the pieces, or added; yield each piece as it is."
    if run.pieces and run.sent and run.pieces[0].step > run.sent[0].step:
        if run.pieces[0].step > run.sent[-1].step:
            return (
                "Nothing is yielded before the whole body is there: it is read first, or it waits "
                "for a line end (aiter_lines) or for a full chunk_size."
            )
        return "Each piece is held back until the next one arrives."
    return None


def _diagnose_other_runs(runs: Mapping[str, Run]) -> str | None:
    """What is wrong only with bodies, errors and loops that are less ordinary."""
    again = runs.get("a second time")
    if again is not None and again.problem is not None:
        return f"It works once, and then never again: {again.problem.message}."
    if known := _diagnose_error(runs.get("4xx")) or _diagnose_characters(runs):
        return known
    for name in ("in one piece", "empty", "empty, chunked"):
        if name in runs and runs[name].text != runs[name].body.decode():
            return f"A body that is {name} is not read as it should be."
        problem = runs[name].problem if name in runs else None
        if problem is not None:
            return f"A body that is {name} raises {problem.message}."
    pause = runs.get("a second's pause")
    if pause is not None and pause.problem and "Timeout" in pause.problem.message:
        return "The read timeout is shorter than a pause that a stream may well have."
    left = runs.get(LEFT)
    if left is not None and left.closed is False:
        return "The connection stays open after the reader has gone."
    other = runs.get("in another event loop")
    if other is not None and other.end != "complete":
        return "The client is tied to one event loop: make it inside the function."
    return None


def _diagnose_error(error: Run | None) -> str | None:
    """What is wrong when the server answers with an error."""
    if error is None:
        return None
    if error.pieces:
        if error.raised_by_status:
            return "raise_for_status() comes too late: the error's body was yielded before it."
        return "The status is never looked at: response.raise_for_status() is missing."
    if error.end == "complete":
        return "An error's status raises nothing: let HTTPStatusError, of raise_for_status(), out."
    if error.end == "open":
        return (
            "An error's status has to raise HTTPStatusError at once: it is not to be tried again."
        )
    if error.end == "raised" and not error.raised_by_status:
        return "An error's status has to raise httpx.HTTPStatusError, as raise_for_status() does."
    return None


def _diagnose_characters(runs: Mapping[str, Run]) -> str | None:
    """What is wrong with text beyond ASCII, in one piece or byte by byte."""
    whole, split = runs.get("in one piece"), runs.get("byte by byte")
    if whole is not None and whole.text and whole.text != whole.body.decode():
        return "Characters beyond ASCII are lost, even when they are not split: the body is UTF-8."
    if split is None or split.text == _decoded(split):
        return None
    if "".join(split.text.split()) == "".join(_decoded(split).split()):
        return "Pieces that are only white space are left out; they belong to the text."
    return "Each chunk is decoded by itself, so a character that is split between two is lost."


HINTS = (
    """
    A plain client.get(...) comes back when the whole body is there. You need a response that is
    handed to you while its body still arrives, and then its text, piece by piece. httpx calls this
    streaming.
    """,
    """
    AsyncClient has a method stream(method, url) for async with. In its body, aiter_text() gives the
    text in pieces as they come, and keeps a character whole that was cut in two. An error status
    raises nothing by itself: raise_for_status() does, and has to come before the first piece. And
    a stream may be silent for longer than the five seconds that httpx waits for data by default.

    Lesson: stage 4, "How a Real Client Streams It": your function is to do what curl -N does.

    https://www.python-httpx.org/async/#streaming-responses
    https://www.python-httpx.org/advanced/timeouts/
    """,
    """
    In place of the raise and of the yield below it, with the three dots filled in:

        async with httpx.AsyncClient(timeout=...) as client:
            async with client.stream("GET", ...) as response:
                response. ...            # raise for an error status
                async for piece in ...:  # its text, as it arrives
                    yield ...

    As the timeout, httpx.Timeout(5.0, read=None) waits for data as long as it takes. The two async
    with close the response and the client, also when the caller leaves early.
    """,
)
