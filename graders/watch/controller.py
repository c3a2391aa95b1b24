"""The course of `watch`: saves, keys and verdicts come in, and the screen is what comes of them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Collection, Coroutine, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from graders.commands.hint import Opened, next_steps, tell_hint, tell_mistake
from graders.exercise import LEVELS
from graders.grading import grade_in_loop
from graders.harness.zygote import preload
from graders.report.console import Lines
from graders.report.next_commands import file_to_write
from graders.report.progress import ProgressLine
from graders.report.terminal import praise
from graders.result import CheckResult, ExerciseResult
from graders.watch.dependencies import affected
from graders.watch.file_watcher import WatchedFiles, saves
from graders.watch.keyboard import CONTROL_C, CONTROL_D, keyboard
from graders.watch.view import Screen, View, told


@dataclass(frozen=True)
class Saved:
    """These files were saved, made, moved or removed."""

    names: set[str]


@dataclass(frozen=True)
class Pressed:
    """The student pressed this key."""

    key: str


@dataclass(frozen=True)
class Graded:
    """Some exercises were graded, in the round with this number."""

    round: int
    results: list[ExerciseResult]


@dataclass(frozen=True)
class Explained:
    """The mistakes in these exercises were looked for, in the round with this number."""

    round: int
    ids: frozenset[str]


@dataclass(frozen=True)
class Failed:
    """Something that goes on beside the course raised this."""

    error: BaseException


Event = Saved | Pressed | Graded | Explained | Failed
NOTHING_LEFT = "Nothing is left to do: a shows all of it, and q ends."
QUIT = [Pressed(key) for key in ("q", CONTROL_C, CONTROL_D)]


class Controller:
    """One student at work on one folder."""

    def __init__(
        self,
        ids: Sequence[str],
        folder: Path,
        seed: int,
        screen: Screen,
        *,
        poll: bool = False,
        go_on: bool = False,
    ) -> None:
        self._ids = ids
        self._folder = folder
        self._seed = seed
        self._screen = screen
        self._poll = poll
        self._go_on = go_on
        self._sources = WatchedFiles(folder)
        self._opened = Opened(folder)
        self._events: asyncio.Queue[Event] = asyncio.Queue()
        self._round = 0
        self._grading: asyncio.Task[None] | None = None
        self._todo: list[str] = []
        self._results: dict[str, ExerciseResult] = {}
        self._saved: list[str] = []
        self._asked = self._wants_hint = False
        self._view = View()

    async def run(self) -> None:
        """Go on until the student quits; raise what went wrong."""
        loop = asyncio.get_running_loop()

        def press(key: str) -> None:
            with contextlib.suppress(RuntimeError):  # it is all over
                loop.call_soon_threadsafe(self._events.put_nowait, Pressed(key))

        listening = self._beside(self._listen())
        try:
            with keyboard(press) as self._screen.single_keys:
                self._grade(self._ids)
                while (event := await self._events.get()) not in QUIT:
                    await self._take(event)
        finally:
            await _stop(listening)
            await self._interrupt()

    async def _take(self, event: Event) -> None:
        if isinstance(event, Saved):
            await self._take_saved(event.names)
        elif isinstance(event, Pressed):
            await self._take_key(event.key)
        elif isinstance(event, Failed):
            raise event.error
        elif event.round != self._round:
            return
        elif isinstance(event, Graded):
            await self._take_results(event.results)
        else:
            self._view.explained |= event.ids
            self._screen.tell_stories(self._view, event.ids)
            if self._wants_hint:
                self._open_hint()

    # Saves

    async def _listen(self) -> None:
        async for names in saves(self._sources, self._poll):
            self._events.put_nowait(Saved(names))

    async def _take_saved(self, names: Collection[str]) -> None:
        if not self._folder.is_dir():
            await self._interrupt()
            self._todo = list(self._ids)
            self._screen.say("the folder is gone; grading goes on when it is back")
            return
        changed = affected(self._folder, names, self._ids)
        if changed:
            await self._interrupt()
            self._saved, self._asked = [id for id in changed if f"{id}.py" in names], False
            self._view.news, self._view.listing = [told(self._news_of(names))], False
            self._grade(self._saved or changed, changed)

    def _news_of(self, names: Collection[str]) -> str:
        if len(names) > 1:
            return f"{len(names)} files saved"
        (name,) = names
        return f"{name} saved" if (self._folder / name).exists() else f"{name} removed"

    # Verdicts

    def _grade(self, first: Iterable[str], then: Iterable[str] = ()) -> None:
        """Grade `first`, and after that, in another round, what else is to be done."""
        ids = list(first)
        self._todo = list(dict.fromkeys([*ids, *then, *self._todo]))
        self._round += 1
        self._grading = self._beside(self._grade_round(self._round, ids))

    async def _grade_round(self, number: int, ids: list[str]) -> None:
        with ProgressLine(self._screen.console, ids) as progress:
            results = await grade_in_loop(ids, self._folder, self._seed, progress)
        self._events.put_nowait(Graded(number, results))

    async def _interrupt(self) -> None:
        """End the grading that goes on, if there is one: its verdict would come too late."""
        self._round += 1
        self._wants_hint = False
        await _stop(self._grading)

    async def _take_results(self, results: Iterable[ExerciseResult]) -> None:
        late = self._sources.look()
        if affected(self._folder, late, self._ids):  # it may have been half of a save
            await self._take_saved(late)
            return
        before = [self._checks(id) for id in self._view.shown]
        graded = {result.id: result for result in results}
        self._results |= graded
        self._view.explained -= graded.keys()
        self._todo = [id for id in self._todo if id not in graded]
        self._view.results = [self._results[id] for id in self._ids if id in self._results]
        self._show(graded, is_news=before != [self._checks(id) for id in self._view.shown])
        if self._todo:
            self._grade(self._todo)
        else:
            preload()  # so that the next save does not have to wait for a process
            self._look_for_the_mistake()

    async def _look_elsewhere(self) -> None:
        """Look for the mistake in what is told in full now, unless something is being graded."""
        if not self._todo:
            await self._interrupt()
            self._look_for_the_mistake()

    def _look_for_the_mistake(self) -> None:
        """Begin to look for it in what is told in full; a save ends that."""
        if self._view.looking:
            self._round += 1
            looked_for = [self._results[id] for id in self._view.looking]
            self._grading = self._beside(self._look_round(self._round, looked_for))

    async def _look_round(self, number: int, results: list[ExerciseResult]) -> None:
        from graders.repair.search import explain_in_loop

        ids = [result.id for result in results]
        with ProgressLine(self._screen.console, ids, "Looking for the mistake") as progress:
            await explain_in_loop(results, self._folder, self._seed, progress)
        self._events.put_nowait(Explained(number, frozenset(ids)))

    def _show(self, graded: Collection[str], is_news: bool) -> None:
        """Show in full what was just saved; of anything else, only how it stands now."""
        saved = [id for id in self._saved if id in graded]
        self._saved = []
        if saved:
            self._turn_to(self._first_left(saved) or self._after(saved[0]))
        elif not self._view.shown:
            self._turn_to(self._first_left(self._ids))
        elif is_news or self._asked:
            self._screen.draw(self._view)
        else:
            self._screen.update(self._view)
        self._asked = False

    def _after(self, passed: str) -> str:
        """Return what to show when this one has passed: itself, unless asked to go on."""
        self._view.shown = [passed]
        following = self._view.next if self._go_on else None
        if following is None:
            return passed
        self._view.news = [*self._view.news, praise([self._results[passed]])]
        return following.id

    def _checks(self, id: str) -> list[CheckResult]:
        return self._results[id].checks if id in self._results else []

    def _turn_to(self, id: str | None) -> None:
        self._view.shown = [id] if id else []
        self._view.hint = None
        self._screen.draw(self._view)

    def _first_left(self, ids: Iterable[str]) -> str | None:
        graded = (self._results[id] for id in ids if id in self._results)
        return next((result.id for result in graded if result.status != "passed"), None)

    # Keys

    async def _take_key(self, key: str) -> None:
        if len(self._results) < len(self._ids):
            return  # nothing has been shown yet
        self._view.news, self._view.listing = [], key == "l"
        if key in ("n", "h") and self._first_left(self._ids) is None:
            self._view.news = [NOTHING_LEFT]
            self._screen.draw(self._view)
        elif key == "n":
            await self._look_at(self._view.next)
        elif key == "h":
            self._open_hint()
        elif key == "l":
            self._screen.draw(self._view)
        elif key in (numbers := [str(n) for n, _ in enumerate(self._ids, start=1)]):
            await self._look_at(self._view.results[numbers.index(key)])
        elif key == "a":
            self._view.shown = list(self._ids)
            await self._grade_again(self._ids)
        elif key == "r":
            await self._grade_again(self._view.shown or self._ids)

    async def _look_at(self, exercise: ExerciseResult | None) -> None:
        self._turn_to(exercise.id if exercise else None)
        await self._look_elsewhere()

    def _open_hint(self) -> None:
        """Open what is known of the mistake, step by step, and then the hints of the exercise.

        Where the mistake is still being looked for, the hint waits for that.
        """
        current = self._first_left(self._view.shown) or self._first_left(self._ids)
        self._wants_hint = current in self._view.looking
        if current is not None and not self._wants_hint:
            self._view.hint = self._hint_on_mistake(current) or self._hint(current)
            self._screen.open_hint(self._view)

    def _hint_on_mistake(self, id: str) -> Callable[[Lines], None] | None:
        repair = self._results[id].repair
        if repair is None or not repair.verified:
            return None
        steps = next_steps(self._opened, id, repair)
        name = self._screen.session.path(repair.file)
        return partial(tell_mistake, repair=repair, steps=steps, name=name) if steps else None

    def _hint(self, current: str) -> Callable[[Lines], None]:
        id = Path(file_to_write(self._results[current])).stem
        level = min(self._opened.level(id) + 1, LEVELS)
        self._opened.note(id, level)
        return partial(tell_hint, id=id, level=level, session=self._screen.session)

    async def _grade_again(self, ids: Sequence[str]) -> None:
        await self._interrupt()
        self._view.hint, self._asked = None, True
        self._grade(ids)

    # Tasks

    def _beside(self, work: Coroutine[None, None, None]) -> asyncio.Task[None]:
        """Do `work` while events are taken; what it raises is one of them."""
        task = asyncio.ensure_future(work)

        def ended(task: asyncio.Task[None]) -> None:
            error = None if task.cancelled() else task.exception()
            if error is not None:
                self._events.put_nowait(Failed(error))

        task.add_done_callback(ended)
        return task


async def _stop(task: asyncio.Task[None] | None) -> None:
    if task is not None:
        task.cancel()
        await asyncio.wait({task})
