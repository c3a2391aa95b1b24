"""Calls that are written wrongly."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited, evidence

FEW = evidence(message="TypeError: AsyncClient.stream() missing 1 required argument: 'url'")
FEW_WORDS = evidence(message="TypeError: words() missing 1 required positional argument: 'prompt'")
TIMEOUT = evidence(message="ValueError: httpx.Timeout must either include a default, or")


@pytest.mark.parametrize(
    ("rule", "text", "wanted", "seen"),
    [
        ("method-without-brackets", "r.raise_for_status\n", "r.raise_for_status()\n", None),
        ("class-without-brackets", "c = AsyncClient\n", "c = AsyncClient()\n", None),
        (
            "argument-missing",
            "def f(prompt):\n    return words()\n",
            "def f(prompt):\n    return words(prompt)\n",
            FEW_WORDS,
        ),
        (
            "timeout-without-default",
            "httpx.Timeout(read=None)",
            "httpx.Timeout(5.0, read=None)",
            TIMEOUT,
        ),
        (
            "keyword-by-position",
            'open(x, "utf-8")\n',
            'open(x, encoding="utf-8")\n',
            None,
        ),
        ("keyword-compared", "f(x, kind == 1)\n", "f(x, kind=1)\n", None),
        ("arguments-swapped", 'c.stream(url, "GET")\n', 'c.stream("GET", url)\n', None),
        ("exit-called", "f()\nsys.exit(0)\n", "f()\n", None),
    ],
)
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted, seen):
    assert wanted in edited(rule, text, seen)


@pytest.mark.parametrize(
    ("rule", "text", "seen"),
    [
        ("method-without-brackets", "r.raise_for_status()\nto_thread(r.read)\n", None),
        ("class-without-brackets", "c = AsyncClient()\napp = FastAPI\n", None),
        ("argument-missing", "def f(prompt):\n    yield from words()\n", None),
        ("timeout-without-default", "httpx.Timeout(read=None)", None),
        ("keyword-by-position", 'open(x, encoding="utf-8")\n', None),
        ("argument-missing", "def words(prompt):\n    yield\nwords()\n", FEW_WORDS),
        ("keyword-compared", "f(x, kind=1)\nif x == 1: ...\n", None),
        ("arguments-swapped", "c.stream(url)\nother(a, b)\n", None),
        ("exit-called", "exits = 0\n", None),
    ],
)
def test_what_is_right_gets_no_correction(rule, text, seen):
    assert edited(rule, text, seen) == []
