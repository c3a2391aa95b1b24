"""Runs of a submitted client against the grader's own server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graders.harness.rig import Rig
from graders.transcript import Run
from tests.support.submissions import observe

PIECES = [b"You ", b"said: ", b"hi. "]


def client(body: str, response: str = "client.stream('GET', url)") -> str:
    """Return a client that does `body` with the response."""
    return f"""
import httpx

async def stream_text(url):
    async with httpx.AsyncClient(timeout=None) as client, {response} as response:
        {body}
"""


RIGHT = client("async for piece in response.aiter_text(): yield piece")
STRICT = client(
    "response.raise_for_status()\n        async for piece in response.aiter_text(): yield piece"
)
AT_ONCE = client("yield (await response.aread()).decode()")
SYNCHRONOUS = """
import httpx

async def stream_text(url):
    with httpx.stream("GET", url, timeout=None) as response:
        for piece in response.iter_text():
            yield piece
"""
IMPATIENT = """
import httpx

async def stream_text(url):
    async with httpx.AsyncClient(timeout=0.5) as client, client.stream("GET", url) as response:
        async for piece in response.aiter_text():
            yield piece
"""
HOLDS_ON = """
import httpx

KEPT = []

async def stream_text(url):
    client = httpx.AsyncClient(timeout=None)
    response = await client.send(client.build_request("GET", url), stream=True)
    KEPT.append(response.aiter_text())
    async for piece in KEPT[-1]:
        yield piece
"""


async def read(folder: Path, source: str, pieces: list[bytes] = PIECES, **how: Any) -> Run:
    """Return one run of the client."""

    async def script(rig: Rig) -> None:
        async with rig.client() as client:
            await client.read(pieces, name="it", **how)

    return (await observe(folder, "client", source, script)).runs["it"]


def had(run: Run) -> list[str]:
    """Return the text that the client had yielded after each piece was sent."""
    return ["".join(p.text for p in run.pieces if p.step <= sent.step) for sent in run.sent]


@pytest.mark.parametrize(
    ("source", "had_by_then", "loop_free"),
    [
        pytest.param(RIGHT, ["You ", "You said: ", "You said: hi. "], True, id="streams"),
        pytest.param(AT_ONCE, ["", "", ""], True, id="reads-all-first"),
        pytest.param(SYNCHRONOUS, ["You ", "You said: ", "You said: hi. "], False, id="blocks"),
    ],
)
async def test_what_the_client_had_after_each_piece_is_noted(
    source: str, had_by_then: list[str], loop_free: bool, tmp_path: Path
) -> None:
    run = await read(tmp_path, source)
    assert had(run) == had_by_then
    assert {sent.loop_free for sent in run.sent} == {loop_free}
    assert (run.end, run.text, run.body) == ("complete", "You said: hi. ", b"".join(PIECES))


@pytest.mark.parametrize(
    ("pieces", "how"),
    [
        pytest.param([], {"whole": True}, id="empty"),
        pytest.param([], {}, id="empty-chunked"),
        pytest.param(PIECES, {"whole": True}, id="with-its-length"),
        pytest.param([bytes([byte]) for byte in "é😀".encode()], {}, id="byte-by-byte"),
        pytest.param(PIECES, {"pause": 1000.0}, id="with-long-pauses"),
    ],
)
async def test_bodies_of_any_kind_are_read(
    pieces: list[bytes], how: dict[str, Any], tmp_path: Path
) -> None:
    run = await read(tmp_path, RIGHT, pieces, **how)
    assert (run.end, run.text) == ("complete", b"".join(pieces).decode())
    assert run.problem is None


@pytest.mark.parametrize(
    ("source", "how", "end", "message"),
    [
        pytest.param(STRICT, {"status": 404}, "raised", "HTTPStatusError", id="status"),
        pytest.param(RIGHT, {"status": 503}, "complete", None, id="status-not-looked-at"),
        pytest.param(IMPATIENT, {"pause": 1.0}, "raised", "ReadTimeout", id="timeout"),
        pytest.param(
            "async def stream_text(url):\n    return url\n",
            {},
            "not_async_iterable",
            None,
            id="coroutine",
        ),
        pytest.param(
            "def stream_text(url):\n    yield url\n", {}, "not_async_iterable", None, id="plain"
        ),
        pytest.param(
            "async def stream_text(url):\n    raise NotImplementedError\n    yield\n",
            {},
            "raised",
            "NotImplementedError",
            id="not-started",
        ),
        pytest.param(
            "async def stream_text(url):\n    yield 'made up'\n", {}, "complete", None, id="idle"
        ),
    ],
)
async def test_how_a_run_ends_is_told(
    source: str, how: dict[str, Any], end: str, message: str | None, tmp_path: Path
) -> None:
    run = await read(tmp_path, source, **how)
    assert run.end == end
    assert (run.problem is None) == (message is None)
    if run.problem is not None:
        assert (message or "") in run.problem.message
    assert run.raised_by_status == (message == "HTTPStatusError")


@pytest.mark.parametrize(
    ("timeout", "pause", "end"),
    [
        pytest.param("httpx.USE_CLIENT_DEFAULT", 4.9, "complete", id="less-than-the-default"),
        pytest.param("httpx.USE_CLIENT_DEFAULT", 6.0, "raised", id="default"),
        pytest.param("10", 6.0, "complete", id="ten"),
        pytest.param("30", 6.0, "complete", id="thirty"),
        pytest.param("httpx.Timeout(5, read=None)", 6.0, "complete", id="read-none"),
        pytest.param("httpx.Timeout(5, read=None)", 6e6, "complete", id="weeks"),
    ],
)
async def test_silence_passes_on_the_clients_clock(
    timeout: str, pause: float, end: str, tmp_path: Path
) -> None:
    source = f"""
