"""What `watch` shows: a screen that is drawn anew, or text that goes on where there is none."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from rich.console import Console

from graders.commands.compare import reference
from graders.repair import can_be_searched
from graders.report.console import Lines
from graders.report.next_commands import NextCommands
from graders.report.progress import tell_points, tell_states
from graders.report.terminal import praise, print_stories, tell_exercise, tell_what_to_open
from graders.result import ExerciseResult

KEYS = {"n": "next", "l": "list", "h": "hint", "a": "all", "r": "run again", "q": "quit"}


@dataclass
class View:
    """All there is to see: what happened, all results, those told in full, what prints the hint.

    With `listing` the exercises are there to choose from, and none is told in full. `explained` are
    the exercises in which the mistake has been looked for.
    """

    news: Sequence[str] = ()
    results: Sequence[ExerciseResult] = ()
    shown: Sequence[str] = ()
    hint: Callable[[Lines], None] | None = None
    explained: frozenset[str] = frozenset()
    listing: bool = False

    @property
    def looking(self) -> list[str]:
        """Those told in full whose mistake is still to be looked for."""
        shown = [e for e in self.results if e.id in self.shown and e.id not in self.explained]
        return [exercise.id for exercise in shown if can_be_searched(exercise)]

    @property
    def next(self) -> ExerciseResult | None:
        """The exercise to go on with: the first after those told in full that is not passed."""
        last = max(
            (n for n, e in enumerate(self.results, start=1) if e.id in self.shown), default=0
        )
        in_turn = [*self.results[last:], *self.results[:last]]
        return next((exercise for exercise in in_turn if exercise.status != "passed"), None)


def told(news: str) -> str:
    """Return a piece of news with the time."""
    return f"{time.strftime('%H:%M:%S')}  {news}"


class Screen:
    """A terminal, on which each view replaces the last, or a file, where it comes after it."""

    def __init__(self, console: Console, session: NextCommands) -> None:
        self.console = console
        self.single_keys = False
        self.session = session
        self._standing: list[tuple[str, int]] = []
        # Not what rich says alone: with FORCE_COLOR it takes everything for a terminal.
        self._is_terminal = console.file.isatty() and not console.is_dumb_terminal

    def draw(self, view: View) -> None:
        """Show the whole view."""
        page = self._new_page()
        self._tell(page, view, brief=self._is_terminal and not self._fits(view))
        self._tell_end(page, view)

    def _fits(self, view: View) -> bool:
        """Whether all of it is in view at once; of several exercises nobody expects that."""
        if len(view.shown) > 1:
            return True
        paper = Console(file=io.StringIO(), width=self.console.width)
        self._tell(Lines(paper), view, brief=False)
        self._tell_end(Lines(paper), view)
        rows: int = paper.file.getvalue().count("\n")  # type: ignore[attr-defined]
        return rows < self.console.height

    def _tell(self, page: Lines, view: View, brief: bool) -> None:
        for news in view.news:
            page.write(page.text(news, "dim"))
        page.gap()
        if view.listing:
            tell_list(page, view.results)
            return
        asked = brief and view.hint is not None  # then the hint is what to make room for
        for exercise in view.results:
            if exercise.id in view.shown:
                story = exercise.id not in view.looking and not asked
                tell_exercise(page, exercise, self.session, story=story, brief=brief)
        page.gap()
        if not asked:
            self._tell_next(page, view)
        page.gap()
        self._tell_hint(page, view)

    def update(self, view: View) -> None:
        """Show what has become of exercises that are not told in full, if that is any news."""
        if self._standing == _standing(view):
            return
        if self._is_terminal:
            self.draw(view)
        else:
            self._tell_end(self._new_page(), view)

    def open_hint(self, view: View) -> None:
        """Show the hint of the view."""
        if self._is_terminal:
            self.draw(view)
        else:
            page = self._new_page()
            self._tell_hint(page, view)
            self._tell_end(page, view)

    def tell_stories(self, view: View, ids: Collection[str]) -> None:
        """Show what was found out about the mistakes in these exercises."""
        if self._is_terminal:
            self.draw(view)
        else:
            print_stories([e for e in view.results if e.id in ids], self.console)

    def say(self, news: str) -> None:
        """Show a piece of news, and nothing else."""
        page = self._new_page()
        page.write(page.text(told(news)))

    def _new_page(self) -> Lines:
        if self._is_terminal:
            self.console.clear()
        else:
            self.console.print()
        return Lines(self.console)

    def _tell_hint(self, page: Lines, view: View) -> None:
        if view.hint is not None:
            view.hint(page)
            page.gap()

    def _tell_next(self, page: Lines, view: View) -> None:
        if view.next is None and view.results:
            page.write(page.text(praise(view.results), "green"))
        for exercise in view.results if len(view.shown) == 1 else ():
            if exercise.id in view.shown and exercise.status in ("failed", "not_started"):
                tell_what_to_open(page, exercise, self.session)
            elif exercise.id in view.shown:
                self._tell_how_to_go_on(page, exercise, view.next)

    def _tell_how_to_go_on(
        self, page: Lines, exercise: ExerciseResult, following: ExerciseResult | None
    ) -> None:
        if exercise.status == "passed":
            if following is not None:
                page.write(page.text(praise([exercise]), "green"))
            if reference(exercise.id) is not None:
                page.write(page.text("The reference answer, beside yours:"))
                page.write(page.text(f"  run   {self.session.other('compare', exercise.short)}"))
        if following is not None and following.id != exercise.id:
            page.write(page.text(f"Next, with n: {following.short}"))

    def _tell_end(self, page: Lines, view: View) -> None:
        self._standing = _standing(view)
        tell_points(page, view.results)
        tell_states(page, view.results)
        page.gap()
        keys = "   ".join(f"{key} {name}" for key, name in KEYS.items())
        lead = "" if self.single_keys else "Type a letter and Enter: "
        page.write(page.text(lead + keys, "bold"))


def tell_list(page: Lines, results: Sequence[ExerciseResult]) -> None:
    """Print the exercises with a number each, by which they are chosen."""
    for number, exercise in enumerate(results, start=1):
        points = f"{exercise.score}/{exercise.max_score}"
        row = f" {exercise.short:<10} {points:>5}  {exercise.title}"
        page.write(page.text(f"  {number}  ") + page.mark(exercise.status) + page.text(row))
    page.gap()
    page.write(page.text("Type a number to turn to that exercise."))
    page.gap()


def _standing(view: View) -> list[tuple[str, int]]:
    return [(exercise.status, exercise.score) for exercise in view.results]
