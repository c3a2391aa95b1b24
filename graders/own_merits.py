"""Observe the chosen exercises at once, each on its own merits.

A file may import the file of an earlier exercise. When the earlier one is wrong, does not load or
is not written, what is seen of the later one says nothing about it. Then the later one is observed
with the kit's stand-in for the earlier, and that is what counts: a mistake costs its points once.
So it does where the earlier one is right by itself, and the later is right only without it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from pathlib import Path

from graders.errors import KitError
from graders.exercise import exercise_ids, grader
from graders.harness.rig import observe
from graders.harness.session import Session
from graders.judge.checks import is_right
from graders.origin import content_of
from graders.stand_ins import SOURCES as STAND_INS
from graders.transcript import Transcript

SOLUTIONS = Path(__file__).parents[1] / "solutions"

Observed = Transcript | Exception
"""What was seen of one file, or what kept the kit from looking."""


class Observations:
    """The observations of one submission, by exercise; each is made once."""

    def __init__(self, session: Session, chosen: Collection[str], folder: Path, seed: int) -> None:
        self._session = session
        self._chosen = chosen
        self._folder = folder
        self._seed = seed
        self._tasks: dict[str, asyncio.Task[Observed]] = {}
        self._wrong: set[str] = set()
        self._news = asyncio.Event()

    async def of(self, id: str) -> Observed:
        """Return what was seen of an exercise's file, on its own merits."""
        if id not in self._tasks:
            self._tasks[id] = asyncio.create_task(self._observe(id))
        # Several may wait for one observation. When one of them gives up, the others still need it.
        return await asyncio.shield(self._tasks[id])

    async def end(self) -> None:
        """End what is still going on."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _observe(self, id: str) -> Observed:
        stand_ins: set[str] = set()
        while True:
            siblings = set[str]()
            seen = await self._look(id, stand_ins, siblings)
            wrong = await self._wrong_among(siblings - stand_ins, id, seen)
            if seen is not None and not wrong:
                break
            stand_ins |= wrong
        if siblings - stand_ins and _ran_in_vain(id, seen):
            # A sibling can be right and still be the cause: it may take a second for each token.
            without = await self._play(id, siblings | stand_ins, lambda sibling: None)
            if isinstance(without, Transcript) and is_right(grader(id), without):
                seen, stand_ins = without, siblings | stand_ins
        return self._concluded(id, seen, stand_ins)

    async def _look(self, id: str, stand_ins: set[str], siblings: set[str]) -> Observed | None:
        """Observe a file, noting the siblings that it imports; `None` once one of them is wrong."""

        # Only earlier ones: two files that import each other would wait for each other for ever.
        earlier = set(exercise_ids()[: exercise_ids().index(id)]) & STAND_INS.keys()

        def note(sibling: str) -> None:
            if sibling in earlier:
                siblings.add(sibling)
                self._tell()

        looking = asyncio.ensure_future(self._play(id, stand_ins, note))
        try:
            while not looking.done() and not self._wrong & (siblings - stand_ins):
                news = asyncio.ensure_future(self._news.wait())
                try:
                    await asyncio.wait({looking, news}, return_when="FIRST_COMPLETED")
                finally:
                    news.cancel()
            return looking.result() if looking.done() else None
        finally:
            looking.cancel()
            await asyncio.wait({looking})

    async def _play(
        self, id: str, stand_ins: Collection[str], note: Callable[[str], None]
    ) -> Observed:
        module = grader(id)
        try:
            seen = await observe(
                self._session,
                module.EXERCISE,
                module.record,
                self._folder,
                self._seed,
                stand_ins=sorted(stand_ins),
                imported=note,
            )
            _prove_that_something_is_held(seen, self._folder / module.EXERCISE.file)
            return seen
        except Exception as error:
            return error

    async def _wrong_among(
        self, siblings: Collection[str], id: str, seen: Observed | None
    ) -> set[str]:
        """Return those whose own file is not right.

        One that was not chosen is looked at only where this file is not right either.
        """
        others = [one for one in siblings if one not in self._chosen]
        if others and seen is not None and is_right(grader(id), seen):
            siblings = [one for one in siblings if one in self._chosen]
        return {one for one in siblings if not await self._is_right(one)}

    async def _is_right(self, id: str) -> bool:
        seen = await self.of(id)
        return isinstance(seen, Exception) or id not in self._wrong

    def _concluded(self, id: str, seen: Observed, stand_ins: set[str]) -> Observed:
        if isinstance(seen, Transcript):
            seen.stand_in = min(stand_ins, key=exercise_ids().index, default=None)
            if not is_right(grader(id), seen):
                self._wrong.add(id)
                self._tell()
        return seen

    def _tell(self) -> None:
        """Wake all who wait for news."""
        self._news.set()
        self._news = asyncio.Event()


def _ran_in_vain(id: str, seen: Observed) -> bool:
    """Whether a file was run, and is not right."""
    return isinstance(seen, Transcript) and seen.ready and not is_right(grader(id), seen)


def _prove_that_something_is_held(seen: Transcript, file: Path) -> None:
    """Raise `KitError` where the gate holds nothing of the solution: then it proves nothing."""
    in_vain = any(stream.gated and not stream.holds for stream in seen.streams.values())
    solution = SOLUTIONS / file.name
    if in_vain and solution.is_file() and content_of(file) == content_of(solution):
        raise KitError(f"nothing of the solution {file.name} can be held at the gate")
