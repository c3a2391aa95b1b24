"""The words of the reply."""

from __future__ import annotations

import pytest

from tests.support.answers import of_tokens
from tests.support.corrections import corrections, edited

RIGHT = 'f"You said: {prompt}. Here is a streamed answer."'


@pytest.mark.parametrize(
    ("wrong", "difference"),
    [
        ('f"You said: {prompt}. Here is a streamed answer"', "answer stands where answer. belongs"),
        ('f"You said:{prompt}. Here is a streamed answer."', "said:{prompt}. stands where said:"),
        ('f"You said: {prompt}. Here is a answer."', "streamed is missing"),
        ('f"You said: {prompt}. Here is a very streamed answer."', "very is too much"),
        ('"You said: hi. Here is a streamed answer."', "hi. stands where {prompt}. belongs"),
    ],
)
def test_a_slip_in_the_reply_is_told_by_its_words(wrong: str, difference: str) -> None:
    text = "def token_stream(prompt):\n    reply = {}\n"
    assert edited("reply-text", text.format(wrong)) == [text.format(RIGHT)]
    (made,) = corrections("reply-text", text.format(wrong))
    assert difference in made.says


def test_the_students_own_field_is_kept() -> None:
    text = 'def f(text):\n    r = "You said: %s. Here is a stream answer." % text\n'
    wanted = text.replace("a stream ", "a streamed ")
    assert edited("reply-text", text) == [wanted]


def test_parts_that_are_put_together_are_mended_one_by_one() -> None:
    text = 'def f(prompt):\n    r = "You said:" + prompt + ". Here is a streamed answer."\n'
    assert edited("reply-text", text) == [text.replace('said:"', 'said: "')]


@pytest.mark.parametrize("text", [RIGHT, '"Good morning to you all"', '"""You said: hi."""'])
def test_the_right_reply_and_other_texts_are_left_alone(text: str) -> None:
    assert edited("reply-text", f"{text}\nx = {text if text == RIGHT else 1}\n") == []


def test_a_misspelt_word_is_mended_where_it_stands() -> None:
    seen = of_tokens("You ", "siad: ")
    assert edited("token-text", 'yield "siad: "\n', seen) == ['yield "said: "\n']
    assert edited("token-text", 'yield "siad: "\n', of_tokens("You ", "said: ")) == []
