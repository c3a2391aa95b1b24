"""An attribute that something does not have, and a variable where another is meant."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited, evidence

ATTRIBUTE = evidence(message="AttributeError: module 'asyncio' has no attribute 'slep'", line=1)
KEYWORD = evidence(message="TypeError: __init__() got an unexpected keyword argument 'mediatype'")
WRONG = evidence(message="AttributeError: 'str' object has no attribute 'close'", line=3)


@pytest.mark.parametrize(
    ("rule", "text", "wanted", "seen"),
    [
        ("wrong-attribute", "asyncio.slep(1)\n", "asyncio.sleep(1)\n", ATTRIBUTE),
        (
            "wrong-attribute",
            "for w in reply.spilt(): pass\n",
            "for w in reply.split(): pass\n",
            evidence(message="AttributeError: 'str' object has no attribute 'spilt'", line=1),
        ),
        ("unknown-keyword", "f(x, mediatype=1)\n", "f(x, media_type=1)\n", KEYWORD),
        (
            "wrong-variable",
            "def f(url):\n    r = get(url)\n    url.close()\n",
            "def f(url):\n    r = get(url)\n    r.close()\n",
            WRONG,
        ),
    ],
)
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted, seen):
    assert wanted in edited(rule, text, seen)


@pytest.mark.parametrize(
    ("rule", "text", "seen"),
    [
        ("wrong-attribute", "asyncio.slep(1)\n", None),
        ("unknown-keyword", "f(x, mediatype=1)\n", None),
        ("wrong-variable", "def f(url):\n    r = get(url)\n    url.close()\n", None),
    ],
)
def test_what_is_right_gets_no_correction(rule, text, seen):
    assert edited(rule, text, seen) == []


def test_a_generator_has_no_methods_of_a_text() -> None:
    right = "from stage1_generator import token_stream as words\nfor t in words(p):\n    yield t\n"
    wrong = right.replace("words(p)", "words(p).split()")
    told = evidence(message="AttributeError: 'generator' object has no attribute 'split'", line=2)
    assert edited("method-of-a-generator", wrong, told) == [right]
    assert edited("method-of-a-generator", wrong) == []
