"""What happens in the lab, told to every page that is open, as Server-Sent Events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

Facts = dict[str, Any]

MOST_WAITING = 10_000
"""Messages that wait for one page; a page that is so far behind is left, and connects again."""


class Broadcast:
    """Passes messages on to all who listen; `greeting` is what each is told first."""

    def __init__(self, greeting: Callable[[], Facts]) -> None:
        self._greeting = greeting
        self._listeners: set[asyncio.Queue[str | None]] = set()

    def tell(self, kind: str, **facts: Any) -> None:
        """Send a message of this kind to all pages."""
        for queue in list(self._listeners):
            if queue.qsize() < MOST_WAITING:
                queue.put_nowait(_event(kind, facts))
            else:
                self._dismiss(queue)

    def close(self) -> None:
        """End all streams."""
        for queue in list(self._listeners):
            self._dismiss(queue)

    async def listen(self) -> AsyncIterator[str]:
        """Yield events: the greeting, and then what is told, until the end."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield _event("lab", self._greeting())
            while (event := await queue.get()) is not None:
                yield event
        finally:
            self._listeners.discard(queue)

    def _dismiss(self, queue: asyncio.Queue[str | None]) -> None:
        self._listeners.discard(queue)
        queue.put_nowait(None)


def _event(kind: str, facts: Facts) -> str:
    return f"event: {kind}\ndata: {json.dumps(facts)}\n\n"
