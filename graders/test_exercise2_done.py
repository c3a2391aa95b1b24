"""Exercise 2: `[DONE]` at the end, so that a client knows when to stop.

The grader reads `GET /generate?prompt=...`: as Server-Sent Events if the content type says so, else
as plain text, chunk by chunk.
"""

from __future__ import annotations

from itertools import accumulate

from graders.errors import CheckFailed
from graders.exercise import Exercise
from graders.harness.rig import Rig
from graders.judge import require
from graders.judge.checks import check
from graders.judge.compare import same_pieces
from graders.judge.diagnose import app_mistake, wrong_for_some_prompt
from graders.judge.events import messages, same_messages, sse_mistake
from graders.judge.expected_output import for_each_prompt, in_chunks, in_events
from graders.judge.held_back import not_held_back
from graders.judge.sse import Decoder
from graders.lesson import LESSON_PROMPT, reply_tokens
from graders.result import Expectation
from graders.scenarios import ask_in_every_way
from graders.text import count, shortened, show, show_end
from graders.transcript import Stream, Transcript

DONE = "[DONE]"
MEDIA_TYPES = ("text/event-stream", "text/plain")
EXERCISE = Exercise(
    "exercise2_done",
    "A [DONE] sentinel",
    role="app",
    name="app",
    path="/generate",
    query={"prompt": LESSON_PROMPT},
)


async def record(rig: Rig) -> None:
    """Ask plainly, again, twice at once, with hard prompts, and held at the gate."""
    await ask_in_every_way(rig, EXERCISE)


def expected(transcript: Transcript) -> dict[str, Expectation]:
    """Return an event, or a chunk, for each token of the reply and one for the sentinel."""

    def ended(stream: Stream, tokens: list[str]) -> Expectation:
        pieces = [*tokens, DONE]
        return in_events(stream, pieces) if _is_sse(stream) else in_chunks(pieces)

    return for_each_prompt(transcript, ended)


@check("exercise2.app", points=1)
def test_app(transcript: Transcript) -> None:
    """defines app, and uvicorn can start it

    The file must load, and app must be the FastAPI() object.
    """
    require.ready(transcript, "a file with an ASGI app named app")


@check("exercise2.answers", points=1, after="exercise2.app")
def test_answers(transcript: Transcript) -> None:
    """answers GET /generate?prompt=hi with status 200

    The path is /generate, and the endpoint's parameter is prompt.
    """
    require.begun(transcript, "lesson")


@check("exercise2.ends", points=1, after="exercise2.answers")
def test_ends(transcript: Transcript) -> None:
    """ends the stream after [DONE]

    The sentinel comes after the loop, and then the generator is over.
    """
    require.stream(transcript, "lesson")


@check("exercise2.content-type", points=1, after="exercise2.answers")
def test_content_type(transcript: Transcript) -> None:
    """says that the body is text/event-stream, or text/plain

    Events need media_type="text/event-stream", plain tokens "text/plain".
    """
    stream = require.begun(transcript, "lesson")
    if stream.content_type.partition(";")[0] not in MEDIA_TYPES:
        got = stream.content_type or "no content type"
        raise CheckFailed("text/event-stream or text/plain", got, "the header content-type")


@check("exercise2.done-once", points=1, after="exercise2.content-type")
def test_done_once(transcript: Transcript) -> None:
    """sends [DONE] once, whatever the prompt

    Yield it after the loop, not in it.
    """
    first = require.begun(transcript, "lesson")
    others = [s for n, s in transcript.streams.items() if n.startswith("prompt: ")]
    for stream in [first, *(other for other in others if other.end == "complete")]:
        times = _times_done(stream)
        if times > 1 or (times == 0 and stream is first):  # else done-last tells it better
            got = f"{count(times, 'time')}: {show_end(stream.body)}"
            advice = None if times else "Yield it after the loop, in what the response sends."
            raise CheckFailed("[DONE], once", got, f"GET {shortened(stream.url, 60)}", advice)


@check("exercise2.done-own", points=1, after="exercise2.done-once")
def test_done_own(transcript: Transcript) -> None:
    """sends [DONE] as an event, or a chunk, of its own, and exactly so

    A client compares: no quotes, no spaces, nothing else beside it.
    """
    stream = require.begun(transcript, "lesson")
    with_it = [piece for piece in _pieces(stream) if DONE in piece]
    if with_it != [DONE]:
        got = (
            show(with_it[0])
            if with_it
            else f"no event with it; the body ends {show_end(stream.body)}"
        )
        raise CheckFailed(
            show(DONE), got, "the event with it" if _is_sse(stream) else "the chunk with it"
        )


@check("exercise2.done-last", points=1, after="exercise2.done-own")
def test_done_last(transcript: Transcript) -> None:
    """sends [DONE] last, whatever the prompt

    Nothing comes after it: a client has stopped listening by then.
    """
    first = require.begun(transcript, "lesson")
    for stream in [first, *require.all_begun(transcript, "prompt: ")]:
        last = (_pieces(stream) or [""])[-1]
        if last != DONE:
            raise CheckFailed(show(DONE), show(last), f"the end of {stream.url[:60]}")
        if rest := _ignored_after_the_last(stream):
            raise CheckFailed("nothing after [DONE]", show(rest), f"the end of {stream.url[:60]}")


@check("exercise2.tokens", points=2, after="exercise2.content-type")
def test_tokens(transcript: Transcript) -> None:
    """sends the tokens as before, in front of [DONE]

    Keep the loop of exercise 1, or of stage 2, as it was.
    """
    first = require.begun(transcript, "lesson")
    for stream in [first, *require.all_begun(transcript, "")]:
        _tokens_come_first(stream, reply_tokens(stream.prompt or ""))


