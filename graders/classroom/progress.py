"""How far a class is: one line that is renewed on a terminal, one line a minute elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable

from rich.console import Console
from rich.control import Control
from rich.segment import ControlType
from rich.text import Text

from graders.report.console import Lines
from graders.report.folding import fold
from graders.text import count

EVERY = 60.0
"""Seconds between two lines where nobody looks on."""
LEAST = 2
"""As soon as so many are done, the time that is left can be told."""


class ClassProgress:
    """Tells what is done, at what rate, what is left, who was the last, and faults so far."""

    def __init__(self, console: Console, clock: Callable[[], float] = time.monotonic) -> None:
        self._page = Lines(console)
        self._clock = clock
        self._live = console.is_interactive and console.file.isatty()
        self._all = self._done = self._faults = 0
        self._last = ""
        self._begun = self._told = clock()

    def begin(self, all: int, kept: int) -> None:
        """So many are to be graded, and so many have been before."""
        self._all, self._begun = all, self._clock()
        self._told = self._begun
        if kept:
            self._print(f"{count(kept, 'hand-in')} graded before: kept.")
        if all:
            self._show() if self._live else self._print(f"Grading {count(all, 'submission')}.")

    def done(self, student: str, is_fault: bool) -> None:
        """This one has been graded, or the kit could not."""
        self._done += 1
        self._faults += is_fault
        self._last = " ".join(student.split())
        if self._live:
            self._show()
        elif self._clock() - self._told >= EVERY:
            self._told = self._clock()
            self._print(self.line)

    @property
    def line(self) -> str:
        """What is told."""
        seconds = self._clock() - self._begun
        parts = [f"{self._done} of {self._all} graded"]
        if self._done >= LEAST and seconds > 0:
            rate = self._done / seconds
            left = (self._all - self._done) / rate
            parts += [f"{60 * rate:.0f} a minute", f"{duration(left)} left"]
        parts += [self._last] * bool(self._last)
        parts += [count(self._faults, "fault") + " of the kit"] * bool(self._faults)
        return ", ".join(parts)

    def end(self) -> None:
        """Take the line away."""
        if self._live:
            self._page.console.control(
                Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2))
            )

    def _show(self) -> None:
        self.end()
        line = fold(self.line, self._page.console.width - 1, self._page.show)[0]
        self._page.console.print(Text(line), end="", soft_wrap=True)

    def _print(self, line: str) -> None:
        self.end()
        self._page.write(self._page.text(line))
        self._page.console.file.flush()


def duration(seconds: float) -> str:
    """Return a time as one says it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
