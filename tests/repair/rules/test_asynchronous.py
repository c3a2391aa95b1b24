"""What waits and what does not."""

from __future__ import annotations

import pytest

from tests.support.corrections import corrections, edited, evidence


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("async-too-much", "async for x in words:\n    f()\n", "for x in words:\n    f()\n"),
        (
            "async-missing",
            "for x in r.aiter_text():\n    f()\n",
            "async for x in r.aiter_text():\n    f()\n",
        ),
        ("await-missing", "asyncio.sleep(1)\n", "await asyncio.sleep(1)\n"),
        (
            "plain-def",
            "def f():\n    async with c:\n        g()\n",
            "async def f():\n    async with c:\n        g()\n",
        ),
        ("plain-def", "def f():\n    await g()\n", "async def f():\n    await g()\n"),
        (
            "plain-def",
            "def f():\n    asyncio.sleep(1)\n    yield\n",
            "async def f():\n    await asyncio.sleep(1)\n    yield\n",
        ),
        (
            "plain-def",
            "def f():\n    with aiofiles.open(p) as l:\n        for x in l:\n            yield x\n",
            "async def f():\n    async with aiofiles.open(p) as l:\n"
            "        async for x in l:\n            yield x\n",
        ),
        (
            "all-plain",
            "async def f():\n    with AsyncClient() as c:\n"
            "        with c.stream(u) as r:\n            g()\n",
            "async def f():\n    async with AsyncClient() as c:\n"
            "        async with c.stream(u) as r:\n            g()\n",
        ),
    ],
)
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted):
    assert wanted in edited(rule, text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("async-too-much", "for x in words:\n    f()\n"),
        ("async-missing", "for x in words:\n    f()\nasync for x in r.aiter_text():\n    f()\n"),
        ("await-missing", "await asyncio.sleep(1)\nwords()\n"),
        ("await-too-much", "x = words(p)\n"),
        ("await-too-much", "await asyncio.sleep(1)\n"),
        ("plain-def", "def f():\n    g()\nasync def h():\n    await g()\n"),
        ("plain-def", "def f():\n    async def g():\n        await h()\n    return g\n"),
        ("all-plain", "async def f():\n    with open(p) as c:\n        g()\n"),
    ],
)
def test_what_is_right_gets_no_correction(rule, text):
    assert edited(rule, text) == []


def test_an_await_is_too_much_only_where_the_failure_says_so():
    message = "TypeError: object NoneType can't be used in 'await' expression"
    text, right = "x = await words(p)\n", "x = words(p)\n"
    here, elsewhere = evidence(message=message, line=1), evidence(message=message, line=9)
    assert edited("await-too-much", text, here) == [right]
    assert [made.likely for made in corrections("await-too-much", text, here)] == [2]
    assert [made.likely for made in corrections("await-too-much", text, elsewhere)] == [0]
    assert edited("await-too-much", text) == []
    assert edited("await-too-much", "return await StreamingResponse(x)\n") != []
    assert edited("await-too-much", "await asyncio.sleep(1)\n", here) == []


def test_a_generator_without_async_is_asked_for_in_stage_1():
    text = "async def f():\n    yield 1\n"
    assert edited("async-def-too-much", text, evidence("stage1_generator")) == [text[6:]]
    assert edited("async-def-too-much", text, evidence("stage3_async")) == []
    waits = "async def f():\n    await g()\n    yield 1\n"
    assert edited("async-def-too-much", waits, evidence("stage1_generator")) == []
