"""How fast generators go: a pause before each item, or one item at a time, on demand.

It listens where the grader's gate does: at the hooks in the student's own generators, so these stay
what they are. The first item comes at once. A generator that runs on the event loop's thread stops
the loop while it is held, as a slow model would.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterator, Sequence
from contextvars import ContextVar
from inspect import CO_ASYNC_GENERATOR, CO_GENERATOR, isfunction
from types import CodeType, ModuleType
from typing import Any

from graders.harness.child.sources import Resume, Source

GENERATORS = CO_GENERATOR | CO_ASYNC_GENERATOR
TICK = 0.01
"""Seconds after which a source that is held looks whether it may go on."""


class Throttle:
    """Holds generators before each item but the first; it can be changed from any thread."""

    def __init__(self) -> None:
        self.delay = 0.0
        self.stepping = False
        self.steps = 0
        self._used: dict[int, int] = {}
        # One demand goes through several generators where one loops over another. It is the same
        # context then, and only the outermost is held.
        self._held: ContextVar[bool] = ContextVar("held", default=False)

    def set(self, delay: float, stepping: bool) -> None:
        """Pause for `delay` seconds before each item; when `stepping`, wait for a step instead."""
        self.delay, self.stepping = delay, stepping

    def step(self) -> None:
        """Let every stream send one more item."""
        self.steps += 1

    def given(self, source: Source) -> None:
        """Note that a source has given an item; only steps from its first on let it go on."""
        self._held.set(False)
        self._used.setdefault(source.number, self.steps)

    def before(self, resume: Resume) -> None:
        """Hold a source, on whatever thread it runs."""
        for pause in self._pauses(resume.source.number):
            time.sleep(pause)

    async def before_async(self, resume: Resume) -> None:
        """Hold an asynchronous source; its event loop goes on."""
        for pause in self._pauses(resume.source.number):
            await asyncio.sleep(pause)

    def _pauses(self, source: int) -> Iterator[float]:
        """Seconds to wait, again and again, until a source may go on."""
        if self._held.get():
            return
        self._held.set(True)
        used, begun = self._used.setdefault(source, self.steps), time.monotonic()
        while (left := self._left(begun, used)) > 0:
            yield min(left, TICK)
        self._used[source] = used + 1 if self.stepping else self.steps

    def _left(self, begun: float, used: int) -> float:
        if self.stepping:
            return TICK if self.steps <= used else 0.0
        return begun + self.delay - time.monotonic()


class PacedApp:
    """An ASGI app each of whose chunks, but for the first of a response, is held before it is sent.

    So what the student's code only hands on, such as the lines of a file, can be told apart.
    """

    def __init__(self, app: Any, pace: Throttle) -> None:
        self._app = app
        self._pace = pace
        self._numbers = itertools.count()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Handle one connection of the ASGI protocol."""
        stream = Source(next(self._numbers), "stream", "send")

        async def paced(message: Any) -> None:
            if message.get("body"):
                if stream.given:
                    await self._pace.before_async(Resume(stream, stream.given, None))
                stream.given += 1
                self._pace.given(stream)
            await send(message)

        await self._app(scope, receive, paced)


def slowed_by_it(modules: Sequence[ModuleType]) -> list[str]:
    """Return the names of the generators in a submission's modules, for the page."""
    own = {vars(module).get("__name__") for module in modules}
    found = {value for module in modules for value in vars(module).values() if isfunction(value)}
    codes = (code for one in found if one.__module__ in own for code in _within(one.__code__))
    return sorted({code.co_name for code in codes if code.co_flags & GENERATORS})


def _within(code: CodeType) -> Iterator[CodeType]:
    """Yield a function's code, and that of each function in it: an endpoint may have its own."""
    yield code
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from _within(inner)
