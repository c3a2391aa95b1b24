"""The comparisons that the graders share: each passes what is right and says what is wrong."""

from __future__ import annotations

import pytest

from graders.errors import CheckFailed
from graders.judge.compare import (
    AGAIN,
    one_chunk_each,
    same_body,
    same_pieces,
    same_text,
    same_tokens,
)
from graders.lesson import reply, reply_tokens
from graders.transcript import Call, Token
from tests.support.transcripts import stream, unmet

TOKENS = reply_tokens("hi")


@pytest.mark.parametrize("text", ["", "a b", b"a b", "日本"])
def test_equal_texts_pass(text: str | bytes) -> None:
    same_text(text, text, "the text")


@pytest.mark.parametrize(
    ("got", "expected", "where", "caret"),
    [
        ("abx", "abc", "the text, character 3", 3),
        ("ab", "abc", "the text, character 3", 3),
        ("abcd", "abc", "the text, character 4", 4),
        (b"\xc3\xa9x", b"\xc3\xa9y", "the text, byte 3", 2),
        ("", "a", "the text, character 1", 1),
    ],
)
def test_the_first_difference_is_marked_in_both(
    got: str | bytes, expected: str | bytes, where: str, caret: int
) -> None:
    error = unmet(same_text, got, expected, "the text")
    assert error.where == where
    for shown in (error.got, error.expected):
        assert shown.split("\n")[1] == " " * caret + "^"


@pytest.mark.parametrize(
    ("got", "where", "text"),
    [
        (["a ", "x "], "chunk 2, character 1", '"x "'),
        (["a "], "after chunk 1", '1 chunk: "a "'),
        (["a ", "b ", "c "], "after chunk 2", "3 chunks"),
        ([], "after chunk 0", "0 chunks: nothing"),
    ],
)
def test_pieces_differ(got: list[str], where: str, text: str) -> None:
    error = unmet(same_pieces, got, ["a ", "b "], "chunk")
    assert (error.where or "").endswith(where)
    assert text in error.got


def call(*texts: str, prompt: str = "hi") -> Call:
    """Return a call that gave these tokens."""
    return Call(prompt, "generator", iterable=True, tokens=[Token(text, "str") for text in texts])


def test_the_replys_tokens_pass() -> None:
    same_tokens(call(*TOKENS))
    same_tokens(call(*reply_tokens(" a \n b "), prompt=" a \n b "))


@pytest.mark.parametrize(
    ("texts", "where"),
    [
        (TOKENS[:-1], "token 7"),
        ([*TOKENS, "more "], "token 8"),
        ([token.strip() for token in TOKENS], "token 1, character 4"),
        (["".join(TOKENS)], "token 1"),
        ([], "token 0"),
    ],
    ids=["one-missing", "one-more", "no-spaces", "joined", "none"],
)
def test_other_tokens_fail(texts: list[str], where: str) -> None:
    error = unmet(same_tokens, call(*texts))
    assert (error.where or "").startswith('prompt "hi"')
    assert where in (error.where or "")


def test_a_body_is_compared_as_bytes() -> None:
    same_body(stream("naï", "ve"), "naïve")
    error = unmet(same_body, stream("naïve".encode("latin-1")), "naïve")
    assert error.where == "the body of GET /generate?prompt=hi, byte 3"
    assert r"\xef" in error.got


def test_one_chunk_each_passes_exactly_that() -> None:
    one_chunk_each(stream(*TOKENS), TOKENS)
    one_chunk_each(stream(), [])


@pytest.mark.parametrize(
    ("chunks", "got"),
    [
        (["".join(TOKENS)], "1 chunk: "),
        (list("".join(TOKENS)), "41 chunks: "),
        ([*TOKENS[:-2], TOKENS[-2] + TOKENS[-1]], "7 chunks: "),
        ([TOKENS[1], TOKENS[0], *TOKENS[2:]], '"said: "'),
        ([], "0 chunks: nothing"),
    ],
    ids=["joined", "by-character", "last-two-joined", "in-another-order", "none"],
)
def test_chunks_of_another_kind_fail(chunks: list[str], got: str) -> None:
    assert got in unmet(one_chunk_each, stream(*chunks), TOKENS).got


def test_a_long_address_is_cut_where_one_sees_it() -> None:
    long = stream("x")
    long.url = "/generate?prompt=" + "y" * 500
    with pytest.raises(CheckFailed) as raised:
        same_body(long, "z")
    assert "..." in (raised.value.where or "")
    assert len(raised.value.where or "") < 100


def test_the_lessons_reply_to_another_prompt_is_told_as_that() -> None:
    other = reply("something else")
    assert unmet(same_body, stream(reply("hi")), other).advice == AGAIN
    assert unmet(same_body, stream(reply("hi") + "x"), other).advice is None


def test_too_many_chunks_are_not_told_as_too_few() -> None:
    more = unmet(one_chunk_each, stream("a", " "), ["a "])
    assert "yield each token whole" in (more.advice or "")
    assert unmet(one_chunk_each, stream("a b "), ["a ", "b "]).advice is None
