"""What is lost or comes twice."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited

INNER = "def f(p):\n    def gen():\n        yield p\n    {}gen()\n"
LOOP = "for t in x:\n    yield t\n"
TWO = 'for t in x:\n    yield t\n    yield f"data: {t}"\n'
CLOSED = "f = open(p)\nf.close()\nfor t in f:\n    yield t\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("generator-unused", INNER.format(""), INNER.format("return ")),
        (
            "parameter-overwritten",
            'def f(prompt):\n    prompt = "hi"\n    return prompt\n',
            "def f(prompt):\n    return prompt\n",
        ),
        ("closed-too-early", CLOSED, CLOSED.replace("f.close()\n", "")),
        ("sent-twice", TWO, TWO.replace("    yield t\n", "")),
        (
            "taken-from-the-end",
            "while w:\n    yield w.pop()\n",
            "while w:\n    yield w.pop(0)\n",
        ),
        ("joined-letters", LOOP.replace("yield t", 'yield " ".join(t)'),
         LOOP.replace("yield t", 'yield t + " "')),
    ],
)  # fmt: skip
def test_nothing_is_lost(rule, text, wanted):
    assert edited(rule, text) == [wanted]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("generator-unused", INNER.format("return ")),
        ("parameter-overwritten", "def f(prompt):\n    prompt = prompt.strip()\n"),
        ("parameter-overwritten", 'def f(prompt):\n    reply = "hi"\n'),
        ("closed-too-early", "f = open(p)\nfor t in f:\n    yield t\nf.close()\n"),
        ("sent-twice", LOOP),
        ("taken-from-the-end", "while w:\n    yield w.pop(0)\n"),
        ("joined-letters", LOOP.replace("yield t", 'yield " ".join(w)')),
    ],
)
def test_what_is_kept_is_left_alone(rule, text):
    assert edited(rule, text) == []
