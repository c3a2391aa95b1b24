"""Quotes around what is no text."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited

NAMED = 'def f(prompt):\n    return "You said: " + "prompt"\n'


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("name-in-quotes", NAMED, NAMED.replace('"prompt"', "prompt")),
        ("name-in-quotes", 'for t in x:\n    yield "t"\n', "for t in x:\n    yield t\n"),
        ("number-in-quotes", 'sleep("0.01")\n', "sleep(0.01)\n"),
        ("number-in-quotes", 'f(timeout="5")\n', "f(timeout=5)\n"),
    ],
)
def test_quotes_are_taken_off(rule: str, text: str, wanted: str) -> None:
    assert edited(rule, text) == [wanted]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("name-in-quotes", NAMED.replace('"prompt"', "prompt")),
        ("name-in-quotes", 'def f(prompt):\n    return x["prompt"]\n'),
        ("name-in-quotes", 'def f(prompt):\n    return g("text")\n'),
        ("number-in-quotes", 'sleep(0.01)\nprint("one")\n'),
    ],
)
def test_quotes_around_a_text_stay(rule: str, text: str) -> None:
    assert edited(rule, text) == []
