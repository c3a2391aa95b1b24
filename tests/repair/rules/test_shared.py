"""What all calls share."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited

LOOP = "def f(prompt):\n    for w in reply.split():\n        yield w\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("kept-between-calls", f"@lru_cache\n{LOOP}", LOOP),
        ("kept-between-calls", LOOP.replace("for", "global x\n    for", 1), LOOP),
        ("kept-between-calls", "def f(p):\n    x[:] = g(p)\n", "def f(p):\n    x = g(p)\n"),
        (
            "mutable-default",
            "def f(prompt, x=[]):\n    yield x\n",
            "def f(prompt):\n    x = []\n    yield x\n",
        ),
    ],
)
def test_each_call_has_its_own(rule: str, text: str, wanted: str) -> None:
    assert wanted in edited(rule, text)


@pytest.mark.parametrize("rule", ["kept-between-calls", "mutable-default"])
def test_what_is_not_shared_is_left_alone(rule: str) -> None:
    assert edited(rule, LOOP) == []
