"""How much a search costs, on a machine that others use as well."""

from __future__ import annotations

import asyncio
import contextlib
import os
import time
from collections.abc import Coroutine

from graders.harness.session import Session
from graders.harness.stuck import idle_seconds

LOOK_EVERY = 0.2
"""Seconds between two looks at what has been spent."""


class Effort:
    """The seconds that a search would have taken where nobody else uses the machine.

    What counts is the processor time of the grader and of what it has run, and the time for which a
    processor had nothing to do. What others take of the machine is charged to nobody, so the same
    search ends at the same place, however busy it is.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._begun = self._used()

    @property
    def seconds(self) -> float:
        """The seconds that were spent since this was made."""
        return (self._used() - self._begun) / (os.cpu_count() or 1)

    def _used(self) -> float:
        return time.process_time() + self._session.watchdog.worked + idle_seconds()

    async def bound(self, work: Coroutine[None, None, None], most: float, at_last: float) -> None:
        """Do `work`, and give it up after `most` seconds of effort or `at_last` by the clock."""
        task, end = asyncio.ensure_future(work), time.monotonic() + at_last
        try:
            while self.seconds < most and time.monotonic() < end:
                if (await asyncio.wait({task}, timeout=LOOK_EVERY))[0]:
                    return task.result()
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await asyncio.wait({task})
