"""A stream that is asked for, and then not taken as one."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited, evidence

CLIENT = evidence("stage4_client")
WITH = 'async with c.stream("GET", url) as response:\n'
READ = "    async for t in response.aiter_text():\n        yield t\n"
EACH = "async for piece in response.aiter_text():\n"

SENT = "r = await c.send(c.build_request('GET', u), stream=True)\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("get-in-a-with", f"async with c.get(url) as response:\n{READ}", f"{WITH}{READ}"),
        ("await-in-a-with", WITH.replace("c.", "await c.") + READ, f"{WITH}{READ}"),
        ("stream-looped-over", 'async for t in c.stream("GET", url):\n    yield t\n',
         f"{WITH}{READ}"),
        ("response-looped-over", WITH + READ.replace(".aiter_text()", ""), f"{WITH}{READ}"),
        ("iterator-handed-back", "return response.aiter_text()\n", f"{EACH}    yield piece\n"),
        ("iterator-handed-back", "yield response.aiter_text()\n", f"{EACH}    yield piece\n"),
        ("text-kept-first", "text = await response.aread()\nyield text.decode()\n",
         f"{EACH}    yield piece\n"),
        ("never-closed", f"async def f(u):\n    c = httpx.AsyncClient()\n    {SENT}    yield r\n",
         f"async def f(u):\n    c = httpx.AsyncClient()\n    {SENT}    try:\n        yield r\n"
         "    finally:\n        await r.aclose()\n        await c.aclose()\n"),
        ("changed-before-it-is-sent", f"{EACH}    piece = piece.strip()\n    yield piece\n",
         f"{EACH}    yield piece\n"),
    ],
)  # fmt: skip
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted):
    assert wanted in edited(rule, text, CLIENT)


@pytest.mark.parametrize("text", [f"{WITH}{READ}", f"{EACH}    yield piece\n"])
@pytest.mark.parametrize(
    "rule",
    [
        "get-in-a-with", "await-in-a-with", "stream-looped-over", "response-looped-over",
        "iterator-handed-back", "never-closed", "text-kept-first", "changed-before-it-is-sent",
    ],
)  # fmt: skip
def test_what_is_right_gets_no_correction(rule, text):
    assert edited(rule, text, CLIENT) == []
