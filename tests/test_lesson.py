"""The reply of the lesson, and prompts that are hard on an implementation of it."""

from __future__ import annotations

import random

import pytest

from graders.lesson import (
    LESSON_PROMPT,
    hard_prompts,
    reply,
    reply_tokens,
)


def test_the_lessons_reply() -> None:
    assert reply_tokens(LESSON_PROMPT) == [
        "You ",
        "said: ",
        "hi. ",
        "Here ",
        "is ",
        "a ",
        "streamed ",
        "answer. ",
    ]
    assert reply("hi") == "You said: hi. Here is a streamed answer. "


@pytest.mark.parametrize(
    ("prompt", "words"),
    [
        ("", [". "]),
        ("a b", ["a ", "b. "]),
        ("  a \t\n b\r\n", ["a ", "b ", ". "]),
        ("a\u00a0b\u2003c\x1cd\u2028e", ["a ", "b ", "c ", "d ", "e. "]),
        ("a\u200bb\ufeff", ["a\u200bb\ufeff. "]),
    ],
    ids=["empty", "words", "white-space", "unicode-white-space", "no-white-space"],
)
def test_a_token_is_a_word_and_one_space(prompt: str, words: list[str]) -> None:
    assert reply_tokens(prompt)[2:-5] == words


def test_the_same_source_gives_the_same_prompts() -> None:
    one, again, other = (hard_prompts(random.Random(seed)) for seed in ("5 x", "5 x", "6 x"))
    assert one == again
    assert [kind for kind in one if one[kind] == other[kind]] == ["empty"]


@pytest.mark.parametrize(
    ("kind", "characters"),
    [
        ("empty", ""),
        ("several words", " "),
        ("Unicode", "ïß日😀\u200d"),
        ("punctuation", "&<>%+\"'#?=;/\\{}"),
        ("white space", "\t\n\r"),
        ("very long", " "),
    ],
)
def test_each_kind_is_what_it_is_called(kind: str, characters: str) -> None:
    for seed in range(20):
        prompts = hard_prompts(random.Random(seed))
        assert set(characters) <= set(prompts[kind])
        assert "[DONE]" not in prompts[kind]
    assert prompts["empty"] == ""
    assert len(prompts["very long"]) > 2000
    assert "   " in prompts["white space"]
