"""Comparisons that all graders share: each says where the first difference is."""

from __future__ import annotations

from collections.abc import Sequence

from graders.errors import CheckFailed
from graders.lesson import LESSON_PROMPT, reply, reply_tokens
from graders.text import count, first_difference, shortened, show, show_all
from graders.transcript import Call, Stream

LONGEST_URL = 50
AGAIN = (
    f'This is the reply to "{LESSON_PROMPT}", which this request does not ask for: each request '
    f"brings a prompt of its own."
)


def same_text(got: str | bytes, expected: str | bytes, what: str) -> None:
    """Require two texts to be equal; the caret is under the first character that differs."""
    if got == expected:
        return
    index = first_difference(got, expected)
    unit = "byte" if isinstance(got, bytes) else "character"
    where = f"{what}, {unit} {index + 1}"
    raise CheckFailed(show(expected, index), show(got, index), where)


def same_pieces(got: Sequence[str | bytes], expected: Sequence[str | bytes], unit: str) -> None:
    """Require two lists of pieces to be equal; `unit` names a piece, such as "chunk"."""
    for number, (left, right) in enumerate(zip(got, expected, strict=False), start=1):
        same_text(left, right, f"{unit} {number}")
    if len(got) != len(expected):
        shown = f"{count(len(got), unit)}: {show_all(list(got))}"  # type: ignore[arg-type]
        raise CheckFailed(
            count(len(expected), unit), shown, f"after {unit} {min(len(got), len(expected))}"
        )


def same_tokens(call: Call) -> None:
    """Require that a call of token_stream gave exactly the reply's tokens, and ended."""
    expected = reply_tokens(call.prompt)
    got = [token.text for token in call.tokens]
    try:
        same_pieces(got, expected, "token")
    except CheckFailed as unmet:
        where = f"prompt {show(call.prompt)}, {unmet.where}"
        raise CheckFailed(unmet.expected, unmet.got, where) from None


def same_body(stream: Stream, expected: str, *, alone: bool = True) -> None:
    """Require that a whole body is `expected`, in UTF-8.

    `alone` says that there was no other request at the same time.
    """
    try:
        same_text(stream.body, expected.encode(), f"the body of {_request(stream)}")
    except CheckFailed as unmet:
        advice = AGAIN if alone and stream.body == reply(LESSON_PROMPT).encode() else None
        raise CheckFailed(unmet.expected, unmet.got, unmet.where, advice) from None


def plain_text(stream: Stream) -> None:
    """Require the content type of plain text in UTF-8."""
    got = stream.content_type
    if got != "text/plain;charset=utf-8":
        raise CheckFailed(
            "text/plain; charset=utf-8", got or "no content type", "the header content-type"
        )


def one_chunk_each(stream: Stream, expected: Sequence[str], unit: str = "token") -> None:
    """Require that each expected piece of text came as a chunk of its own."""
    chunks = [chunk.data for chunk in stream.chunks]
    wanted = [piece.encode() for piece in expected]
    if len(chunks) != len(wanted):
        got = f"{count(len(chunks), 'chunk')}: {show_all(chunks)}"
        number = f"{count(len(wanted), 'chunk')}, one for each {unit}"
        whole = f"Each value that is yielded becomes one chunk: yield each {unit} whole, once."
        advice = whole if len(chunks) > len(wanted) else None
        raise CheckFailed(number, got, _request(stream), advice)
    same_pieces(chunks, wanted, "chunk")


def _request(stream: Stream) -> str:
    return f"GET {shortened(stream.url, LONGEST_URL)}"
