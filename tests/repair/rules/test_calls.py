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
        ("class-without-brackets", "app = FastAPI\n", "app = FastAPI()\n", None),
        (
            "function-without-brackets",
            "def words(prompt): ...\ndef f(prompt):\n    yield from words\n",
            "def words(prompt): ...\ndef f(prompt):\n    yield from words(prompt)\n",
            None,
        ),
        (
            "argument-missing",
            "def f(prompt):\n    yield from words()\n",
            "def f(prompt):\n    yield from words(prompt)\n",
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
            'StreamingResponse(x, "text/plain")\n',
            'StreamingResponse(x, media_type="text/plain")\n',
            None,
        ),
        ("keyword-compared", "f(x, kind == 1)\n", "f(x, kind=1)\n", None),
        ("arguments-swapped", 'c.stream(url, "GET")\n', 'c.stream("GET", url)\n', None),
        ("wrapped-call", "for x in list(words(p)): ...\n", "for x in words(p): ...\n", None),
        (
            "statement-twice",
            "def f():\n    a()\n    yield 1\n    a()\n    yield 1\n",
            "def f():\n    a()\n    yield 1\n",
            None,
        ),
        ("exit-called", "f()\nsys.exit(0)\n", "f()\n", None),
    ],
)
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted, seen):
    assert wanted in edited(rule, text, seen)


@pytest.mark.parametrize(
    ("rule", "text", "seen"),
    [
        ("method-without-brackets", "r.raise_for_status()\nto_thread(r.read)\n", None),
        ("class-without-brackets", "app = FastAPI()\n", None),
        ("function-without-brackets", "def words(): ...\nfor w in words(): ...\n", None),
        ("argument-missing", "def f(prompt):\n    yield from words()\n", None),
        ("timeout-without-default", "httpx.Timeout(read=None)", None),
        ("keyword-by-position", 'StreamingResponse(x, media_type="text/plain")\n', None),
        ("keyword-compared", "f(x, kind=1)\nif x == 1: ...\n", None),
        ("arguments-swapped", "c.stream(url)\nother(a, b)\n", None),
        ("wrapped-call", "for x in list(words): ...\n", None),
        ("statement-twice", "def f():\n    a()\n    yield 1\n    a()\n", None),
        ("exit-called", "exits = 0\n", None),
    ],
)
def test_what_is_right_gets_no_correction(rule, text, seen):
    assert edited(rule, text, seen) == []
