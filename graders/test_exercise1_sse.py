"""Exercise 1: the tokens as Server-Sent Events.

The grader reads `GET /generate?prompt=...` as a browser's EventSource does, and sees which events
its `onmessage` would receive, and which chunk completed each.
"""

from __future__ import annotations

from graders.exercise import Exercise
from graders.harness.rig import Rig
from graders.judge import require
from graders.judge.checks import check
from graders.judge.diagnose import app_mistake, wrong_for_some_prompt
from graders.judge.events import (
    essence_is,
    messages,
    messages_are_tokens,
    nothing_but_messages,
    one_message_a_chunk,
    sse_mistake,
)
from graders.judge.expected_output import for_each_prompt, in_events
from graders.judge.held_back import not_held_back, token_sources
from graders.lesson import LESSON_PROMPT, reply_tokens
from graders.result import Expectation
from graders.scenarios import ask_in_every_way
from graders.transcript import Stream, Transcript

EXERCISE = Exercise(
    "exercise1_sse",
    "Server-Sent Events",
    role="app",
    name="app",
    path="/generate",
    query={"prompt": LESSON_PROMPT},
)


async def record(rig: Rig) -> None:
    """Ask plainly, again, twice at once, with hard prompts, and held at the gate."""
    await ask_in_every_way(rig, EXERCISE)


def expected(transcript: Transcript) -> dict[str, Expectation]:
    """Return an event for each token of the reply."""
    return for_each_prompt(transcript, in_events)


@check("exercise1.app", points=1)
def test_app(transcript: Transcript) -> None:
    """defines app, and uvicorn can start it

    The file must load, and app must be the FastAPI() object.
    """
    require.ready(transcript, "a file with an ASGI app named app")


@check("exercise1.answers", points=1, after="exercise1.app")
def test_answers(transcript: Transcript) -> None:
    """answers GET /generate?prompt=hi with status 200, to the end

    The path is /generate, and the endpoint's parameter is prompt.
    """
    require.stream(transcript, "lesson")


@check("exercise1.content-type", points=2, after="exercise1.answers")
def test_content_type(transcript: Transcript) -> None:
    """says that the body is text/event-stream

    EventSource accepts nothing else: give StreamingResponse media_type="text/event-stream".
    """
    essence_is(require.stream(transcript, "lesson"), "text/event-stream")


@check("exercise1.events", points=4, after="exercise1.answers")
def test_events(transcript: Transcript) -> None:
    """sends each token as one event, in order

    An event is the line `data: <token>` and an empty line: f"data: {token}\\n\\n".
    """
    stream = require.stream(transcript, "lesson")
    messages_are_tokens(stream, reply_tokens(LESSON_PROMPT))


@check("exercise1.nothing-else", points=1, after="exercise1.events")
def test_nothing_else(transcript: Transcript) -> None:
    """sends no line that a browser cannot read, and no event without its end

    Each line begins with a field's name, such as data:, and the last event too ends with an empty
    line.
    """
    nothing_but_messages(require.stream(transcript, "lesson"))


@check("exercise1.one-event-per-chunk", points=2, after="exercise1.events")
def test_one_event_per_chunk(transcript: Transcript) -> None:
    """completes no more than one event with each chunk

    Yield every event by itself, as soon as its token is there.
    """
    one_message_a_chunk(require.stream(transcript, "lesson"))


@check("exercise1.incremental", points=2, after="exercise1.one-event-per-chunk")
def test_incremental(transcript: Transcript) -> None:
    """sends each event before the next token is made

    Keep the generator a generator: collecting the events first waits for all of them.
    """
    stream = require.stream(transcript, "held at the gate")
    not_held_back(stream, [event.end for event in messages(stream)])


@check("exercise1.prompts", points=1, after="exercise1.events")
def test_prompts(transcript: Transcript) -> None:
    """sends the right events for every prompt, whatever characters are in it

    The words of split() never contain a line end, so that each fits into one data line.
    """
    for stream in require.streams(transcript, "prompt: "):
        messages_are_tokens(stream, reply_tokens(stream.prompt or ""))


@check("exercise1.two-clients", points=1, after="exercise1.events")
def test_two_clients(transcript: Transcript) -> None:
    """gives every client its own events, one after the other and at once

    Make a new generator in each request, and keep nothing of a request in a global.
    """
    for name in ("second request", "one of two", "other of two"):
        stream = require.stream(transcript, name)
        alone = name == "second request"
        messages_are_tokens(stream, reply_tokens(stream.prompt or ""), alone=alone)


def diagnose(transcript: Transcript) -> str | None:
    """Return the most likely mistake in one sentence, if it can be recognised."""
    tokens = reply_tokens(LESSON_PROMPT)
    stream = transcript.streams.get("lesson")
    by_events = sse_mistake(stream, tokens) if stream is not None and stream.status == 200 else None
    known = by_events or app_mistake(transcript, EXERCISE, tokens, "text/event-stream")
    if known or stream is None or stream.status != 200:
        return known
    return _diagnose_delivery(transcript) or wrong_for_some_prompt(transcript, _is_right)


def _diagnose_delivery(transcript: Transcript) -> str | None:
    lesson = transcript.streams["lesson"]
    if len(lesson.chunks) < len(messages(lesson)):
        return "Several events are collected and sent in one piece; yield each by itself."
    held = transcript.streams.get("held at the gate")
    source = next(iter(token_sources(held)), None) if held is not None else None
    if held is None or source is None:
        return None
    ends = [event.end for event in messages(held)]
    if len(ends) == len(source) <= len(held.chunks) and source[0].size < ends[0]:
        return "An event is not complete before the next token is made: its empty line comes late."
    return None


def _is_right(stream: Stream) -> bool:
    data = [event.data.rstrip() for event in messages(stream)]
    return data == [token.rstrip() for token in reply_tokens(stream.prompt or "")]


HINTS = (
    """
    The tokens stay as they are. New is how each one is written, so that an EventSource can tell
    where one event ends and the next begins; and the content type that says so.
    """,
    """
    An event is a line that begins with data: and ends like any line; an empty line after it says
    that the event is complete. So two line ends follow each token: with one alone the browser waits
    for more. It takes one space after the colon away, so a space there does no harm. EventSource
    reads nothing but the content type text/event-stream.

    Lesson: "Exercise 1: Stream Server-Sent Events (SSE)", and its hint.

    https://developer.mozilla.org/en-US/docs/Web/API/Server-sent_events/Using_server-sent_events
    https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream
    """,
    """
    In token_stream, a loop in place of the yield from, with the three dots filled in:

        for token in ...:                # the bare tokens
            yield f"data: ..."           # the token, and \\n twice

    In generate, what stage 2 has there, with another media_type: "text/event-stream".
    """,
)
