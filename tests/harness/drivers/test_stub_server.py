"""The server that a student's client reads from, against httpx and against bare sockets."""

from __future__ import annotations

import asyncio
import gzip
import socket
import sys
from collections.abc import AsyncIterator

import httpx
import pytest

from graders.harness.drivers import stub_server
from graders.harness.drivers.stub_server import HOST, MOST_RECEIVED, Body, StubServer


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


def whole(upstream: StubServer, path: str, *pieces: bytes) -> Body:
    """Have a path answered with a body that is sent already."""
    body = upstream.offer(path)
    for piece in pieces:
        body.send(piece)
    body.finish()
    return body


async def exchange(upstream: StubServer, request: bytes) -> bytes:
    """Send bytes on a connection of their own; return what comes back before it is closed."""
    reader, writer = await asyncio.open_connection(HOST, upstream.port)
    writer.write(request.replace(b"SECRET", upstream.origin.rpartition("/")[2].encode()))
    try:
        return await reader.read()
    except ConnectionError:
        return b""
    finally:
        writer.close()


async def test_each_piece_arrives_before_the_next_is_sent(
    upstream: StubServer, client: httpx.AsyncClient
) -> None:
    body = upstream.offer("/a?b=c")
    response = await client.send(client.build_request("GET", "/a?b=c"), stream=True)
    assert body.request == "GET /a?b=c"
    received = response.aiter_raw()
    for piece in (b"You ", b"said: ", "naïve".encode()):
        body.send(piece)
        await body.delivered()
        assert await anext(received) == piece
    body.finish()
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
    body = upstream.offer("/", status, length=size)
    for piece in pieces:
        body.send(piece)
    body.finish()
    response = await client.get("/")
    assert (response.status_code, response.content) == (status, b"".join(pieces))
    assert response.headers.get("content-length") == (str(size) if whole else None)


@pytest.mark.parametrize(
    ("accepted", "packed"),
    [
        pytest.param("gzip", True, id="gzip"),
        pytest.param("br;q=1.0, GZIP; q=0.5", True, id="among-others"),
        pytest.param("identity", False, id="identity"),
        pytest.param("deflate", False, id="deflate"),
        pytest.param("gzip;q=0", False, id="refused"),
        pytest.param("gzip;q=0.000, *", False, id="refused-in-full"),
        pytest.param("", False, id="nothing"),
    ],
)
async def test_a_body_is_compressed_where_the_client_takes_it(
    accepted: str, packed: bool, upstream: StubServer, client: httpx.AsyncClient
) -> None:
    body = upstream.offer("/", compressed=True)
    request = client.build_request("GET", "/", headers={"accept-encoding": accepted})
    response = await client.send(request, stream=True)
    raw, text = [], response.aiter_raw()
    for piece in (b"in ", b"two"):
        body.send(piece)
        raw.append(await anext(text))
    body.finish()
    raw += [data async for data in text]
    assert response.headers.get("content-encoding") == ("gzip" if packed else None)
    assert (gzip.decompress(b"".join(raw)) if packed else b"".join(raw)) == b"in two"


async def test_compressed_pieces_can_be_unpacked_one_by_one(
    upstream: StubServer, client: httpx.AsyncClient
) -> None:
    body = upstream.offer("/", compressed=True)
    response = await client.send(client.build_request("GET", "/"), stream=True)
    text = response.aiter_text()
    for piece in ("naïve ", "日本語 ", "😀"):
        body.send(piece.encode())
        assert await anext(text) == piece
    body.finish()


async def test_a_connection_serves_a_second_request(
    upstream: StubServer, client: httpx.AsyncClient
) -> None:
    used = []
    for number in range(2):
        body = whole(upstream, f"/{number}", b"%d" % number)
        assert (await client.get(f"/{number}")).text == str(number)
        used.append(body._exchanges[0]._writer)
    assert used[0] is used[1]


async def test_whoever_asks_later_gets_all_from_the_beginning(
    upstream: StubServer, client: httpx.AsyncClient
) -> None:
    body = upstream.offer("/")
    requests = [asyncio.create_task(client.get("/"))]
    await body.asked.wait()
    body.send(b"one ")
    async with client.stream("GET", "/") as probe:
        assert await anext(probe.aiter_raw()) == b"one "
        body.send(b"two")
    body.finish()
    requests.append(asyncio.create_task(client.get("/")))
    assert [(await request).content for request in requests] == [b"one two"] * 2


async def test_only_so_many_requests_for_one_body_are_answered(
    upstream: StubServer, client: httpx.AsyncClient
) -> None:
    whole(upstream, "/", b"text")
    for _ in range(stub_server.MOST_REQUESTS):
        assert (await client.get("/")).text == "text"
    with pytest.raises(httpx.RemoteProtocolError):
        await client.get("/")


@pytest.mark.parametrize("began", [False, True])
async def test_a_client_that_leaves_is_noticed(
    began: bool, upstream: StubServer, client: httpx.AsyncClient
) -> None:
    body = upstream.offer("/")
    response = await client.send(client.build_request("GET", "/"), stream=True)
    if began:
        body.send(b"You ")
    assert not body.is_left
    await response.aclose()
    await body.left()
    assert body.is_left
    body.send(b"too late")
    body.finish()


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS", "PUT", "BREW"])
async def test_another_method_is_refused_and_noted(
    method: str, upstream: StubServer, client: httpx.AsyncClient
) -> None:
    body = whole(upstream, "/a", b"text")
    assert (await client.request(method, "/a?b=c")).status_code == 405
    assert (upstream.odd, body.request) == ([f"{method} /a?b=c"], None)
    assert (await client.get("/a?b=c")).text == "text"


