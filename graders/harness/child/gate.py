"""A gate in a token source: item n+1 is not asked for until the grader says so.

The student's own generator is wrapped, so its tokens stay what they are. A source that runs on the
event loop's thread stops the loop while it is held, as a slow model would.
"""

from __future__ import annotations

import asyncio
import functools
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any, Protocol

from graders.harness.child.worker_threads import Work, current_work

POOL_THREADS = ("AnyIO worker thread", "asyncio_")
"""How the threads are named that Starlette and asyncio run blocking code on."""


class GateHost(Protocol):
    """What a gate needs of whoever talks to the grader."""

    def on_loop_thread(self) -> bool:
        """Whether the caller runs on the event loop's own thread."""

    def handle_until(self, done: Callable[[], bool]) -> None:
        """Handle the grader's messages, blocking, until `done()`."""

    def look_again(self) -> None:
        """Have the event loop look whether everything has settled now."""


class Gate:
    """Holds sources before every item but the first; `release` lets each go on by one item."""

    def __init__(self, reception: GateHost) -> None:
        self._reception = reception
        self._turn = 0
        self._turned = threading.Condition()
        self._awaiting: list[asyncio.Future[None]] = []
        self._streams = 0
        self._calls: list[Work] = []
        self.waiting: list[dict[str, int]] = []

    def guard(self, source: Callable[..., Any]) -> Callable[..., Any]:
        """Return `source` with every stream it gives held at this gate."""

        @functools.wraps(source)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            stream, self._streams = self._streams, self._streams + 1
            items = source(*args, **kwargs)
            held = self._held_async if hasattr(items, "__aiter__") else self._held
            return held(items, stream)

        return guarded

    def release(self) -> None:
        """Let every source that waits now produce one more item; called on the loop's thread.

        From here on they count as busy, although a thread may take its time to wake up.
        """
        with self._turned:
            self._turn += 1
            self.waiting.clear()
            for call in self._calls:
                call.waits = False
            self._calls.clear()
            self._turned.notify_all()
        for future in self._awaiting:
            if not future.done():
                future.set_result(None)
        self._awaiting.clear()

    def _held(self, items: Any, stream: int) -> Iterator[Any]:
        if isinstance(items, (list, tuple)):  # all was made before the first could be given
            for number in range(1, len(items)):
                self._block(stream, number)
            yield from items
            return
        for number, item in enumerate(items, start=1):
            yield item
            self._block(stream, number)

    async def _held_async(self, items: Any, stream: int) -> AsyncIterator[Any]:
        number = 0
        async for item in items:
            yield item
            number += 1
            self._enter(stream, number)
            turn = asyncio.get_running_loop().create_future()
            self._awaiting.append(turn)
            await turn

    def _block(self, stream: int, item: int) -> None:
        if self._reception.on_loop_thread():
            turn = self._enter(stream, item, on_loop=True)
            self._reception.handle_until(lambda: self._turn > turn)
            return
        turn = self._enter(stream, item, call=current_work())
        self._reception.look_again()
        with self._turned:
            self._turned.wait_for(lambda: self._turn > turn)

    def _enter(
        self, stream: int, item: int, *, call: Work | None = None, on_loop: bool = False
    ) -> int:
        """Note that a source waits now; return the turn after which it may go on."""
        with self._turned:
            self.waiting.append({"stream": stream, "item": item, "on_loop": on_loop})
            if call is not None:
                call.waits = True
                self._calls.append(call)
            return self._turn
