"""Worker threads: how many are busy for the event loop, and which of them wait for the grader."""

from __future__ import annotations

import math
import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Any

_here = threading.local()


class Work:
    """A function that a worker thread runs for the event loop.

    `awaited` says that the student's own code awaits it; `waits`, that it goes on only when the
    grader lets it.
    """

    def __init__(self, awaited: bool = True) -> None:
        self.awaited = awaited
        self.waits = False

    def of(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return `function` as this call: the thread that runs it knows."""

        def run(*args: Any, **kwargs: Any) -> Any:
            _here.call = self
            try:
                return function(*args, **kwargs)
            finally:
                # A pool uses its threads again, and the next call may be another's.
                del _here.call

        return run


def current_work() -> Work | None:
    """Return the call that this thread is at, if it is a worker thread."""
    return getattr(_here, "call", None)


class WorkerThreads:
    """The calls under way, by the executor or the limiter that says how many run at once."""

    def __init__(self) -> None:
        self._calls: defaultdict[object, set[Work]] = defaultdict(set)

    def begin(self, call: Work, pool: object) -> None:
        """Count `call` from now on."""
        self._calls[pool].add(call)

    def end(self, call: Work, pool: object) -> None:
        """Count `call` no longer."""
        self._calls[pool].discard(call)
        if not self._calls[pool]:
            del self._calls[pool]

    @property
    def busy(self) -> int:
        """How many threads are at work, or will be in a moment without the grader's doing.

        A call beyond what its pool can run at once has to wait for those that wait.
        """
        return sum(_busy(calls, _capacity(pool)) for pool, calls in self._calls.items())


def _busy(calls: set[Work], capacity: float) -> int:
    return int(min(len(calls), capacity)) - sum(call.waits for call in calls)


def _capacity(pool: object) -> float:
    """How many threads an executor has, or a limiter of AnyIO allows."""
    of_limiter = getattr(pool, "total_tokens", math.inf)
    return float(getattr(pool, "_max_workers", of_limiter))