@pytest.mark.parametrize("path", ["/other", "/a/", "//a", "/"])
async def test_another_path_is_not_found_and_noted(
    path: str, upstream: StubServer, client: httpx.AsyncClient
) -> None:
    whole(upstream, "/a", b"text")
    assert (await client.get(f"{upstream.origin}{path}")).status_code == 404
    assert upstream.odd == [f"GET {path}"]


async def test_who_does_not_know_the_secret_gets_nothing(upstream: StubServer) -> None:
    body = whole(upstream, "/a", b"text")
    answer = await exchange(upstream, b"GET /a HTTP/1.0\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 404 Not Found\r\n")
    assert body.request is None


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(b"GET /SECRET/a HTTP/1.0\r\n\r\n", id="http-1.0"),
        pytest.param(b"GET /SECRET/a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n", id="close"),
        pytest.param(
            b"GET /SECRET/a HTTP/1.1\r\nhost: x\r\nupgrade: h2c\r\nconnection: close, upgrade"
            b"\r\n\r\n",
            id="upgrade",
        ),
        pytest.param(
            b"GET /SECRET/a HTTP/1.1\r\nhost: x\r\nconnection: close\r\nexpect: 100-continue\r\n"
            b"content-length: 5\r\n\r\n",
            id="expects-100-continue",
        ),
        pytest.param(
            b"GET /SECRET/a HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: 5\r\n\r\n"
            b"12345",
            id="body",
        ),
        pytest.param(
            b"GET /SECRET/a HTTP/1.1\r\nhost: x\r\n\r\n"
            b"GET /SECRET/a HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n",
            id="pipelined",
        ),
    ],
)
async def test_an_unusual_get_is_answered(request_: bytes, upstream: StubServer) -> None:
    whole(upstream, "/a", b"text")
    answer = await asyncio.wait_for(exchange(upstream, request_), 10)
    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert answer.count(b"text\r\n") + answer.endswith(b"text") == request_.count(b"GET")


@pytest.mark.parametrize(
    ("request_", "noted"),
    [
        pytest.param(b"\x16\x03\x01 this is not HTTP\r\n\r\n", "no HTTP request", id="noise"),
        pytest.param(b"GET / HTTQ/1.1\r\nhost: x\r\n\r\n", "no HTTP request", id="version"),
        pytest.param(
            b"GET / HTTP/1.1\r\nhost: x\r\nx-a: " + b"a" * 500_000,
            "headers that never end",
            id="huge-header",
        ),
        pytest.param(
            b"CONNECT x:1 HTTP/1.1\r\nhost: x:1\r\nconnection: close\r\n\r\n",
            "CONNECT x:1",
            id="connect",
        ),
        pytest.param(
            b"POST /SECRET/a HTTP/1.1\r\nhost: x\r\ncontent-length: 99999999\r\n\r\n"
            + b"a" * (2 * MOST_RECEIVED),
            "POST /a",
            id="huge-body",
        ),
        pytest.param(
            b"POST /SECRET/a HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nnonsense\r\n",
            "POST /a",
            id="garbled-body",
        ),
    ],
)
async def test_noise_is_hung_up_on(request_: bytes, noted: str, upstream: StubServer) -> None:
    body = whole(upstream, "/a", b"text")
    await asyncio.wait_for(exchange(upstream, request_), 10)
    assert upstream.odd[0] == noted
    assert body.request is None


async def test_a_request_cut_off_is_none(upstream: StubServer) -> None:
    _, writer = await asyncio.open_connection(HOST, upstream.port)
    writer.write(b"GET / HTTP/1.1\r\n")
    await writer.drain()
    writer.close()
    while await upstream.hears():
        pass
    assert upstream.odd == ["no HTTP request"]


async def test_connections_and_notes_are_bounded(
    upstream: StubServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stub_server, "MOST_CONNECTIONS", 3)
    kept = [await asyncio.open_connection(HOST, upstream.port) for _ in range(3)]
    while await upstream.hears():
        pass
    assert await exchange(upstream, b"GET / HTTP/1.0\r\n\r\n") == b""
    for _, writer in kept:
        writer.close()
    while await upstream.hears():
        pass
    for _ in range(stub_server.MOST_ODD + 3):
        await exchange(upstream, b"GET /" + b"a" * 1000 + b" HTTP/1.0\r\n\r\n")
    assert len(upstream.odd) == stub_server.MOST_ODD
    assert max(map(len, upstream.odd)) < 2 * stub_server.MOST_TARGET


class Writer:
    """A connection of macOS, which tells by an option of the socket what is on its way."""

    def __init__(self, on_its_way: int) -> None:
        self.on_its_way = on_its_way

    def get_extra_info(self, name: str) -> Writer:
        return self

    def getsockopt(self, level: int, option: int) -> int:
        so_nwrite = 0x1024  # in Apple's sys/socket.h
        assert (level, option) == (socket.SOL_SOCKET, so_nwrite)
        return self.on_its_way


@pytest.mark.parametrize("on_its_way", [0, 8192])
def test_macos_tells_what_is_on_its_way(on_its_way: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert stub_server._undelivered(Writer(on_its_way)) == on_its_way  # type: ignore[arg-type]
