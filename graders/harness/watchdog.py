"""Looks now and then at what the submissions' processes use, and ends those beyond the limits."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import psutil

from graders.harness import limits, scratch, zygote
from graders.harness.process import Child
from graders.harness.process_tree import (
    ProcessTree,
    descendants,
    find_trees,
    kill_all,
    limit_exceeded,
    with_descendants,
)
from graders.harness.stuck import IdleTime, cpu_seconds
from graders.transcript import Problem

INTERVAL = 0.2
"""Seconds between two looks."""
AGES_EVERY = 10
"""The age of the processes is asked for in one of so many looks."""


class Watchdog:
    """The children under observation; made by `watching`."""

    def __init__(self) -> None:
        self._children: dict[int, Child] = {}
        self._lives: dict[int, IdleTime] = {}
        self._looks = 0
        self._worked = 0.0
        # What runs already is no stray.
        self._before = {child.pid for child in descendants(psutil.Process(), recursive=False)}
        self._before -= zygote.sandboxes()

    @contextmanager
    def over(self, child: Child) -> Iterator[None]:
        """Look after `child` in here."""
        self._children[child.pid] = child
        self._lives[child.pid] = _life(child.pid)
        try:
            yield
        finally:
            self._worked += _worked_by(child.pid)
            del self._children[child.pid], self._lives[child.pid]

    @property
    def worked(self) -> float:
        """Seconds for which the children had a processor, those that have ended included."""
        return self._worked + sum(map(_worked_by, self._children))

    async def run(self) -> None:
        """Look, again and again."""
        while True:
            await asyncio.sleep(INTERVAL)
            if self._children:
                await self._look()

    async def _look(self) -> None:
        self._looks += 1
        found, strays = await asyncio.to_thread(
            find_trees, list(self._children), self._ours, zygote.sandboxes()
        )
        full = await asyncio.to_thread(self._too_full)
        for head, family in found.items():
            problem = limit_exceeded(family) or full.get(head) or self._too_old(head)
            # The look was in another thread, and meanwhile the child may have ended as it should.
            if problem is not None and head in self._children:
                self._children[head].end(problem)
        if limit_exceeded(strays):  # there is no telling any more whose they were
            kill_all(strays)

    def _too_full(self) -> dict[int, Problem]:
        """Return which children have written more than they may."""
        folders = {head: child.scratch for head, child in tuple(self._children.items())}
        told = {head: scratch.limit_exceeded(folder) for head, folder in folders.items()}
        return {head: problem for head, problem in told.items() if problem is not None}

    def _too_old(self, head: int) -> Problem | None:
        """Return that a process still goes on after the time that all of it may take."""
        if self._looks % AGES_EVERY or head not in self._lives:
            return None
        if not self._children[head].begun:  # so far it was the kit's own work
            self._lives[head] = _life(head)
            return None
        if self._lives[head].unused_seconds() <= limits.LIFETIME:
            return None
        return Problem("stuck", f"it was still going after {limits.LIFETIME:g} seconds")

    def end_strays(self) -> None:
        """End what has left its family behind and is a child of this process now (on Linux)."""
        while strays := self._strays():
            kill_all(strays)
            psutil.wait_procs(strays)  # and their own children come next

    @property
    def _ours(self) -> set[int]:
        return self._before | zygote.pids()

    def _strays(self) -> ProcessTree:
        children = descendants(psutil.Process(), recursive=False)
        # In a sandbox an orphan goes to the first process there.
        for pid in (around := zygote.sandboxes()):
            children += descendants(psutil.Process(pid), recursive=False)
        return [child for child in children if child.pid not in self._ours | around]


def _worked_by(pid: int) -> float:
    return sum(map(cpu_seconds, with_descendants(pid)))


def _life(pid: int) -> IdleTime:
    return IdleTime(pid, AGES_EVERY * INTERVAL)


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
