"""Stage 4: a client that reads a stream as it arrives.

Here the grader is the server: it sends a piece, sees what `stream_text(url)` yields, and only then
sends the next. The client's clock is the grader's too, so that a long pause costs no time.
"""

from __future__ import annotations

from graders.errors import CheckFailed
from graders.exercise import Exercise
from graders.harness.rig import Rig
from graders.judge import require
from graders.judge.checks import check
from graders.judge.compare import same_text
from graders.judge.diagnose_client import BODIES, client_mistake
from graders.judge.expected_output import as_it_was_sent
from graders.lesson import hard_prompts, reply_tokens
from graders.result import Expectation
from graders.text import show
from graders.transcript import Transcript

EXERCISE = Exercise(
    "stage4_client",
    "A client that streams",
    role="client",
    name="stream_text",
    served_by="stage3_async",
)
SILENCE = 6.0
"""Seconds of the client's clock, a little more than the 5 after which httpx gives up by default."""
LEFT = "left early"
PATH = "/generate?prompt=hi"
CLOSED, STILL_OPEN = "a closed connection", "one that is still open"


async def record(rig: Rig) -> None:
    """Run the client on bodies that are easy and hard to read, twice, and in a second loop."""
    prompts = hard_prompts(rig.random)
    tokens = reply_tokens(prompts["several words"])
    pieces = [b"Yo", b"u ", *(token.encode() for token in tokens[1:])]
    words = [token.encode() for token in reply_tokens(prompts["Unicode"])]
    cut = [bytes([byte]) for byte in f"naïve 日 😀 {tokens[2]}".encode()]
    errors = {
        "4xx": rig.random.choice([400, 403, 404, 429]),
        "5xx": rig.random.choice([500, 502, 503]),
    }
    async with rig.client() as client:
        await client.read(pieces, name="piece by piece", path=PATH)
        await client.read(pieces, name="a second time", path=PATH)
        await client.read(cut, name="byte by byte")
        await client.read(pieces[:2], name="silence", pause=SILENCE)
        await client.read([b"".join(words)], name="in one piece", whole=True)
        await client.read([], name="empty", whole=True)
        await client.read([], name="empty, chunked")
        await client.read(words, name="compressed", compressed=True)
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
    where = "what the server was asked"
    begun = transcript.runs.get("piece by piece")
    if begun is not None and begun.request not in (None, f"GET {PATH}"):
        raise CheckFailed(f"GET {PATH}", begun.request, where)
    run = require.run(transcript, "piece by piece")
    if run.request is None:
        raise CheckFailed(f"GET {PATH}", "no request", where)
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
    same_text(run.text, run.body.decode(), "the joined pieces")


@check("stage4.http-error", points=2, after="stage4.defined")
def test_http_error(transcript: Transcript) -> None:
    """raises httpx.HTTPStatusError for a status of 400 and above

    Call response.raise_for_status() before the first piece is yielded.
    """
    for name in ("4xx", "5xx"):
        run = require.run(transcript, name, raises=True)
        if run.text:
            got = f"the text {show(run.text)}"
            raise CheckFailed("httpx.HTTPStatusError, and no text", got, f"status {run.status}")
        if not run.raised_by_status:
            got = run.problem.message if run.problem else "no exception"
            raise CheckFailed("httpx.HTTPStatusError", got, f"status {run.status}")


@check("stage4.closes", points=1, after="stage4.incremental")
def test_closes(transcript: Transcript) -> None:
    """closes the connection when its reader leaves early, and after an error

    `async with` around the client and around the response closes both, whatever happens inside.
    """
    if not require.run(transcript, LEFT).closed:
        raise CheckFailed(CLOSED, STILL_OPEN, "after the loop was left")
    for run in (transcript.runs["4xx"], transcript.runs["5xx"]):
        if run.closed is False:
            raise CheckFailed(CLOSED, STILL_OPEN, f"after status {run.status}")


@check("stage4.any-body", points=1, after="stage4.joined")
def test_any_body(transcript: Transcript) -> None:
    """reads a body in one piece, an empty one, and one compressed as it said it could

    An empty body is a stream without pieces: the loop simply ends. A client of httpx tells the
    server that it takes gzip; aiter_text() and aiter_bytes() unpack that, aiter_raw() does not.
    """
    for name in BODIES:
        run = require.run(transcript, name)
        same_text(run.text, run.body.decode(), f"a body that is {name}")


@check("stage4.patient", points=1, after="stage4.joined")
def test_patient(transcript: Transcript) -> None:
    """survives a silence of six seconds before any piece

    Without a timeout of your own httpx waits 5 seconds for data, and then raises ReadTimeout.
    A stream may be silent for longer: give httpx a read timeout that allows for it, or None.
    """
    run = require.run(transcript, "silence")
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


def diagnose(transcript: Transcript) -> str | None:
    """Return the most likely mistake in one sentence, if it can be recognised."""
    return client_mistake(transcript, PATH)


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
