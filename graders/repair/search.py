"""The search for a small edit that mends a file: the likely ones first, and each of them graded.

It is the same for the same file and seed: the candidates, their order and their number depend on
nothing else. What it may cost is counted in work, so that a busy machine ends no search earlier.
"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncGenerator, Iterable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice
from pathlib import Path
from types import ModuleType

from graders import interrupts
from graders.exercise import grader
from graders.grading import Progress
from graders.harness.rig import observe
from graders.harness.session import Session
from graders.judge.checks import judge
from graders.repair.effort import Effort
from graders.repair.rule import CERTAIN, Correction, Evidence
from graders.repair.rules import proposed
from graders.repair.source import SourceText
from graders.result import CheckResult, ExerciseResult, Repair
from graders.transcript import Transcript

MOST_TRIED, MOST_SECOND = 24, 12
"""Edits of a file that are graded, and further edits of each of those that mended some."""
MOST_STARTS = 2
"""Edits to which a second one is looked for."""
AT_ONCE = 2
"""Candidates that are graded at the same time."""
MOST_SECONDS, AT_LAST = 8.0, 30.0
"""Seconds of `Effort`, or else by the clock, after which the search of all files is given up."""
MOST_TEXT = 100_000
"""Characters of a file in which a mistake is looked for: what people write is shorter."""


@dataclass(frozen=True)
class Candidate:
    """A text to grade: the student's own with these corrections made in it."""

    text: str
    made: tuple[tuple[str, Correction], ...]
    lines: tuple[int, ...]
    """Where the first edit of each correction begins, in the student's own text."""


@dataclass(frozen=True)
class Tried:
    """A candidate, and what its grading gave."""

    candidate: Candidate
    result: ExerciseResult
    fixes: tuple[str, ...]
    breaks: bool

    @property
    def is_certain(self) -> bool:
        """Whether the evidence allows for nothing else than these mistakes."""
        return all(made.likely >= CERTAIN for _, made in self.candidate.made)

    @property
    def passes(self) -> bool:
        """Whether every check passed."""
        return all(check.status == "passed" for check in self.result.checks)


def explain(results: Iterable[ExerciseResult], folder: Path, seed: int, progress: Progress) -> None:
    """Look for the mistakes in files that `can_be_searched`, until the time is up.

    What is found is noted in the results. Raises `Interrupted` when a signal ends the search.
    """
    interrupts.run(explain_in_loop(results, folder, seed, progress))


async def explain_in_loop(
    results: Iterable[ExerciseResult], folder: Path, seed: int, progress: Progress
) -> None:
    """Look for the mistakes as `explain` does, in an event loop that goes on."""
    async with Session() as session:

        async def each() -> None:
            for result in results:
                progress.started(result.id)
                await Search(session, grader(result.id), folder, seed, result).explain()
                progress.done(result.id)

        await Effort(session).bound(each(), MOST_SECONDS, AT_LAST)


def _text_of(file: Path) -> str | None:
    """Return the text of a file in UTF-8; of any other, edits could not be written."""
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return text if len(text) <= MOST_TEXT else None


