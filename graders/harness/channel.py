"""One JSON object per line over a socket: how the grader and the student's process talk.

Nothing that arrives is trusted: a line has a largest size, and only a JSON object is accepted.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator
from typing import Any

from graders.errors import ProtocolError

MAX_LINE = 1 << 20
"""Longest message in bytes; a longer one is refused by whoever reads it."""

Message = dict[str, Any]


def encode(message: Message) -> bytes:
    """Return `message` as one line of ASCII, ready to be sent."""
    return json.dumps(message, separators=(",", ":")).encode("ascii") + b"\n"


def decode(line: bytes) -> Message:
    """Return the message that `line` holds; raise `ProtocolError` when it holds none."""
    try:
        message = json.loads(line, parse_constant=_refused)
    except (ValueError, RecursionError) as error:
        raise ProtocolError(f"not JSON: {line[:80]!r}") from error
    if not isinstance(message, dict):
        raise ProtocolError(f"not an object: {line[:80]!r}")
    return message


def _refused(constant: str) -> None:
    raise ValueError(f"{constant} is no number")


async def received_lines(sock: socket.socket) -> AsyncIterator[bytes]:
    """Yield each line that arrives on a socket that does not block.

    What a process had sent before it ended is read to the last line; a transport of asyncio's would
    drop it as soon as something else cannot be written any more.
    """
    unfinished = b""
    loop = asyncio.get_running_loop()
    with contextlib.suppress(OSError):
        while data := await loop.sock_recv(sock, 1 << 16):
            *lines, unfinished = (unfinished + data).split(b"\n")
            if len(unfinished) > MAX_LINE:
                raise ProtocolError("a line that never ends")
            for line in lines:
                yield line


class BlockingChannel:
    """The end inside the student's process: plain blocking calls, usable from any thread."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        self._buffer = b""

    def send(self, **message: Any) -> None:
        """Send one message; the grader reads all the time, so this does not block for long."""
        self.sock.sendall(encode(message))

    def receive(self) -> list[Message]:
        """Wait for bytes and return the messages they complete; raise `EOFError` at the end."""
        data = self.sock.recv(1 << 16)
        if not data:
            raise EOFError
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        return [decode(line) for line in lines]
