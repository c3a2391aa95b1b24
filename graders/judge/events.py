"""Judge a body as a stream of Server-Sent Events: what `EventSource.onmessage` would be given."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate

from graders.errors import CheckFailed
from graders.judge.compare import AGAIN, same_text
from graders.judge.sse import Decoder, Event
from graders.lesson import LESSON_PROMPT, reply_tokens
from graders.text import count, show, show_all
from graders.transcript import Stream

MANY = 32
"""Bodies whose events are remembered: as many as an exercise has streams."""
OTHER_DATA = (
    "It has the form of an event, and other data: each token of the reply makes one, in order."
)
OTHER_TYPE = "onmessage gets no event that has a type of its own (event: ...), such as"
ONE_TOO_MANY = "This event is no token of the reply: look for what is yielded beside the tokens."


def messages(stream: Stream) -> list[Event]:
    """Return the events of the body that reach `onmessage`."""
    return [event for event in _events(stream.body) if event.type == "message"]


@lru_cache(maxsize=MANY)
def _events(body: bytes) -> tuple[Event, ...]:
    """Return all events of a body; several checks ask for those of the same ones."""
    return tuple(Decoder().feed(body))


def essence_is(stream: Stream, media_type: str) -> None:
    """Require a content type, whatever its parameters."""
    got = stream.content_type
    if got.partition(";")[0] != media_type:
        raise CheckFailed(media_type, got or "no content type", "the header content-type")


def messages_are_tokens(stream: Stream, tokens: Sequence[str], *, alone: bool = True) -> None:
    """Require one message for each token, in order; a token may have lost its last space.

    `alone` says that there was no other request at the same time.
    """
    same_messages(stream, messages(stream), tokens, alone=alone)


def same_messages(
    stream: Stream, got: Sequence[Event], tokens: Sequence[str], *, alone: bool = True
) -> None:
    """Require `got`, messages of `stream`, to be `tokens`."""
    for number, (event, token) in enumerate(zip(got, tokens, strict=False), start=1):
        if event.data not in (token, token.removesuffix(" ")):
            advice = _advice(got, tokens, number) if alone else None
            raise _wrong_data(stream, event, token, number, advice)
    if len(got) < len(tokens):
        raise _too_few(stream, got, tokens)
    if len(got) > len(tokens):
        extra = got[len(tokens)]
        got_text = f"{count(len(got), 'event')}, the next one with data {show(extra.data)}"
        where = f"event {len(tokens) + 1}, byte {extra.start + 1} of the body"
        due = f"{count(len(tokens), 'event')}, one for each token"
        raise CheckFailed(due, got_text, where, ONE_TOO_MANY)


def nothing_but_messages(stream: Stream) -> None:
    """Require that no line is ignored and nothing is unfinished; events of other types are allowed.

    `onmessage` does not get those: to it they are no more than comments.
    """
    decoder = Decoder()
    decoder.feed(stream.body)
    for ignored in decoder.ignored:
        where = f"byte {ignored.offset + 1} of the body"
        raise CheckFailed("lines that begin with a field's name", show(ignored.line), where)
    if b"data" in decoder.pending:
        where = "the end of the body"
        raise CheckFailed("an empty line after the last event", show(decoder.pending), where)


def one_message_a_chunk(stream: Stream) -> None:
    """Require that no chunk completes more than one message."""
    ends = list(accumulate(len(chunk.data) for chunk in stream.chunks))
    completed = Counter(bisect_left(ends, event.end) for event in messages(stream))
    for chunk, number in sorted(completed.items()):
        if number > 1:
            got = f"{count(number, 'event')}: {show(stream.chunks[chunk].data)}"
            raise CheckFailed("one event", got, f"chunk {chunk + 1}")


def sse_mistake(stream: Stream, tokens: Sequence[str]) -> str | None:
    """Return the likely mistake in the framing of `tokens`, if there is one."""
    body = stream.body.decode("utf-8", "replace")
    events = _events(stream.body)
    got = [event.data for event in events if event.type == "message"]
    bare = _bare(tokens)
    if [text.rstrip() for text in got[: len(bare)]] == bare:
        return None
    if body == "".join(tokens):
        return "The tokens are sent bare, without data: in front and an empty line behind."
    if [text.strip("\"' ") for text in got[: len(bare)]] == bare:
        return _around(got[0])
    if [event.data.strip() for event in events[: len(bare)]] == bare:
        return "The events have a type of their own (event: ...), which onmessage does not get."
    if got and all(text.startswith(("{", "[")) for text in got[: len(bare)]):
        return "The data is JSON; send the text of the token itself."
    if len(got) <= 1 and "".join(bare[:2]) in "".join(body.replace("data:", "").split()):
        return _unseparated(body)
    if "\\n" in body:
        return r"The line ends are sent as a backslash and an n: check how \n is written there."
    return None


def _bare(tokens: Sequence[str]) -> list[str]:
    return [token.strip() for token in tokens]


def _around(data: str) -> str:
    if data.startswith(('"', "'")):
        return "Each token has quotes around it, as in JSON or from repr(); send the text itself."
    return "The data begins with a space: a browser drops only one after the colon."


def _unseparated(body: str) -> str:
    if "data:" not in body:
        return "No line begins with data: so that a browser ignores them all."
    if "\n" not in body:
        return r'The line ends are missing: each event is f"data: {token}\n\n".'
    if "\n\n" not in body:
        return (
            r"There is only one \n after each token; the empty line that ends an event is missing."
        )
    return (
        "The events run into each other: each token needs data: in front and an empty line behind."
    )


def _advice(got: Sequence[Event], tokens: Sequence[str], number: int) -> str | None:
    """Return what to try where the data of an event is wrong, and not only its form."""
    lesson, wanted = _bare(reply_tokens(LESSON_PROMPT)), _bare(tokens)
    if [event.data.strip() for event in got] == lesson != wanted:
        return AGAIN
    return None if wanted[number - 1] in got[number - 1].data else OTHER_DATA


def _wrong_data(
    stream: Stream, event: Event, token: str, number: int, advice: str | None
) -> CheckFailed:
    try:
        same_text(event.data, token, f"data of event {number}")
    except CheckFailed as unmet:
        block = show(stream.body[event.start : event.end])
        got = f"{unmet.got}\nsent as {block}"
        where = f"{unmet.where}; byte {event.start + 1} of the body"
        return CheckFailed(unmet.expected, got, where, advice)
    raise AssertionError("the data differs")


def _too_few(stream: Stream, got: Sequence[Event], tokens: Sequence[str]) -> CheckFailed:
    seen = show_all([event.data for event in got])
    after = got[-1].end if got else 0
    rest = show(stream.body[after:])
    text = f"{count(len(got), 'event')}: {seen}\nthe rest of the body is {rest}"
    where = f"byte {after + 1} of the body"
    others = [event.type for event in _events(stream.body) if event.type != "message"]
    advice = f"{OTHER_TYPE} {show(others[0])}." if len(got) + len(others) >= len(tokens) else None
    return CheckFailed(f"{count(len(tokens), 'event')}, one for each token", text, where, advice)