class Search:
    """Grades edited texts of one file; `tried` counts them."""

    def __init__(
        self,
        session: Session,
        grader: ModuleType,
        folder: Path,
        seed: int,
        result: ExerciseResult,
    ) -> None:
        self._session = session
        self._grader = grader
        self._folder = folder
        self._seed = seed
        self._before = result
        self._met = set[str]()
        self._text = ""
        self.tried = 0

    async def explain(self) -> None:
        """Note in the result the best that one edit of the file mends, or else two."""
        text = _text_of(self._folder / self._before.file)
        if text is None:
            return
        self._text = text
        starts = await self._with_one_edit(text)
        for start in sorted(starts, key=lambda tried: -len(tried.fixes))[:MOST_STARTS]:
            if not self._is_mended:
                await self._with_a_second_edit(start)

    @property
    def _is_mended(self) -> bool:
        return self._before.repair is not None and self._before.repair.verified

    async def _with_one_edit(self, text: str) -> list[Tried]:
        """Try single edits until one mends all; return those that may be half of what does.

        Of two mistakes the first can hide the second, and then mending one of them mends nothing.
        """
        starts: list[Tried] = []
        candidates = self._candidates(text, self._before)
        async with aclosing(self._graded(islice(candidates, MOST_TRIED))) as graded:
            async for tried in graded:
                mends_some = bool(tried.fixes) and not tried.breaks
                if mends_some:
                    self._note(tried)
                if mends_some or tried.is_certain:
                    starts.append(tried)
                if tried.passes:
                    break
        return starts

    async def _with_a_second_edit(self, start: Tried) -> None:
        candidates = self._candidates(start.candidate.text, start.result, start.candidate)
        async with aclosing(self._graded(islice(candidates, MOST_SECOND))) as graded:
            async for tried in graded:
                if tried.passes:
                    self._note(tried)
                    break

    def _note(self, tried: Tried) -> None:
        """Make this the explanation, if it mends more than what was found before.

        What mends only some has to be likely as well: a detour around a mistake mends some too.
        """
        known = self._before.repair
        forced = tried.passes or all(made.likely for _, made in tried.candidate.made)
        if forced and (known is None or len(tried.fixes) > len(known.fixes)):
            self._before.repair = _repair(tried, self._before.file, self._text)

    def _candidates(
        self, text: str, result: ExerciseResult, after: Candidate | None = None
    ) -> Iterator[Candidate]:
        """Yield texts that no rule has led to before, and that Python can compile."""
        source = SourceText(text)
        for name, correction in proposed(source, Evidence(self._grader.EXERCISE, result)):
            edited = source.edited(correction.edits)
            if correction.edits and edited not in self._met and _compiles(edited):
                self._met.add(edited)
                line = source.line_of(correction.edits[0].start)
                made = (name, correction)
                if after:
                    lines = (*after.lines, line_before(self._text, text, line))
                    yield Candidate(edited, (*after.made, made), lines)
                else:
                    yield Candidate(edited, (made,), (line,))

    async def _graded(self, candidates: Iterable[Candidate]) -> AsyncGenerator[Tried, None]:
        """Grade candidates, some at once, and yield them in their own order."""
        waiting: list[asyncio.Task[Tried]] = []
        try:
            for candidate in candidates:
                waiting.append(asyncio.create_task(self._grade(candidate)))
                if len(waiting) == AT_ONCE:
                    yield await waiting.pop(0)
            while waiting:
                yield await waiting.pop(0)
        finally:
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    async def _grade(self, candidate: Candidate) -> Tried:
        self.tried += 1
        exercise = self._grader.EXERCISE
        stand_ins = [self._before.stand_in] if self._before.stand_in else []
        seen: Transcript | Exception
        try:
            seen = await observe(
                self._session,
                exercise,
                self._grader.record,
                self._folder,
                self._seed,
                stand_ins=stand_ins,
                text=candidate.text,
            )
        except Exception as error:
            seen = error
        checks = judge(self._grader, seen)
        result = ExerciseResult(exercise.id, exercise.title, exercise.file, "failed", checks)
        result.observed = seen if isinstance(seen, Transcript) else None
        before, now = _passed(self._before.checks), _passed(checks)
        fixes = tuple(check.id for check in checks if check.id in now - before)
        return Tried(candidate, result, fixes, breaks=not before <= now)


def _passed(checks: Iterable[CheckResult]) -> set[str]:
    return {check.id for check in checks if check.status == "passed"}


def line_before(own: str, edited: str, line: int) -> int:
    """Return which line of a text has become this one of the edited text, or stands at it."""
    old, new = own.splitlines(), edited.splitlines()
    for _, i, end, j, stop in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if j <= line - 1 < stop:
            return min(i + line - 1 - j, max(end - 1, i)) + 1
    return len(old)


def _compiles(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "edited", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


def _repair(tried: Tried, file: str, own: str) -> Repair:
    names, corrections = zip(*tried.candidate.made, strict=True)
    line, *others = tried.candidate.lines
    says = [corrections[0].says]
    for other, correction in zip(others, corrections[1:], strict=True):
        says.append(correction.says if other == line else f"Line {other}: {correction.says}")
    return Repair(
        rule=" + ".join(names),
        file=file,
        line=line,
        says=" ".join(says),
        verified=tried.passes,
        fixes=tried.fixes,
        own=own,
        edited=tried.candidate.text,
    )
