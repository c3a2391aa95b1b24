"""How long an event loop's turns take: in a long one, nobody else had a turn."""

from __future__ import annotations

import selectors
import socket
from collections import deque
from time import perf_counter
from typing import Protocol

RESOLUTION = 1e-9
"""Seconds within which a timer is due."""
LONG = 0.0005
"""Seconds; shorter turns are not worth being remembered."""
REMEMBERED = 1_000
MANY = 10_000
"""Turns in a row without anything to wait for: only a loop that polls takes as many."""

Events = list[tuple[selectors.SelectorKey, int]]


class LoopListener(Protocol):
    """Who is told what the loop is doing, on the loop's own thread."""

    def idle(self, next_timer: float | None) -> None:
        """Nothing is left to run; `next_timer` is the time in seconds to the first timer."""

    def readable(self) -> None:
        """A message from the grader has arrived."""

    def polls(self) -> None:
        """The loop takes turn after turn, and never waits for anything."""


class TurnSelector(selectors.DefaultSelector):
    """Looks for I/O, also for the grader's messages, and notes each turn between two looks."""

    def __init__(self, control: socket.socket, listener: LoopListener) -> None:
        super().__init__()
        self._control = control
        self._listener = listener
        self._long: deque[tuple[float, float]] = deque(maxlen=REMEMBERED)
        self._begun = perf_counter()
        self._without_rest = 0
        self._busy = 0.0
        self.turns = 0
        self.register(control, selectors.EVENT_READ)

    def select(self, timeout: float | None = None) -> Events:
        """Look once; if nothing is there and nothing to run, say so, and `wait`."""
        self._end_turn()
        events = super().select(0)
        # asyncio gives 0 when something is ready to run, and None when there is not even a timer. A
        # timer that is due runs in this turn, so then the loop is not idle.
        if not events and (timeout is None or timeout > RESOLUTION):
            self._without_rest = 0
            self._listener.idle(timeout)
            events = self.wait(timeout)
        if events and any(key.fileobj is self._control for key, _ in events):
            self._listener.readable()
            events = [event for event in events if event[0].fileobj is not self._control]
        # The time spent waiting belongs to no turn.
        self._begun = perf_counter()
        return events

    def wait(self, timeout: float | None) -> Events:
        """Wait for I/O, at most so many seconds."""
        return super().select(timeout)

    def longest_turn(self, since: float) -> float:
        """Return the seconds that the longest turn has taken since then, also the one under way."""
        now = perf_counter()
        longest = min(now - self._begun, now - since)
        for ended, took in reversed(self._long):
            if ended < since:
                break
            longest = max(longest, min(took, ended - since))
        return longest

    def busy(self) -> float:
        """Return the seconds that all turns have taken so far, and the one under way."""
        return self._busy + perf_counter() - self._begun

    def _end_turn(self) -> None:
        now = perf_counter()
        self._busy += now - self._begun
        if now - self._begun > LONG:
            self._long.append((now, now - self._begun))
        self.turns += 1
        self._without_rest += 1
        if self._without_rest == MANY:
            self._listener.polls()
