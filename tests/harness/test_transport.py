"""The grader's way to a server: what comes, when it comes, and what is told when it breaks."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from graders.harness.lean_httpx import httpx
from graders.harness.loopback import HOST, listening_socket
from graders.harness.transport import Connection, LoopbackTransport

Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
HEAD = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%s\r\n" % (len(data), data)


@asynccontextmanager
async def client_of(serve: Serve) -> AsyncIterator[httpx.AsyncClient]:
    """Let a client read from a server that does `serve` for each connection."""
    server = await asyncio.start_server(serve, sock=listening_socket())
    port = server.sockets[0].getsockname()[1]
    client = httpx.AsyncClient(
        transport=LoopbackTransport(), base_url=f"http://{HOST}:{port}", timeout=None
    )
    async with client:
        yield client
    server.close()


async def test_each_chunk_comes_before_the_next_is_sent() -> None:
    came = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(HEAD)
        for data in (b"one", b"two"):
            came.clear()
            writer.write(chunk(data))
            await came.wait()
        writer.write(b"0\r\n\r\n")
        writer.close()

    seen = []
    async with client_of(serve) as client, client.stream("GET", "/") as response:
        async for data in response.aiter_raw():
            seen.append(data)
            came.set()
    assert seen == [b"one", b"two"]


async def test_a_connection_is_used_again_until_the_server_closes_it() -> None:
    connections, closed = [], asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.append(writer)
        with contextlib.suppress(asyncio.IncompleteReadError):  # the client has seen enough
            for _ in range(2):
                await reader.readuntil(b"\r\n\r\n")
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        writer.close()
        await writer.wait_closed()
        closed.set()

    async with client_of(serve) as client:
        await client.get("/")
        await client.get("/")
        assert len(connections) == 1
        await closed.wait()
        closed.clear()
        await client.get("/")
    await closed.wait()
    assert len(connections) == 2


async def test_a_refusal_is_told_as_one() -> None:
    with listening_socket() as listener:
        port = listener.getsockname()[1]
    async with httpx.AsyncClient(transport=LoopbackTransport()) as client:
        with pytest.raises(httpx.ConnectError) as refused:
            await client.get(f"http://{HOST}:{port}/")
    causes = []
    error: BaseException | None = refused.value
    while error is not None:
        causes.append(type(error))
        error = error.__cause__ or error.__context__
    assert ConnectionRefusedError in causes


@pytest.mark.parametrize(
    ("linger", "told"),
    [
        pytest.param(False, httpx.RemoteProtocolError, id="closed"),
        pytest.param(True, httpx.ReadError, id="reset"),
    ],
)
async def test_a_broken_connection_is_told(linger: bool, told: type[Exception]) -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        if linger:  # for no time: the other end gets a reset
            sock = writer.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        writer.close()

    async with client_of(serve) as client:
        with pytest.raises(told):
            await client.get("/")


async def test_others_have_a_turn_before_what_is_there_already_is_read() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        theirs.send(b"there")
        turns: list[str] = []
        asyncio.get_running_loop().call_soon(turns.append, "another's")
        assert await Connection(ours).read(100) == b"there"
        assert turns
