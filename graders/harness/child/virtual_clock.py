"""An event loop whose clock only the grader moves.

`time()` stands still until `advance`; the selector never waits for a timer, only for I/O. Just
before it would block, the loop is idle by definition: that is the moment to answer the grader's
question whether everything has settled.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from time import perf_counter
from typing import Any

from graders.harness.child.turns import RESOLUTION, Events, LoopListener, TurnSelector
from graders.harness.child.worker_threads import Work, WorkerThreads, current_work

MOST_WORKERS = 32
"""Threads of the default executor: what asyncio allows on a large machine, on every machine."""


class _Selector(TurnSelector):
    by_itself = False
    """Whether the clock goes on without the grader."""

    def wait(self, timeout: float | None) -> Events:
        # `timeout` is the time to the first timer, on a clock that stands still: in real seconds it
        # means nothing. Only a message from the grader can make a timer due.
        return super().wait(timeout if self.by_itself else None)


class VirtualClockLoop(asyncio.SelectorEventLoop):
    """A standard event loop on a clock that starts at 0 and moves only when told to."""

    def __init__(self, control: socket.socket, listener: LoopListener) -> None:
        self._now = 0.0
        self._let_go: float | None = None
        self.selector = _Selector(control, listener)
        super().__init__(self.selector)
        # asyncio calls a timer due that is nearer than what the system's own clock can tell apart.
        self._clock_resolution = RESOLUTION
        self.set_debug(False)  # which -X dev would set: then what is slow is told as an error
        self.workers = WorkerThreads()
        self._sleepers: set[threading.Event] = set()
        self._sleepers_lock = threading.Lock()
        self.set_default_executor(ThreadPoolExecutor(MOST_WORKERS, thread_name_prefix="asyncio"))

    @property
    def turns(self) -> int:
        """How many turns the loop has taken: between two of them, one piece of code ran."""
        return self.selector.turns

    def time(self) -> float:
        """Seconds since the loop was made, as far as the grader has moved the clock."""
        return self._now if self._let_go is None else self._now + perf_counter() - self._let_go

    def let_go(self) -> None:
        """Have the clock go on by itself from now on, as any other does."""
        self._let_go, self.selector.by_itself = perf_counter(), True

    def advance(self, seconds: float) -> None:
        """Move the clock forward; timers that fall due run in the loop's next turn."""
        self._now += seconds

    def sleep_in_thread(self, seconds: float) -> None:
        """Hold the worker thread that calls this until the clock has moved, or the loop stops."""
        call, woken = current_work(), threading.Event()
        assert call is not None
        # When the loop stops, it wakes all sleepers under this same lock. Without the lock, a
        # thread could fall asleep just after that and never wake up.
        with self._sleepers_lock:
            if not self.is_running():
                return
            self._sleepers.add(woken)
            self.call_soon_threadsafe(self._fall_asleep, seconds, call, woken)
        woken.wait()

    def _fall_asleep(self, seconds: float, call: Work, woken: threading.Event) -> None:
        call.waits = True
        self.call_later(seconds, self._wake, call, woken)

    def _wake(self, call: Work, woken: threading.Event) -> None:
        # Before the thread is woken: it counts as busy from now on, however late it wakes up.
        call.waits = False
        self._sleepers.discard(woken)
        woken.set()

    def run_forever(self) -> None:
        """Run until stopped; no thread sleeps on a clock that nobody moves any more."""
        try:
            super().run_forever()
        finally:
            with self._sleepers_lock:
                for woken in self._sleepers:
                    woken.set()
                self._sleepers.clear()

    def set_default_executor(self, executor: ThreadPoolExecutor) -> None:  # type: ignore[override]
        """Remember the executor too, as it says how many calls run at once."""
        super().set_default_executor(executor)
        self._default = executor

    def run_in_executor(  # type: ignore[override]
        self, executor: Executor | None, func: Callable[..., Any], *args: Any
    ) -> asyncio.Future[Any]:
        """Count the calls under way: a loop with a busy worker thread has not settled."""
        pool, call = executor or self._default, Work()
        if isinstance(pool, ThreadPoolExecutor):
            # A function for another process is sent there by pickle, so it cannot be wrapped.
            func = call.of(func)
        future = super().run_in_executor(executor, func, *args)
        self.workers.begin(call, pool)
        future.add_done_callback(lambda _: self.workers.end(call, pool))
        return future
