"""How far a submission is, and how far its grading: a bar with the points, and a line."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from rich.console import Console
from rich.control import Control
from rich.segment import ControlType
from rich.text import Text

from graders.report.console import Lines
from graders.report.folding import fold
from graders.result import ExerciseResult

BAR = 20
"""Cells of the bar."""


def tell_points(page: Lines, exercises: Collection[ExerciseResult]) -> None:
    """Print the points that are earned as a bar and as a number."""
    score = sum(exercise.score for exercise in exercises)
    most = sum(exercise.max_score for exercise in exercises)
    page.write(page.bar(score, most, BAR) + page.text(f"  {score} of {most} points", "bold"))


def tell_states(page: Lines, exercises: Iterable[ExerciseResult]) -> None:
    """Print the mark of each exercise in one list."""
    states = (page.mark(e.status) + page.text(f" {e.short}") for e in exercises)
    page.prose(Text(), Text("  ").join(states))


class ProgressLine:
    """One line on a terminal that says what is being graded, and is gone afterwards.

    It never hides the cursor or starts a thread, so that nothing has to be put back if the
    program is ended from outside. Where there is no terminal it prints nothing.
    """

    def __init__(
        self, console: Console, exercise_ids: Collection[str], doing: str = "Grading"
    ) -> None:
        self._doing = doing
        self._page = Lines(console)
        self._all = len(exercise_ids)
        self._running: list[str] = []
        self._done = 0
        self._live = console.is_interactive and console.file.isatty()

    def __enter__(self) -> ProgressLine:
        return self

    def __exit__(self, *exception: object) -> None:
        self._erase()

    def started(self, exercise_id: str) -> None:
        """Say that this exercise is being graded."""
        self._running.append(exercise_id)
        self._show()

    def done(self, exercise_id: str) -> None:
        """Say that this exercise has been graded."""
        self._running.remove(exercise_id)
        self._done += 1
        self._show()

    @property
    def line(self) -> str:
        """What is shown: how many are done and which are running."""
        running = ", ".join(id.partition("_")[0] for id in self._running)
        return f"{self._doing}, {self._done} of {self._all} done: {running}".rstrip(": ")

    def _show(self) -> None:
        if self._live:
            self._erase()
            line = fold(self.line, self._page.console.width - 1, self._page.show)[0]
            self._page.console.print(Text(line), end="", soft_wrap=True)

    def _erase(self) -> None:
        if self._live:
            self._page.console.control(
                Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2))
            )
