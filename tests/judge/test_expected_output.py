"""What a right answer would have delivered: as it was sent as long as that is right."""

from __future__ import annotations

from itertools import accumulate

import pytest

from graders.judge.expected_output import (
    as_it_was_sent,
    for_each_prompt,
    in_chunks,
    in_events,
)
from graders.result import Expectation
from graders.transcript import (
    Run,
    Sent,
    Stream,
    Transcript,
)
from tests.support.pages import stream

TOKENS = ["You ", "said: ", "hi. "]


def events(*tokens: str) -> list[bytes]:
    return [f"data: {token}\n\n".encode() for token in tokens]


@pytest.mark.parametrize(
    "chunks",
    [
        events(*TOKENS),
        events("You", "said:", "hi."),
        [b"data:You \r\n\r\n", b"data:said: \r\n\r\n", b"data:hi. \r\n\r\n"],
        [b": hello\n\n", *events(*TOKENS), b": bye\n\n"],
        [b"data: ", b"You \n", b"\n", *events(*TOKENS[1:])],
        [b"event: message\nid: 1\n", *events(*TOKENS), b"\n"],
    ],
    ids=["lesson", "bare", "CRLF", "comments", "pieces", "fields"],
)
def test_right_events_are_expected_as_they_are(chunks: list[bytes]) -> None:
    expectation = in_events(stream(*chunks), TOKENS)
    assert b"".join(expectation.pieces) == b"".join(chunks)
    assert set(accumulate(map(len, chunks))) == set(accumulate(map(len, expectation.pieces)))
    assert expectation.turns is not None
    assert len(expectation.turns) == len(expectation.pieces)
    assert set(expectation.turns) <= {0, 1, 2, 3}


@pytest.mark.parametrize(
    ("chunks", "expected"),
    [
        ([], events(*TOKENS)),
        (["".join(TOKENS)], events(*TOKENS)),
        (["data: You\n", "data: said:\n"], events("You", "said:", "hi.")),
        (
            [b"data:You \n\n", b"data:sadi: \n\n"],
            [b"data:You \n\n", b"data:said: \n\n", b"data:hi. \n\n"],
        ),
        (["".join(map(bytes.decode, events(*TOKENS)))], events(*TOKENS)),
        ([*events(*TOKENS), b"data: bye\n\n"], events(*TOKENS)),
        ([*events(*TOKENS), b"data: bye"], events(*TOKENS)),
    ],
    ids=["none", "no events", "one line end", "other text", "joined", "more", "unfinished"],
)
def test_wrong_events_are_expected_in_the_nearest_framing(
    chunks: list[str | bytes], expected: list[bytes]
) -> None:
    assert in_events(stream(*chunks), TOKENS).pieces == expected


def test_tokens_made_before_an_event_are_counted() -> None:
    expectation = in_events(stream(b"data: ", b"You \n\n", *events("wrong")), TOKENS)
    assert expectation.pieces[:3] == [b"data: ", b"You \n\n", b"data: said: \n\n"]
    assert expectation.turns == [0, 0, 1, 2]


def test_streams_without_a_prompt_have_no_reply() -> None:
    asked, other = stream("a"), Stream("GET", "/logs")
    transcript = Transcript(streams={"lesson": asked, "another": other})
    found = for_each_prompt(transcript, lambda stream, tokens: in_chunks(tokens))
    assert list(found) == ["lesson"]
    assert found["lesson"].pieces[:3] == [b"You ", b"said: ", b"hi. "]


def test_character_is_expected_with_its_last_byte() -> None:
    sent = [
        Sent(bytes([byte]), step, True) for step, byte in enumerate("n\u00ef".encode(), start=4)
    ]
    expected = Expectation([b"n", b"", "\u00ef".encode()], turns=[4, 5, 6], cut=False)
    assert as_it_was_sent(Run("/", 200, sent)) == expected
