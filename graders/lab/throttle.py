"""How fast a token source goes: a pause before each token, or one token at a time, on demand.

The student's own generator is wrapped, so its tokens stay what they are. A source that runs on the
event loop's thread stops the loop while it is held, as a slow model would.
"""

from __future__ import annotations

import asyncio
import functools
import time
from collections.abc import AsyncIterator, Callable, Iterator
from types import ModuleType
from typing import Any

from graders.harness.child.instrumentation import TOKEN_SOURCES

TICK = 0.01
"""Seconds after which a source that is held looks whether it may go on."""


class Throttle:
    """Holds token sources; it can be changed at any time, from any thread."""

    def __init__(self) -> None:
        self.delay = 0.0
        self.stepping = False
        self.steps = 0

    def set(self, delay: float, stepping: bool) -> None:
        """Pause for `delay` seconds before each token; when `stepping`, wait for a step instead."""
        self.delay, self.stepping = delay, stepping

    def step(self) -> None:
        """Let every source send one more token."""
        self.steps += 1

    def slow_down(self, module: ModuleType) -> list[str]:
        """Wrap the token sources of `module` and return their names."""
        names = [name for name in TOKEN_SOURCES if callable(getattr(module, name, None))]
        for name in names:
            setattr(module, name, self.slowed(getattr(module, name)))
        return names

    def slowed(self, source: Callable[..., Any]) -> Callable[..., Any]:
        """Return `source` with every stream it gives held before each token."""

        @functools.wraps(source)
        def slowed(*args: Any, **kwargs: Any) -> Any:
            # Steps from before this stream are used up: only later ones let it go on.
            items, used = source(*args, **kwargs), self.steps
            if hasattr(items, "__aiter__"):
                return self._slowed_async(items, used)
            return self._slowed(items, used) if hasattr(items, "__iter__") else items

        return slowed

    def _slowed(self, items: Any, used: int) -> Iterator[Any]:
        for item in items:
            for pause in self._pauses(used):
                time.sleep(pause)
            used = self._next_step(used)
            yield item

    async def _slowed_async(self, items: Any, used: int) -> AsyncIterator[Any]:
        async for item in items:
            for pause in self._pauses(used):
                await asyncio.sleep(pause)
            used = self._next_step(used)
            yield item

    def _pauses(self, used: int) -> Iterator[float]:
        """Seconds to wait, again and again, until a source that has `used` steps may go on."""
        begun = time.monotonic()
        while True:
            left = begun + self.delay - time.monotonic()
            if self.stepping:
                left = TICK if self.steps <= used else 0.0
            if left <= 0:
                return
            yield min(left, TICK)

    def _next_step(self, used: int) -> int:
        """Return how many steps are used up by the token that goes out now."""
        return used + 1 if self.stepping else self.steps
