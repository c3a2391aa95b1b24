"""Where the tokens of stage 3 come from."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited

HEAD = "import asyncio\nasync def f(prompt):\n"
LOOP = f"{HEAD}    for t in words(prompt):\n"
GOOD = f"{LOOP}        await asyncio.sleep(0.01)\n        yield t\n"
WORDS = "from stage1_generator import token_stream as words\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        (
            "tokens-from-elsewhere",
            "from stage1_generator import token_stream as words\n"
            'def f(prompt):\n    for w in prompt.split():\n        yield w + " "\n',
            "from stage1_generator import token_stream as words\n"
            "def f(prompt):\n    for w in words(prompt):\n        yield w\n",
        ),
        (
            "gathered",
            f"{HEAD}    for t in await asyncio.gather(*[make(w) for w in words(prompt)]):\n"
            "        yield t\n",
            f"{LOOP}        yield await make(t)\n",
        ),
        (
            "calls-itself",
            f"{WORDS}async def f(prompt):\n    async for w in f(prompt):\n        yield w\n",
            f"{WORDS}async def f(prompt):\n    for w in words(prompt):\n        yield w\n",
        ),
    ],
)
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted):
    assert wanted in edited(rule, text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("tokens-from-elsewhere", GOOD),
        ("calls-itself", f"{WORDS}{GOOD}"),
        ("gathered", GOOD),
    ],
)
def test_what_is_right_gets_no_correction(rule, text):
    assert edited(rule, text) == []
