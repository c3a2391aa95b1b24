"""The server that a student's client reads from, against httpx."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from graders.harness.drivers.stub_server import StubServer


@pytest.fixture
async def upstream() -> AsyncIterator[StubServer]:
    """Return a running server."""
    async with StubServer() as server:
        yield server


@pytest.fixture
async def client(upstream: StubServer) -> AsyncIterator[httpx.AsyncClient]:
    """Return a client of it."""
    async with httpx.AsyncClient(base_url=upstream.origin, timeout=None) as client:
        yield client


async def test_each_piece_arrives_before_the_next_is_sent(
    upstream: StubServer, client: httpx.AsyncClient
) -> None:
    request = asyncio.create_task(client.send(client.build_request("GET", "/a?b=c"), stream=True))
    visit = await upstream.visit("/a?b=c")
    visit.begin(200)
    response = await request
    received = response.aiter_raw()
    for piece in (b"You ", b"said: ", "naïve".encode()):
        visit.send(piece)
        await visit.delivered()
        assert await anext(received) == piece
    visit.finish()
    assert [piece async for piece in received] == []
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["transfer-encoding"] == "chunked"


@pytest.mark.parametrize("pieces", [[], [b"whole"], [b"in ", b"two"]], ids=len)
@pytest.mark.parametrize("whole", [True, False], ids=["length", "chunks"])
@pytest.mark.parametrize("status", [200, 404, 503])
async def test_a_body_is_framed_as_asked(
    pieces: list[bytes], whole: bool, status: int, upstream: StubServer, client: httpx.AsyncClient
) -> None:
    size = sum(map(len, pieces)) if whole else None
    request = asyncio.create_task(client.get("/"))
    visit = await upstream.visit("/")
    visit.begin(status, size)
    for piece in pieces:
        visit.send(piece)
    visit.finish()
    response = await request
    assert (response.status_code, response.content) == (status, b"".join(pieces))
    assert response.headers.get("content-length") == (str(size) if whole else None)


async def test_a_connection_serves_a_second_request(
    upstream: StubServer, client: httpx.AsyncClient
) -> None:
    used = []
    for number in range(2):
        request = asyncio.create_task(client.get(f"/{number}"))
        visit = await upstream.visit(f"/{number}")
        visit.begin(200)
        visit.send(b"%d" % number)
        visit.finish()
        assert (await request).text == str(number)
        used.append(visit._writer)
    assert used[0] is used[1]


async def test_two_requests_are_answered_side_by_side(
    upstream: StubServer, client: httpx.AsyncClient
) -> None:
    requests = [asyncio.create_task(client.get(path)) for path in ("/one", "/other")]
    other, one = await upstream.visit("/other"), await upstream.visit("/one")
    for visit, text in ((other, b"other"), (one, b"one")):
        visit.begin(200)
        visit.send(text)
        visit.finish()
    assert [(await request).content for request in requests] == [b"one", b"other"]


@pytest.mark.parametrize("began", [False, True])
async def test_a_client_that_leaves_is_noticed(
    began: bool, upstream: StubServer, client: httpx.AsyncClient
) -> None:
    request = asyncio.create_task(client.send(client.build_request("GET", "/"), stream=True))
    visit = await upstream.visit("/")
    if began:
        visit.begin(200)
        response = await request
        assert not visit.gone.is_set()
        await response.aclose()
    else:
        request.cancel()
    await visit.gone.wait()
    visit.begin(200) if not began else visit.send(b"too late")
    visit.finish()


async def test_noise_is_no_visit(upstream: StubServer) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", upstream.port)
    writer.write(b"\x16\x03\x01 this is not HTTP\r\n\r\n")
    assert await reader.read() == b""
    writer.close()
