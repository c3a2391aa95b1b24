"""A client or a file that is opened in the wrong way or at the wrong time."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited, evidence

CLIENT = evidence("stage4_client")


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("made-at-import", "c = httpx.AsyncClient()\nasync def f():\n    yield c\n",
         "async def f():\n    async with httpx.AsyncClient() as c:\n        yield c\n"),
        ("made-at-import",
         "c = httpx.AsyncClient()\nasync def f():\n    async with c:\n        yield c\n",
         "async def f():\n    async with httpx.AsyncClient() as c:\n        yield c\n"),
        ("made-at-import", "log = open(p)\ndef f():\n    yield from log\n",
         "def f():\n    with open(p) as log:\n        yield from log\n"),
        ("made-at-import", "log = open(p)\ndef f():\n\tyield from log\n",
         "def f():\n\twith open(p) as log:\n\t\tyield from log\n"),
        ("synchronous-client", 'def stream_text(u):\n    with httpx.stream("GET", u) as r:\n'
         "        for t in r.iter_text():\n            yield t\n",
         "async def stream_text(u):\n    async with httpx.AsyncClient(timeout=None) as client, "
         'client.stream("GET", u) as r:\n'
         "        async for t in r.aiter_text():\n            yield t\n"),
        ("print-for-yield", 'def f():\n    for t in r:\n        print(t, end="")\n',
         "def f():\n    for t in r:\n        yield t\n"),
        ("gathered-then-yielded",
         "def f():\n    all = []\n    for t in r:\n        all.append(t)\n    yield from all\n",
         "def f():\n    for t in r:\n        yield t\n"),
        ("gathered-then-yielded",
         'def f():\n    all = ""\n    for t in r:\n        all += t\n    return all\n',
         "def f():\n    for t in r:\n        yield t\n"),
    ],
)  # fmt: skip
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted):
    assert wanted in edited(rule, text, CLIENT)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("made-at-import", "def f():\n    c = httpx.AsyncClient()\n    yield c\n"),
        ("synchronous-client", "async def stream_text(u):\n    c = httpx.AsyncClient()\n"),
        ("gathered-then-yielded", "def f():\n    all = []\n    for t in r:\n        yield t\n"),
        (
            "gathered-then-yielded",
            'def f():\n    all = ""\n    for t in r:\n        all += t\n        yield all\n',
        ),
    ],
)
def test_what_is_right_gets_no_correction(rule, text):
    assert edited(rule, text, CLIENT) == []
