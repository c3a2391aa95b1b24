"""What a right answer would have delivered in each recording, for whoever wants to draw it.

A grader module that says so has a function `expected(transcript)`. Nothing is judged by it.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise, product

from graders.judge.events import messages
from graders.lesson import reply_tokens
from graders.result import Expectation
from graders.text import first_difference
from graders.transcript import Run, Stream, Transcript


def in_chunks(tokens: Sequence[str]) -> Expectation:
    """Expect each token as a piece of its own."""
    return Expectation([token.encode() for token in tokens])


def for_each_prompt(
    transcript: Transcript, expect: Callable[[Stream, list[str]], Expectation]
) -> dict[str, Expectation]:
    """Expect in each stream that was asked for with a prompt what `expect` makes of its reply."""
    return {
        name: expect(stream, reply_tokens(stream.prompt))
        for name, stream in transcript.streams.items()
        if stream.prompt is not None
    }


def in_events(stream: Stream, tokens: Sequence[str]) -> Expectation:
    """Expect each token as an event, framed and cut as it was sent for as long as that is right.

    From the first event on that is wrong they are framed in the right way that is nearest to what
    was sent. An event may come in several chunks, but no chunk may go on beyond its end.
    """
    body, ends, received = stream.body, [0], messages(stream)
    for event, token in zip(received, tokens, strict=False):
        if event.data not in (token, token.removesuffix(" ")):
            break
        ends.append(event.end + (body[event.end - 1 : event.end + 1] == b"\r\n"))
    right = len(ends) - 1
    if right == len(tokens) == len(received) and b"data" not in body[ends[-1] :]:
        ends.append(len(body))  # a comment, or a line end too many
    borders = accumulate(len(chunk.data) for chunk in stream.chunks)
    cuts = sorted({*ends, *(at for at in borders if at < ends[-1])})
    pieces = [body[start:end] for start, end in pairwise(cuts)]
    pieces += _framed(tokens[right:], body[ends[-1] :])
    before = [sum(end <= cut for end in ends[1 : right + 1]) for cut in cuts[:-1]]
    return Expectation(pieces, turns=[*before, *range(right, len(tokens))])


def as_it_was_sent(run: Run) -> Expectation:
    """Expect the text of each piece when it had been sent; a character waits for its last byte."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    pieces = [decoder.decode(sent.data).encode() for sent in run.sent]
    return Expectation(pieces, turns=[sent.step for sent in run.sent], cut=False)


def _framed(tokens: Sequence[str], sent: bytes) -> list[bytes]:
    """Return events for `tokens`, in the framing that agrees with `sent` for the longest."""
    framings = product(("data: ", "data:"), ("", " "), ("\n\n", "\r\n\r\n"))
    candidates = [
        [f"{field}{token.removesuffix(space)}{end}".encode() for token in tokens]
        for field, space, end in framings
    ]
    return max(candidates, key=lambda events: first_difference(b"".join(events[:1]), sent))
