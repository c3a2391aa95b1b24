"""The line protocol between the grader and the student's process."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator

import pytest

from graders.errors import ProtocolError
from graders.harness.channel import (
    MAX_LINE,
    BlockingChannel,
    Message,
    decode,
    encode,
    received_lines,
)


@pytest.fixture
def ends() -> Iterator[tuple[socket.socket, BlockingChannel]]:
    """Return a plain socket, and a channel on its other end."""
    plain, other = socket.socketpair()
    with plain, other:
        yield plain, BlockingChannel(other)


@pytest.mark.parametrize(
    "message", [{}, {"a": 1, "b": [None, True, 0.5]}, {"text": "naïve\n\0 😀 \udcff"}]
)
def test_a_message_is_one_line_of_ascii(message: Message) -> None:
    line = encode(message)
    assert line.isascii()
    assert line.index(b"\n") == len(line) - 1
    assert decode(line) == message


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(b"hello\n", id="text"),
        pytest.param(b"\n", id="empty"),
        pytest.param(b"\xff\xfe\n", id="no-utf-8"),
        pytest.param(b'{"a": 1\n', id="cut"),
        pytest.param(b"[1]\n", id="array"),
        pytest.param(b"1" * 5000 + b"\n", id="number-of-many-digits"),
        pytest.param(b"[" * 200_000 + b"\n", id="deep"),
    ],
)
def test_anything_else_is_garbled(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode(line)


def test_messages_are_put_together_from_pieces(ends: tuple[socket.socket, BlockingChannel]) -> None:
    plain, channel = ends
    wire = encode({"n": 1}) + encode({"n": 2}) + encode({"n": 3})
    received = []
    for cut in (wire[:3], wire[3:12], wire[12:]):
        plain.sendall(cut)
        received.append([message["n"] for message in channel.receive()])
    assert received == [[], [1], [2, 3]]


def test_the_end_is_told_apart_from_silence(ends: tuple[socket.socket, BlockingChannel]) -> None:
    plain, channel = ends
    plain.close()
    with pytest.raises(EOFError):
        channel.receive()


def test_what_is_sent_can_be_received(ends: tuple[socket.socket, BlockingChannel]) -> None:
    plain, channel = ends
    channel.send(event="piece", text="é")
    assert decode(plain.recv(1000)) == {"event": "piece", "text": "é"}


# What a process that has gone had still to say


async def lines_of(sock: socket.socket) -> list[bytes]:
    sock.setblocking(False)
    return [line async for line in received_lines(sock)]


async def test_every_line_is_read_though_nothing_can_be_written_any_more() -> None:
    ours, theirs = socket.socketpair()
    ours.send(b"never read\n")  # so that the end of the other side is an error here
    theirs.sendall(b"first\nlast\n")
    theirs.close()
    with pytest.raises(OSError, match=r"\w"):
        ours.send(b"too late\n")
    with ours:
        assert await lines_of(ours) == [b"first", b"last"]


async def test_a_line_that_never_ends_is_refused() -> None:
    ours, theirs = socket.socketpair()
    writer = threading.Thread(target=_write, args=(theirs, b"x" * (MAX_LINE + 2)))
    writer.start()
    with pytest.raises(ProtocolError):
        await lines_of(ours)
    ours.close()
    writer.join()


def _write(sock: socket.socket, data: bytes) -> None:
    with contextlib.suppress(OSError), sock:
        sock.sendall(data)
