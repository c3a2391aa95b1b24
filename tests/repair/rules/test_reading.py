"""What a client reads of a response."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited, evidence

CLIENT = evidence("stage4_client")
FOR = "async for t in r.aiter_text():\n"
GOOD = f"{FOR}    yield t\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("reads-something-else", "async for t in r.aiter_bytes():\n    yield str(t)\n", GOOD),
        ("reads-something-else", "async for t in r.aiter_lines():\n    yield t\n", GOOD),
        ("reads-something-else", "async for t in r.aiter_raw():\n    yield decode(t)\n",
         "async for t in r.aiter_bytes():\n    yield decode(t)\n"),
        ("reads-something-else", "for t in r.iter_text():\n    yield t\n", GOOD),
        ("more-than-yielded", f"{FOR}    if last:\n        yield last\n    last = t\n", GOOD),
        ("first-by-hand", f"first = await anext(p)\nyield first\n{GOOD}", GOOD),
        ("chunk-size", "r.aiter_text(chunk_size=10)\n", "r.aiter_text()\n"),
        ("whole-text", "def f():\n    yield r.text\n",
         "def f():\n    async for piece in r.aiter_text():\n        yield piece\n"),
        ("whole-text", "def f():\n    await r.aread()\n    yield r.text\n",
         "def f():\n    async for piece in r.aiter_text():\n        yield piece\n"),
        ("whole-text", "def f():\n    r = await c.get(url)\n    yield r.text\n",
         'def f():\n    async with c.stream("GET", url) as r:\n'
         "        async for piece in r.aiter_text():\n            yield piece\n"),
        ("reads-something-else", "for t in r.iter_content(64):\n    yield t\n", GOOD),
        ("request-not-opened",
         "r = await c.get(url)\nfor t in r.iter_text():\n    yield t\n",
         'async with c.stream("GET", url) as r:\n    async for t in r.aiter_text():\n'
         "        yield t\n"),
        ("request-not-opened", "r = await c.get(url, stream=True)\nuse(r)\n",
         'async with c.stream("GET", url) as r:\n    use(r)\n'),
        ("request-not-opened", 'r = await c.stream("GET", url)\nuse(r)\n',
         'async with c.stream("GET", url) as r:\n    use(r)\n'),
    ],
)  # fmt: skip
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted):
    assert wanted in edited(rule, text, CLIENT)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("reads-something-else", GOOD),
        ("more-than-yielded", GOOD),
        ("first-by-hand", f"first = 1\n{GOOD}"),
        ("chunk-size", GOOD),
        ("whole-text", GOOD),
        ("request-not-opened", 'async with c.stream("GET", url) as r:\n    use(r)\n'),
    ],
)
def test_what_is_right_gets_no_correction(rule, text):
    assert edited(rule, text, CLIENT) == []
