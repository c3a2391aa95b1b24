"""A client that reads a stream: how long it waits, what it asks for, and the status."""

from __future__ import annotations

import pytest

from tests.support.corrections import corrections, edited, evidence

CLIENT = evidence("stage4_client")
WITH = 'async with c.stream("GET", url) as r:\n'
READ = "    async for t in r.aiter_text():\n        yield t\n"
CHECK = "    r.raise_for_status()\n"
FUNCTION = "async def f(url):\n    "


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("timeout-missing", "httpx.AsyncClient()\n", "httpx.AsyncClient(timeout=None)\n"),
        ("timeout-too-short", "httpx.AsyncClient(timeout=5)\n",
         "httpx.AsyncClient(timeout=None)\n"),
        ("timeout-of-all-phases", "httpx.Timeout(5)\n", "httpx.Timeout(5, read=None)\n"),
        ("timeout-of-all-phases", "httpx.Timeout(0, read=None)\n",
         "httpx.Timeout(5.0, read=None)\n"),
        ("waits-with-a-limit", "await asyncio.wait_for(anext(p), 2)\n", "await anext(p)\n"),
        ("waits-with-a-limit", "async with asyncio.timeout(5):\n    use()\n", "use()\n"),
        ("stream-not-requested", f"{FUNCTION}with httpx as c: ...\n",
         f"{FUNCTION}with httpx.AsyncClient(timeout=None) as c: ...\n"),
        ("wrong-request", f'{FUNCTION}c.stream("POST", url)\n',
         f'{FUNCTION}c.stream("GET", url)\n'),
        ("wrong-request", f'{FUNCTION}c.stream("GET", here)\n',
         f'{FUNCTION}c.stream("GET", url)\n'),
        ("noise-in-the-request", 'c.stream("GET", url, content=x)\n', 'c.stream("GET", url)\n'),
        ("two-requests", f"await c.head(url)\n{WITH}{READ}", f"{WITH}{READ}"),
        ("two-requests", f"(await c.get(url)).raise_for_status()\n{WITH}{READ}",
         f"{WITH}{CHECK}{READ}"),
        ("status-not-checked", f"{WITH}{READ}", f"{WITH}{CHECK}{READ}"),
        ("status-not-checked", f"{WITH}{READ}{CHECK}", f"{WITH}{CHECK}{READ}"),
        ("other-error-raised", "if r.status_code != 200:\n    return\n",
         "if r.status_code != 200:\n    r.raise_for_status()\n"),
        ("error-swallowed", "try:\n    f()\nexcept httpx.HTTPError as error:\n    print(error)\n",
         "try:\n    f()\nexcept httpx.HTTPError as error:\n    raise\n"),
    ],
)  # fmt: skip
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted):
    assert wanted in edited(rule, text, CLIENT)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("timeout-missing", "httpx.AsyncClient(timeout=None)\n"),
        ("timeout-too-short", "httpx.AsyncClient(timeout=None)\nhttpx.Timeout(5, read=None)\n"),
        ("timeout-of-all-phases", "httpx.Timeout(5, read=None)\n"),
        ("timeout-too-short", "t = httpx.Timeout(5, read=None)\nhttpx.AsyncClient(timeout=t)\n"),
        ("waits-with-a-limit", "await anext(p)\n"),
        ("timeout-too-short", "await asyncio.wait_for(anext(p), timeout=2)\n"),
        ("stream-not-requested", f"{FUNCTION}with httpx.AsyncClient() as c: ...\n"),
        ("wrong-request", f'{FUNCTION}c.stream("GET", url)\n'),
        ("noise-in-the-request", 'c.stream("GET", url)\nhttpx.AsyncClient(timeout=None)\n'),
        ("two-requests", f"{WITH}{READ}"),
        ("status-not-checked", f"with open(p) as r:\n{READ}"),
        ("status-not-checked", f"{WITH}{CHECK}{READ}"),
        ("other-error-raised", "if r.status_code != 200:\n    r.raise_for_status()\n"),
        ("error-swallowed", "try:\n    f()\nexcept httpx.HTTPError:\n    raise\n"),
    ],
)
def test_what_is_right_gets_no_correction(rule, text):
    assert edited(rule, text, CLIENT) == []


@pytest.mark.parametrize("looked", ["", "    print(r.status_code)\n"])
def test_a_status_that_is_looked_at_is_not_said_to_be_overlooked(looked):
    (made,) = corrections("status-not-checked", f"{WITH}{looked}{READ}", CLIENT)
    assert ("never looked at" in made.says) == (not looked)


def test_a_check_that_failed_makes_its_correction_likely():
    failed = evidence("stage4_client", failed=["patient", "http-error"])
    (timeout,) = corrections("timeout-missing", "httpx.AsyncClient()\n", failed)
    (status,) = corrections("status-not-checked", f"{WITH}{READ}", failed)
    assert (timeout.likely, status.likely) == (2, 2)


def test_what_is_often_forgotten_together_is_tried_together():
    text = f"httpx.AsyncClient()\n{WITH}{READ}"
    failed = evidence("stage4_client", failed=["patient", "http-error"])
    wanted = f"httpx.AsyncClient(timeout=None)\n{WITH}{CHECK}{READ}"
    assert edited("timeout-and-status", text, failed) == [wanted]
    assert edited("timeout-and-status", text, evidence("stage4_client", failed=["patient"])) == []
