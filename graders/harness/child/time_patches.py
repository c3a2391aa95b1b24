"""What the student's own lines see of time while the event loop runs: the grader's clock.

A line that waits without `await` is reported: one that calls `time.sleep`, and one that reads a
clock again and again, which stands still for as long as the loop gets no turn. In a worker thread
`time.sleep` waits for that clock too, if the student's own code awaits the thread. If not, as in a
plain generator that Starlette runs, nobody awaits the pause, and it takes no time.
"""

from __future__ import annotations

import asyncio
import functools
import sys
import threading
import time
from collections.abc import Callable
from time import perf_counter
from types import FrameType
from typing import Any

import anyio.to_thread
from starlette.concurrency import run_in_threadpool

from graders.harness.child.agent import Agent
from graders.harness.child.submission import Submission
from graders.harness.child.virtual_clock import VirtualClockLoop
from graders.harness.child.worker_threads import Work, current_work

CLOCKS = {"time": 1, "monotonic": 1, "perf_counter": 1}
CLOCKS |= {f"{name}_ns": 1_000_000_000 for name in CLOCKS}
"""Functions of `time` that tell it, and what they count a second as."""
SPINNING = 1_000
"""Readings of a clock by one line, in one turn of the loop, that are no longer by chance."""
SHORT = 0.1
"""Seconds of sleep that are not slept where they hold up the event loop."""
MAX_REPORTS = 20


class TimePatches:
    """Stands between the student's code and what waits: functions of `time`, worker threads."""

    def __init__(self, desk: Agent, submission: Submission) -> None:
        self._desk = desk
        self._submission = submission
        self._reported: list[dict[str, Any]] = []
        self._readings: dict[tuple[str, int], tuple[int, int]] = {}

    def install(self) -> None:
        """Replace what the student's file is going to import from `time`, and AnyIO's workers."""
        time.sleep = self._watched_sleep(time.sleep)
        for name, second in CLOCKS.items():
            setattr(time, name, self._stepped(name, getattr(time, name), second))
        anyio.to_thread.run_sync = self._counted(anyio.to_thread.run_sync)  # type: ignore[assignment]

    def _watched_sleep(self, really_sleep: Callable[..., None]) -> Callable[..., None]:
        def sleep(seconds: float) -> None:
            loop, call = self._desk.clock_of_threads, current_work()
            running = asyncio._get_running_loop()
            if running is not None and running is self._desk.loop:
                self._report(f"time.sleep({seconds!r})", sys._getframe(1))
                if seconds > SHORT or loop is None:  # in a shorter one nothing could happen
                    really_sleep(seconds)
            elif self._desk.sleeps_take_no_time:
                really_sleep(min(seconds, 0))
            elif loop is None or call is None or not 0 < seconds <= threading.TIMEOUT_MAX:
                really_sleep(seconds)
            elif call.awaited:
                loop.sleep_in_thread(seconds)
            else:
                really_sleep(0)

        return sleep

    def _counted(self, really_run: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(really_run)
        async def run_sync(function: Any, *args: Any, limiter: Any = None, **options: Any) -> Any:
            loop, pool = asyncio.get_running_loop(), limiter or self._desk.limiter
            if loop is not self._desk.loop:
                return await really_run(function, *args, limiter=limiter, **options)
            assert self._desk.loop is not None
            workers = self._desk.loop.workers
            awaited = self._submission.line_running(sys._getframe(1)) is not None
            call = Work(awaited=awaited or _is_whole_task(run_sync))
            begun = perf_counter()
            workers.begin(call, pool)
            try:
                return await really_run(call.of(function), *args, limiter=limiter, **options)
            finally:
                workers.end(call, pool)
                self._desk.unawaited += 0 if call.awaited else perf_counter() - begun

        return run_sync

    def _stepped(self, name: str, really_tell: Callable[[], Any], second: int) -> Callable[[], Any]:
        start = really_tell()

        def tell() -> Any:
            loop, frame = self._clock(), sys._getframe(1)
            if loop is None or not self._is_the_students(frame):
                return really_tell()
            if self._spins(name, frame, loop.turns):
                # It reads the real clock from now on: on one that stands still,
                # its loop would never end.
                return really_tell()
            return start + type(start)(loop.time() * second)

        return tell

    def _clock(self) -> VirtualClockLoop | None:
        """Return the loop whose clock is the time on this thread, if it is not the real one."""
        running, call = asyncio._get_running_loop(), current_work()
        if running is None and call is not None and call.awaited:
            return self._desk.clock_of_threads
        return running if isinstance(running, VirtualClockLoop) else None

    def _spins(self, name: str, frame: FrameType, turn: int) -> bool:
        line = (frame.f_code.co_filename, frame.f_lineno)
        last_turn, readings = self._readings.get(line, (turn, 0))
        if readings > SPINNING:
            return True
        readings = readings + 1 if turn == last_turn else 1
        self._readings[line] = (turn, readings)
        if readings > SPINNING and asyncio._get_running_loop() is not None:
            self._report(f"a loop around time.{name}()", frame)
        return readings > SPINNING

    def _is_the_students(self, frame: FrameType) -> bool:
        return self._submission.owns(frame.f_code.co_filename)

    def _report(self, call: str, frame: FrameType) -> None:
        place = self._submission.line_running(frame)
        if place and place not in self._reported and len(self._reported) < MAX_REPORTS:
            self._reported.append(place)
            self._desk.report("blocked", call=call[:80], **place)


def _is_whole_task(run_sync: Callable[..., Any]) -> bool:
    """Whether the running task is nothing but this call: a student's `create_task` made it.

    Starlette calls it from its own coroutines, which are more than that.
    """
    task = asyncio.current_task()
    code = getattr(task and task.get_coro(), "cr_code", None)
    return code in (run_sync.__code__, run_in_threadpool.__code__)
