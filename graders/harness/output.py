"""What a submission prints, as much of it as anybody reads."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

from graders.harness import limits

OUTPUT_KEPT = 16_384
"""Bytes of a student's output that are kept from its beginning, and as many from its end."""


class Output:
    """The beginning and the end of a byte stream; `too_much` is called when it is beyond limits."""

    def __init__(self, too_much: Callable[[], None]) -> None:
        self._too_much = too_much
        self._size = 0
        self._head = b""
        self._tail = b""

    async def read(self, reader: asyncio.StreamReader) -> None:
        """Take all that comes, until there is no more."""
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                self._keep(data)
                if self._size > limits.OUTPUT:
                    self._too_much()
                    return

    def _keep(self, data: bytes) -> None:
        self._size += len(data)
        room = OUTPUT_KEPT - len(self._head)
        self._head += data[:room]
        tail = self._tail + data[max(room, 0) :]
        self._tail = tail[-OUTPUT_KEPT:]

    @property
    def text(self) -> str:
        """What has been kept, with the same end of each line everywhere, and how much was not."""
        left_out = self._size - len(self._head) - len(self._tail)
        gap = f"\n... {left_out} bytes left out ...\n".encode() if left_out else b""
        text = (self._head + gap + self._tail).decode("utf-8", "backslashreplace")
        return text.replace("\r\n", "\n")
