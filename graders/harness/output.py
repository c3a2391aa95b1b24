"""What a submission prints, as much of it as anybody reads."""

from __future__ import annotations

import asyncio
import contextlib

OUTPUT_KEPT = 16_384
"""Bytes of a student's output that are kept from its beginning, and as many from its end."""


class Output:
    """The beginning and the end of a byte stream of any length."""

    def __init__(self) -> None:
        self._head = b""
        self._tail = b""
        self._left_out = 0

    async def read(self, reader: asyncio.StreamReader) -> None:
        """Take all that comes, until there is no more."""
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                self._keep(data)

    def _keep(self, data: bytes) -> None:
        room = OUTPUT_KEPT - len(self._head)
        self._head += data[:room]
        tail = self._tail + data[max(room, 0) :]
        self._left_out += max(len(tail) - OUTPUT_KEPT, 0)
        self._tail = tail[-OUTPUT_KEPT:]

    @property
    def text(self) -> str:
        """What has been kept, and how much was not."""
        gap = f"\n... {self._left_out} bytes left out ...\n".encode() if self._left_out else b""
        return (self._head + gap + self._tail).decode("utf-8", "backslashreplace")