import httpx

async def stream_text(url):
    async with httpx.AsyncClient() as client:
        async with client.stream("GET", url, timeout={timeout}) as response:
            async for piece in response.aiter_text():
                yield piece
"""
    run = await read(tmp_path, source, pause=pause)
    assert run.end == end
    assert (run.problem is None) == (end == "complete")


async def test_a_timer_of_the_clients_own_runs_as_often_as_it_would(tmp_path: Path) -> None:
    source = client(
        """
        pieces = aiter(response.aiter_text())
        following, ticks = asyncio.ensure_future(anext(pieces)), 0
        while not following.done():
            await asyncio.wait({following}, timeout=1)
            ticks += 1
        yield f"{following.result()}{ticks}"
        """
    )
    run = await read(tmp_path, f"import asyncio\n{source}", [b"after "], pause=6.0)
    assert run.text == "after 7"


RAW = client("async for piece in response.aiter_raw(): yield piece.hex()")


@pytest.mark.parametrize(("source", "text"), [(RIGHT, "You said: hi. "), (RAW, "1f8b")])
async def test_a_body_is_compressed_on_the_way(source: str, text: str, tmp_path: Path) -> None:
    run = await read(tmp_path, source, compressed=True)
    assert (run.body, run.text[: len(text)]) == (b"".join(PIECES), text)


LEAKS = """
import httpx

async def stream_text(url):
    client = httpx.AsyncClient()
    response = await client.send(client.build_request("GET", url), stream=True)
    response.raise_for_status()
    yield "never"
"""
READS_ERRORS = client("await response.aread(); response.raise_for_status(); yield")


@pytest.mark.parametrize(
    ("source", "closed"), [(STRICT, True), (LEAKS, False), (READS_ERRORS, None), (RIGHT, None)]
)
async def test_a_connection_left_open_after_an_error_is_seen(
    source: str, closed: bool | None, tmp_path: Path
) -> None:
    run = await read(tmp_path, source, status=404)
    assert run.closed is closed
    assert run.end == ("complete" if source == RIGHT else "raised")


PROBE = "async with httpx.AsyncClient(timeout=None) as probe: await probe."


@pytest.mark.parametrize(
    ("first", "had_by_then"),
    [
        pytest.param("await asyncio.sleep(3)", 3, id="sleeps"),
        pytest.param(f"{PROBE}head(url)", 3, id="head"),
        pytest.param(f"{PROBE}request('BREW', url)", 3, id="odd-method"),
        pytest.param(f"{PROBE}get(url + '/elsewhere?')", 3, id="odd-path"),
        pytest.param(f"{PROBE}get(url)", 0, id="reads-it-all"),
        pytest.param(f"{PROBE}send(probe.build_request('GET', url), stream=True)", 3, id="get"),
    ],
)
async def test_what_a_client_does_before_its_request_is_answered(
    first: str, had_by_then: int, tmp_path: Path
) -> None:
    source = client(f"{first}\n        async for piece in response.aiter_text(): yield piece")
    source = source.replace("import httpx", "import asyncio\nimport httpx")
    late = source.replace(f"        {first}\n", "").replace(
        "    async with", f"    {first}\n    async with", 1
    )
    run = await read(tmp_path, late)
    assert (run.end, run.text, run.request) == ("complete", "You said: hi. ", "GET /0")
    assert [bool(text) for text in had(run)] == [bool(had_by_then)] * 3


@pytest.mark.parametrize(
    ("request_", "told"),
    [
        pytest.param("client.stream('HEAD', url)", "HEAD /0", id="head"),
        pytest.param("client.stream('POST', url, content=b'a' * 100)", "POST /0", id="post"),
        pytest.param("client.stream('GET', url + '/a')", "GET /0/a", id="path"),
    ],
)
async def test_a_request_for_something_else_is_told(
    request_: str, told: str, tmp_path: Path
) -> None:
    run = await read(tmp_path, client("yield (await response.aread()).decode()", request_))
    assert (run.request, run.text, run.end) == (told, "", "complete")


async def test_another_try_after_an_error_is_answered_alike(tmp_path: Path) -> None:
    source = """
import asyncio
import httpx

async def stream_text(url):
    for wait in (0.5, 1, 2):
        async with httpx.AsyncClient() as client, client.stream("GET", url) as response:
            if response.is_success:
                return
        await asyncio.sleep(wait)
    response.raise_for_status()
    yield
"""
    run = await read(tmp_path, source, status=503)
    assert (run.end, run.raised_by_status, run.pieces) == ("raised", True, [])


@pytest.mark.parametrize(("source", "closed"), [(RIGHT, True), (HOLDS_ON, False)])
async def test_leaving_early_is_seen_on_the_connection(
    source: str, closed: bool, tmp_path: Path
) -> None:
    run = await read(tmp_path, source, PIECES * 2, leave_after=2)
    assert (run.end, run.closed) == ("left", closed)
    assert len(run.pieces) == 2


async def test_a_second_loop_is_another(tmp_path: Path) -> None:
    source = """
import asyncio

LOOPS = []

async def stream_text(url):
    if asyncio.get_running_loop() not in LOOPS:
        LOOPS.append(asyncio.get_running_loop())
    yield str(len(LOOPS))
"""

    async def script(rig: Rig) -> None:
        async with rig.client() as client:
            await client.read([], name="one")
            await client.read([], name="same loop")
            await client.new_loop()
            await client.read([], name="other loop")

    runs = (await observe(tmp_path, "client", source, script)).runs
    assert [run.text for run in runs.values()] == ["1", "1", "2"]
