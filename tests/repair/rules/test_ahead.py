"""Tokens that are held back or made ahead."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited

LOOP = "last = None\nfor t in x:\n    yield f(t)\n"
BEHIND = (
    "last = None\nfor t in x:\n    if last is not None:\n        yield f(last)\n    last = t\n"
    "yield f(last)\n"
)
CHAIN = "from itertools import chain\nfrom stage1_generator import token_stream as words\n"
BATCHES = "def f(x):\n    while b := list(islice(x, 4)):\n        yield from b\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("one-behind", BEHIND, LOOP),
        ("in-batches", BATCHES, "def f(x):\n    yield from x\n"),
        (
            "in-batches",
            f"async {BATCHES}",
            "async def f(x):\n    for token in x:\n        yield token\n",
        ),
        (
            "list-with-an-end",
            f'{CHAIN}x = [*words(p), "[DONE]"]\n',
            f'{CHAIN}x = chain(words(p), ["[DONE]"])\n',
        ),
        (
            "list-with-an-end",
            f'{CHAIN}def f(p):\n    x = list(words(p))\n    x.append("end")\n    return x\n',
            f'{CHAIN}def f(p):\n    x = chain(words(p), ["end"])\n    return x\n',
        ),
        (
            "list-with-an-end",
            f'{CHAIN}for t in words(p), "[DONE]":\n    yield t\n',
            f'{CHAIN}for t in chain(words(p), ["[DONE]"]):\n    yield t\n',
        ),
        (
            "async-list",
            "for t in [t async for t in g(p)]:\n    yield t\n",
            "async for t in g(p):\n    yield t\n",
        ),
    ],
)
def test_each_is_handed_on_when_it_is_made(rule: str, text: str, wanted: str) -> None:
    assert edited(rule, text) == [wanted]


@pytest.mark.parametrize("rule", ["one-behind", "in-batches", "list-with-an-end", "async-list"])
def test_what_comes_at_once_is_left_alone(rule: str) -> None:
    assert edited(rule, f"{LOOP}x = [1, 2]\nwhile b := f.read(64):\n    yield b\n") == []
