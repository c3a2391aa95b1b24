"""Text that is written wrongly."""

from __future__ import annotations

import pytest

from tests.support.answers import of_tokens
from tests.support.corrections import corrections, edited, evidence

RUN_TOGETHER = of_tokens("You", "said:", "hi.", "Here", "is", "a", "streamed", "answer.")
SPACES = of_tokens("You  ", "said:  ", "hi.  ", "Here  ", "is  ", "a  ", "streamed  ", "answer.  ")
STAGE1 = evidence("stage1_generator")


@pytest.mark.parametrize(
    ("rule", "text", "wanted", "seen"),
    [
        ("missing-f", 'yield "{word} "\n', 'yield f"{word} "\n', None),
        ("dollar-sign", 'yield f"${w} "\n', 'yield f"{w} "\n', None),
        ("format-by-position", 'x = "a {b}".format(b)\n', 'x = "a {b}".format(b=b)\n', None),
        ("escape", 'x = f"{a}/n/n"\n', 'x = f"{a}\\n\\n"\n', None),
        ("escape", 'x = f"{a}\\\\n\\\\n"\n', 'x = f"{a}\\n\\n"\n', None),
        ("escape", 'x = rf"{a}\\n"\n', 'x = f"{a}\\n"\n', None),
        ("bytes-text", 'yield b"a "\n', 'yield "a "\n', STAGE1),
        ("changing-call", "yield html.escape(word)\n", "yield word\n", None),
        ("changing-call", "yield word.strip()\n", "yield word\n", None),
        ("formatting", 'yield f"{word!r} "\n', 'yield f"{word} "\n', None),
        ("doubled-braces", 'yield f"{{t}} "\n', 'yield f"{t} "\n', None),
        ("space-after-word", "yield word\n", 'yield word + " "\n', RUN_TOGETHER),
        ("space-after-word", 'yield f"{word}"\n', 'yield f"{word} "\n', RUN_TOGETHER),
        ("space-after-word", 'yield word + "-"\n', 'yield word + " "\n', RUN_TOGETHER),
        ("space-after-word", 'yield " " + word\n', 'yield word + " "\n', RUN_TOGETHER),
        ("space-too-many", 'yield token + " "\n', "yield token\n", SPACES),
        ("space-too-many", 'yield f"{token} "\n', 'yield f"{token}"\n', SPACES),
    ],
)
def test_a_text_is_mended(rule: str, text: str, wanted: str, seen: object) -> None:
    assert wanted in edited(rule, text, seen)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("missing-f", '"""Yields {word}."""\n'),
        ("dollar-sign", 'x = f"{a} costs $5"\ny = "${a}"\n'),
        ("format-by-position", '"{} {b}".format(a, b=b)\n"{}".format(a)\n'),
        ("missing-f", 'yield f"{word} "\n'),
        ("missing-f", 'yield "{word}".format(word=word)\n'),
        ("escape", 'x = "a/nice/name"\n'),
        ("bytes-text", 'yield "a "\n'),
        ("changing-call", "yield word + ' '\n"),
        ("changing-call", 'if __name__ == "__main__":\n    print(repr(token))\n'),
        ("formatting", 'yield f"{word} "\n'),
        ("space-too-many", "yield token\n"),
    ],
)
def test_a_right_text_is_left_alone(rule: str, text: str) -> None:
    assert edited(rule, text) == []


def test_no_space_is_added_where_all_words_have_one() -> None:
    assert edited("space-after-word", "yield word\n", of_tokens("You ", "said: ")) == []


def test_what_came_as_it_stands_was_a_missing_f() -> None:
    (made,) = corrections("missing-f", 'yield "{word} "\n', of_tokens("{word} ", "{word} "))
    assert made.likely == 2
    assert made.says == "This string has no f in front, so {word} is sent as it stands."
