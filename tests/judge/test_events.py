"""A body judged as Server-Sent Events."""

from __future__ import annotations

import pytest

from graders.judge.compare import AGAIN
from graders.judge.events import (
    ONE_TOO_MANY,
    OTHER_DATA,
    OTHER_TYPE,
    essence_is,
    messages,
    messages_are_tokens,
    nothing_but_messages,
    one_message_a_chunk,
    sse_mistake,
)
from graders.lesson import reply_tokens
from graders.transcript import Stream
from tests.support.transcripts import stream, unmet

TOKENS = ["You ", "said: ", "hi. "]
RIGHT = [f"data: {token}\n\n" for token in TOKENS]
FRAMINGS = {
    "lesson": RIGHT,
    "no-last-space": [f"data: {token.strip()}\n\n" for token in TOKENS],
    "crlf": [f"data: {token}\r\n\r\n" for token in TOKENS],
    "cr": [f"data: {token}\r\r" for token in TOKENS],
    "no-space-after-colon": [f"data:{token}\n\n" for token in TOKENS],
    "fields": [f"id: 1\nretry: 10\nevent: message\ndata: {token}\n\n" for token in TOKENS],
    "comments": [": ping\n\n", *(f": x\ndata: {token}\n\n" for token in TOKENS), ":\n\n"],
    "in-pieces": [part for token in TOKENS for part in ("data: ", token, "\n\n")],
    "other-types": ["event: start\ndata: 3\n\n", *RIGHT, "event: end\ndata:\n\n"],
    "byte-order-mark": ["\ufeff" + RIGHT[0], *RIGHT[1:]],
}


@pytest.mark.parametrize("chunks", [pytest.param(c, id=name) for name, c in FRAMINGS.items()])
def test_any_right_framing_passes(chunks: list[str]) -> None:
    answer = stream(*chunks)
    messages_are_tokens(answer, TOKENS)
    nothing_but_messages(answer)
    one_message_a_chunk(answer)
    assert sse_mistake(answer, TOKENS) is None


@pytest.mark.parametrize(
    ("chunks", "got", "where"),
    [
        pytest.param(TOKENS, "0 events: nothing", "byte 1 ", id="bare"),
        pytest.param([c[:-1] for c in RIGHT], "0 events: nothing", "byte 1 ", id="one-newline"),
        pytest.param(RIGHT[:2], "2 events", "byte 27 ", id="one-missing"),
        pytest.param(
            [*RIGHT, "data: \n\n"], '4 events, the next one with data ""', "event 4", id="more"
        ),
        pytest.param([*RIGHT[:2], "data: hi. \n"], "2 events", "byte 27 ", id="unfinished"),
        pytest.param([RIGHT[1], RIGHT[0], RIGHT[2]], '"said: "', "event 1", id="order"),
        pytest.param([f'data: "{t}"\n\n' for t in TOKENS], r"\"You", "event 1", id="json"),
        pytest.param([f"data:  {t}\n\n" for t in TOKENS], '" You "', "event 1", id="two-spaces"),
        pytest.param(["event: x\n" + c for c in RIGHT], "0 events", "byte 1 ", id="other-type"),
        pytest.param([*RIGHT[:2], "data: ho\n\n"], '"ho"', "event 3", id="other-word"),
    ],
)
def test_other_events_fail(chunks: list[str], got: str, where: str) -> None:
    error = unmet(messages_are_tokens, stream(*chunks), TOKENS)
    assert got in error.got
    assert where in (error.where or "")


@pytest.mark.parametrize(
    ("chunks", "got", "where"),
    [
        pytest.param([*RIGHT, "oops\n\n"], '"oops"', "byte 39 ", id="no-field"),
        pytest.param(["Data: x\n\n", *RIGHT], '"Data: x"', "byte 1 ", id="capital"),
        pytest.param([*RIGHT, "data: x\n"], '"data: x', "the end", id="unfinished"),
        pytest.param([*RIGHT, "data: x"], '"data: x"', "the end", id="unfinished-line"),
    ],
)
def test_what_a_browser_ignores_fails(chunks: list[str], got: str, where: str) -> None:
    error = unmet(nothing_but_messages, stream(*chunks))
    assert got in error.got
    assert where in (error.where or "")


@pytest.mark.parametrize(
    ("chunks", "where"),
    [
        (["".join(RIGHT)], "chunk 1"),
        ([RIGHT[0], RIGHT[1] + RIGHT[2]], "chunk 2"),
        (["data: You \n", "\n" + RIGHT[1], RIGHT[2]], "chunk 2"),
    ],
    ids=["all", "two", "end-of-one-with-another"],
)
def test_two_events_in_a_chunk_fail(chunks: list[str], where: str) -> None:
    error = unmet(one_message_a_chunk, stream(*chunks))
    assert (error.expected, error.where) == ("one event", where)


@pytest.mark.parametrize(
    "value", ["text/event-stream", "text/event-stream; charset=utf-8", "Text/Event-Stream"]
)
def test_the_parameters_of_a_type_do_not_count(value: str) -> None:
    essence_is(typed(value), "text/event-stream")


@pytest.mark.parametrize(
    ("value", "got"),
    [
        ("text/plain", "text/plain"),
        ("text/event-streams", "text/event-streams"),
        ("", "no content"),
    ],
)
def test_another_type_fails(value: str, got: str) -> None:
    assert got in unmet(essence_is, typed(value), "text/event-stream").got


def typed(value: str) -> Stream:
    """Return an answer with this content type."""
    return stream("x", headers={"content-type": value})


@pytest.mark.parametrize(
    ("chunks", "words"),
    [
        (TOKENS, "bare"),
        ([f'data: "{t}"\n\n' for t in TOKENS], "JSON"),
        ([f"data: {t}\n" for t in TOKENS], "only one"),
        ([f"data: {t}" for t in TOKENS], "line ends are missing"),
        ([f"data: {t}\\n\\n" for t in TOKENS], ""),
        ([f"{t}\n\n" for t in TOKENS], "No line begins with data:"),
    ],
)
def test_the_likely_mistake_is_named(chunks: list[str], words: str) -> None:
    mistake = sse_mistake(stream(*chunks), TOKENS)
    assert mistake is not None
    assert words in mistake


def test_other_types_do_not_reach_onmessage() -> None:
    answer = stream("event: add\ndata: x\n\n", *RIGHT)
    assert [event.data for event in messages(answer)] == TOKENS


@pytest.mark.parametrize(
    ("chunks", "advice"),
    [
        (["data: hi \n\n"], OTHER_DATA),
        ([f'data: "{token}"\n\n' for token in TOKENS], None),
        ([*RIGHT, "data:\n\n"], ONE_TOO_MANY),
        ([f"event: token\n{event}" for event in RIGHT], f'{OTHER_TYPE} "token".'),
        (TOKENS, None),
    ],
)
def test_what_to_try_fits_what_is_wrong(chunks: list[str], advice: str | None) -> None:
    assert unmet(messages_are_tokens, stream(*chunks), TOKENS).advice == advice


def test_the_lessons_reply_to_another_prompt_is_told_as_that() -> None:
    again = stream(*(f"data: {token}\n\n" for token in reply_tokens("hi")))
    assert unmet(messages_are_tokens, again, reply_tokens("and you")).advice == AGAIN


def test_the_lessons_own_reply_in_a_wrong_form_is_no_reply_to_another_prompt() -> None:
    tokens = reply_tokens("hi")
    spaced = stream(*(f"data:  {token}\n\n" for token in tokens))
    assert unmet(messages_are_tokens, spaced, tokens).advice is None