@check("exercise2.incremental", points=1, after="exercise2.tokens")
def test_incremental(transcript: Transcript) -> None:
    """sends each token before the next one is made

    Keep the generator a generator: collecting first waits for all of it.
    """
    stream = require.begun(transcript, "held at the gate")
    not_held_back(stream, _ends(stream))


def _is_sse(stream: Stream) -> bool:
    return stream.content_type.partition(";")[0] == "text/event-stream"


def _pieces(stream: Stream) -> list[str]:
    """The data of each event, or the text of each chunk."""
    if _is_sse(stream):
        return [event.data for event in messages(stream)]
    return [chunk.data.decode("utf-8", "replace") for chunk in stream.chunks]


def _times_done(stream: Stream) -> int:
    """How often the sentinel is received; if never, how often it is in the body all the same."""
    received = sum(event.data.count(DONE) for event in messages(stream)) if _is_sse(stream) else 0
    return received or stream.body.count(DONE.encode())


def _ignored_after_the_last(stream: Stream) -> bytes:
    """What follows the last event and is neither an event nor a comment."""
    if not _is_sse(stream):
        return b""
    rest, decoder = stream.body[messages(stream)[-1].end :], Decoder()
    decoder.feed(rest)
    unfinished = decoder.pending and not decoder.pending.startswith(b":")
    return rest if decoder.ignored or unfinished else b""


def _ends(stream: Stream) -> list[int]:
    """With how many bytes of the body each event, or each chunk, is complete."""
    if _is_sse(stream):
        return [event.end for event in messages(stream)]
    return list(accumulate(len(chunk.data) for chunk in stream.chunks))


def _tokens_come_first(stream: Stream, tokens: list[str]) -> None:
    if _is_sse(stream):
        before = [event for event in messages(stream) if DONE not in event.data]
        same_messages(stream, before, tokens)
    else:
        same_pieces([piece for piece in _pieces(stream) if DONE not in piece], tokens, "chunk")


def diagnose(transcript: Transcript) -> str | None:
    """Return the most likely mistake in one sentence, if it can be recognised."""
    stream = transcript.streams.get("lesson")
    tokens = reply_tokens(LESSON_PROMPT)
    if stream is None or stream.status != 200:
        return app_mistake(transcript, EXERCISE, tokens, "text/plain")
    known = _diagnose_sentinel(stream)
    if known is not None:
        return known
    if stream.end != "complete":
        raised = stream.problem is not None and stream.problem.kind == "raised"
        return None if raised else "The stream does not end after [DONE]."
    if stream.content_type.partition(";")[0] not in MEDIA_TYPES:
        essence = stream.content_type.partition(";")[0] or "missing"
        return f"The content type is {essence}; it has to be text/event-stream or text/plain."
    if _is_sse(stream):
        known = sse_mistake(stream, tokens)
    else:
        known = app_mistake(transcript, EXERCISE, [*tokens, DONE], "text/plain")
    if known is None and len(_pieces(stream)) <= len(tokens):
        return "A token is missing in front of [DONE]: the sentinel is one more, after the loop."
    again = transcript.streams.get("second request")
    if known is None and again is not None and DONE not in again.body.decode("utf-8", "replace"):
        return "Only the first request gets [DONE]: something is kept from one to the next."
    return known or wrong_for_some_prompt(transcript, _ends_well)


def _diagnose_sentinel(stream: Stream) -> str | None:
    body, pieces = stream.body.decode("utf-8", "replace"), _pieces(stream)
    if DONE not in body:
        return "The sentinel is missing: after the loop one more yield sends [DONE]."
    if '"[DONE]"' in body:
        return "The sentinel has quotes around it, as in JSON: no client recognises it so."
    if _times_done(stream) == 2:
        return "[DONE] is sent twice."
    if _times_done(stream) > 1:
        return "[DONE] is inside the loop: it is sent again and again."
    if not _is_sse(stream) and any(piece.startswith("data:") for piece in pieces):
        return "data: belongs to an event stream; in plain text [DONE] is a chunk of its own."
    if _is_sse(stream) and DONE not in "".join(pieces):
        if "event:" in body:
            return "[DONE] has a type of its own (event: ...), which onmessage does not get."
        return "[DONE] is sent bare: as an event it needs data: in front and an empty line behind."
    if pieces and DONE in pieces[-1] and pieces[-1] != DONE:
        return "[DONE] is not alone: it shares its event, or its chunk, with something else."
    if pieces and (DONE in pieces[:-1] or (pieces[-1] == DONE and _ignored_after_the_last(stream))):
        return "[DONE] is not the last thing sent."
    return None


def _ends_well(stream: Stream) -> bool:
    pieces = _pieces(stream)
    return pieces[-1:] == [DONE] and pieces.count(DONE) == 1


HINTS = (
    """
    A stream that is over and one that is only slow look the same to a page. So the reply gets one
    more piece at its end, which no token can be mistaken for. Where in a generator is the place
    that is reached once, after all tokens?
    """,
    """
    A generator goes on after its loop, so a yield there is sent once, and last. The piece has the
    form of those before it: an event of its own, data: and an empty line, in an event stream; a
    bare chunk in plain text. A page compares what it gets with [DONE], so there are no quotes and
    no space in it. Without it, and without close() in the page, an EventSource connects again and
    gets the whole reply once more.

    Lesson: "Exercise 2: Add a [DONE] Sentinel", and its hint.

    https://developer.mozilla.org/en-US/docs/Web/API/EventSource/close
    """,
    """
    Take token_stream and generate as you have them in exercise 1 (or in stage 2, for plain text).
    Then add one line, below the loop and not in it:

        for token in ...:
            yield ...
        yield "data: ..."                # [DONE] and \\n twice; in plain text [DONE] alone
    """,
)
