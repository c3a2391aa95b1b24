"""Looks now and then at what the submissions' processes use, and ends those beyond the limits."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import psutil

from graders.harness.process import Child
from graders.harness.process_tree import find_trees, kill_all, limit_exceeded

INTERVAL = 0.2
"""Seconds between two looks."""


class Watchdog:
    """The children under observation; made by `watching`."""

    def __init__(self) -> None:
        self._children: dict[int, Child] = {}
        self._ours = {child.pid for child in psutil.Process().children()}

    @contextmanager
    def over(self, child: Child) -> Iterator[None]:
        """Look after `child` in here."""
        self._children[child.pid] = child
        try:
            yield
        finally:
            del self._children[child.pid]

    async def run(self) -> None:
        """Look, again and again."""
        while True:
            await asyncio.sleep(INTERVAL)
            if self._children:
                await self._look()

    async def _look(self) -> None:
        found, strays = await asyncio.to_thread(find_trees, list(self._children), self._ours)
        for head, family in found.items():
            problem = limit_exceeded(family)
            if problem is not None and head in self._children:
                self._children[head].end(problem)
        if limit_exceeded(strays):  # there is no telling any more whose they were
            kill_all(strays)

    def end_strays(self) -> None:
        """End what has left its family behind and is a child of this process now (on Linux)."""
        while strays := [p for p in psutil.Process().children() if p.pid not in self._ours]:
            kill_all(strays)
            psutil.wait_procs(strays)  # and their own children come next


@asynccontextmanager
async def watchdog() -> AsyncIterator[Watchdog]:
    """Keep watch in here; nothing that a submission has started is left afterwards."""
    watch = Watchdog()
    looking = asyncio.create_task(watch.run())
    try:
        yield watch
    finally:
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking
        watch.end_strays()
