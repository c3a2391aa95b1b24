"""What the student's own lines see of time while the event loop runs: the grader's clock.

A line that waits without `await` is reported: one that calls `time.sleep`, and one that reads a
clock again and again, which stands still for as long as the loop gets no turn.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from graders.harness.child.clock import SteppedLoop
from graders.harness.child.control import Control
from graders.harness.child.loading import Submission

CLOCKS = {"time": 1, "monotonic": 1, "perf_counter": 1}
CLOCKS |= {f"{name}_ns": 1_000_000_000 for name in CLOCKS}
"""Functions of `time` that tell it, and what they count a second as."""
SPINNING = 1_000
"""Readings of a clock by one line, in one turn of the loop, that are no longer by chance."""
SHORT = 0.1
"""Seconds of sleep that are not slept where they hold up the event loop."""
MAX_REPORTS = 20


class Instruments:
    """Stands between the student's code and the functions of `time`."""

    def __init__(self, desk: Control, submission: Submission) -> None:
        self._desk = desk
        self._submission = submission
        self._reported: list[dict[str, Any]] = []
        self._readings: dict[tuple[str, int], tuple[int, int]] = {}

    def install(self) -> None:
        """Replace what the student's file is going to import from `time`."""
        time.sleep = self._watched_sleep(time.sleep)
        for name, second in CLOCKS.items():
            setattr(time, name, self._stepped(name, getattr(time, name), second))

    def _watched_sleep(self, really_sleep: Callable[..., None]) -> Callable[..., None]:
        def sleep(seconds: float) -> None:
            on_loop = asyncio._get_running_loop() is not None
            if on_loop:
                self._report(f"time.sleep({seconds!r})", sys._getframe(1))
            if not on_loop or seconds > SHORT:  # in a short one nothing could happen meanwhile
                really_sleep(seconds)

        return sleep

    def _stepped(self, name: str, really_tell: Callable[[], Any], second: int) -> Callable[[], Any]:
        start = really_tell()

        def tell() -> Any:
            loop, frame = asyncio._get_running_loop(), sys._getframe(1)
            if not isinstance(loop, SteppedLoop) or not self._is_the_students(frame):
                return really_tell()
            if self._spins(name, frame, loop.turns):
                return really_tell()
            return start + type(start)(loop.time() * second)

        return tell

    def _spins(self, name: str, frame: FrameType, turn: int) -> bool:
        line = (frame.f_code.co_filename, frame.f_lineno)
        last_turn, readings = self._readings.get(line, (turn, 0))
        if readings > SPINNING:
            return True
        readings = readings + 1 if turn == last_turn else 1
        self._readings[line] = (turn, readings)
        if readings > SPINNING:
            self._report(f"a loop around time.{name}()", frame)
        return readings > SPINNING

    def _is_the_students(self, frame: FrameType) -> bool:
        return self._submission.owns(frame.f_code.co_filename)

    def _report(self, call: str, frame: FrameType) -> None:
        place = self._submission.line_running(frame)
        if place and place not in self._reported and len(self._reported) < MAX_REPORTS:
            self._reported.append(place)
            self._desk.report("blocked", call=call[:80], **place)
