"""Generators that are none, and what collects them."""

from __future__ import annotations

import pytest

from tests.support.answers import of_tokens
from tests.support.corrections import corrections, edited, evidence

LOOP = "def f(prompt):\n    for w in x:\n        yield w\n"
COLLECTS = "def f(prompt):\n    found = []\n    for w in x:\n        found.append(w)\n"
RESPONSE = "StreamingResponse(f(prompt))"


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("return-for-yield", LOOP.replace("yield w", "return w"), LOOP),
        ("return-for-yield", f"{LOOP}    return w\n", f"{LOOP}    yield w\n"),
        ("yield-for-return", f"yield {RESPONSE}\n", f"return {RESPONSE}\n"),
        ("missing-yield", 'for w in x:\n    f"{w} "\n', 'for w in x:\n    yield f"{w} "\n'),
        ("missing-yield", "for w in x:\n    pass\n", "for w in x:\n    yield w\n"),
        ("yield-from-text", 'yield from w + " "\n', 'yield w + " "\n'),
        ("yield-from-text", LOOP.replace("yield w", "yield from w"), LOOP),
        ("yield-from-text", f"{LOOP}yield f(p)\n", f"{LOOP}yield from f(p)\n"),
        ("yields-a-pair", 'yield w, " "\n', 'yield w + " "\n'),
        ("yields-a-pair", 'yield "a", w, " "\n', 'yield "a" + w + " "\n'),
        (
            "used-up",
            "def f(x):\n    for w in x:\n        print(w)\n    g(x)\n",
            "def f(x):\n    g(x)\n",
        ),
        ("yields-a-pair", "yield [w]\n", "yield w\n"),
        ("yields-a-pair", "yield [w for w in x]\n", "yield from [w for w in x]\n"),
        ("two-yields", 'yield w\nyield " "\n', 'yield w + " "\n'),
        ("collected", "return list(f(p))\n", "return f(p)\n"),
        ("collected", 'x = "".join(f(p))\n', "x = f(p)\n"),
        ("collected", "for w in [*f(p)]: g(w)\n", "for w in f(p): g(w)\n"),
        ("collected", "return [w for w in x]\n", "return (w for w in x)\n"),
        ("gathered-then-yielded", f"{COLLECTS}    return found\n", LOOP),
        ("gathered-then-yielded", f"{COLLECTS}    yield from found\n", LOOP),
    ],
)
def test_a_generator_is_made_of_it(rule: str, text: str, wanted: str) -> None:
    assert wanted in edited(rule, text, evidence("stage1_generator"))


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("return-for-yield", f"def g(prompt):\n    return {RESPONSE}\n"),
        ("yield-for-return", LOOP),
        ("missing-yield", LOOP),
        ("yield-from-text", f"{LOOP}yield from f(p)\n"),
        ("yields-a-pair", LOOP),
        ("two-yields", 'yield " "\nyield w\n'),
        ("collected", LOOP),
        ("collected", 'print("joined:", "".join(words("hi")))\n'),
        ("used-up", "def f(x):\n    for w in x:\n        print(w)\n"),
        ("gathered-then-yielded", LOOP),
        ("whole-reply", "def f(prompt):\n    yield prompt\n"),
    ],
)
def test_a_right_generator_is_left_alone(rule: str, text: str) -> None:
    assert edited(rule, text, evidence("stage1_generator")) == []


def test_a_loop_goes_around_the_whole_reply() -> None:
    seen = of_tokens("You said: hi. Here is a streamed answer.")
    wanted = 'def f(r):\n    for word in r.split():\n        yield word + " "\n'
    assert edited("whole-reply", "def f(r):\n    yield r\n", seen) == [wanted]


def test_what_fails_in_a_list_is_not_said_to_run_to_its_end() -> None:
    text = "x = list(httpx.Timeout(5))\n"
    said = "TypeError: not iterable"
    failed = evidence("stage4_client", failed=["body"], message=said, line=1)
    (made,) = corrections("collected", text, failed)
    assert made.says == "list() stands around httpx.Timeout(5), which is to be used as it is."
    (made,) = corrections("collected", text, evidence("stage4_client", failed=["body"]))
    assert "runs to the end" in made.says


def test_a_return_behind_a_loop_is_not_told_as_one_in_it() -> None:
    text = "def f():\n    for t in x:\n        yield t\n    else:\n        return 1\n"
    told = [made.says for made in corrections("return-for-yield", text)]
    assert told == [
        "What a generator returns is none of its tokens: only yield hands something over."
    ]
