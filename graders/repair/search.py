"""The search for a small edit that mends a file: the likely ones first, and each of them graded.

It is the same for the same file and seed: the candidates, their order and their number depend on
nothing else. The time limit only ends a search that is stuck.
"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import AsyncIterator, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import ModuleType

from graders.exercise import grader
from graders.harness.rig import observe
from graders.harness.session import Session
from graders.judge.checks import judge
from graders.repair.rule import Correction, Evidence, proposed
from graders.repair.source import Source
from graders.result import CheckResult, ExerciseResult, Repair
from graders.text import clean
from graders.transcript import Transcript

MOST_TRIED, MOST_SECOND = 24, 12
"""Edits of a file that are graded, and further edits of each of those that mended some."""
MOST_PARTLY = 2
"""Edits that mended something for which a second edit is looked for."""
AT_ONCE = 2
"""Candidates that are graded at the same time."""
MOST_SECONDS = 10.0
"""Seconds after which the search for one file is given up."""
UNREAD = ("missing", "unreadable", "empty", "limit")
"""Kinds of problems of a file in which there is nothing to edit."""


@dataclass(frozen=True)
class Candidate:
    """A text to grade: the student's own with these corrections made in it."""

    text: str
    made: tuple[tuple[str, Correction], ...]
    line: int


@dataclass(frozen=True)
class Tried:
    """A candidate, and what its grading gave."""

    candidate: Candidate
    result: ExerciseResult
    fixes: tuple[str, ...]
    breaks: bool

    @property
    def passes(self) -> bool:
        """Whether every check passed."""
        return all(check.status == "passed" for check in self.result.checks)


async def explain_in_loop(results: Collection[ExerciseResult], folder: Path, seed: int) -> None:
    """Look for the mistake in each file that failed, and note in its result what was found.

    The diagnosis of a result becomes the sentence that was tried, so that there is one story.
    """
    failed = [result for result in results if can_be_searched(result)]
    if not failed:
        return
    async with Session() as session:
        for result in failed:
            result.repair = await _found(session, result, folder, seed)
            if result.repair is not None:
                result.diagnosis = clean(f"{result.repair.sentence}")


def can_be_searched(result: ExerciseResult) -> bool:
    """Whether there is an answer in which a mistake can be looked for."""
    seen = result.observed
    if result.status != "failed" or seen is None:
        return False
    return seen.problem is None or seen.problem.kind not in UNREAD


async def _found(
    session: Session, result: ExerciseResult, folder: Path, seed: int
) -> Repair | None:
    text = _text_of(folder / result.file)
    if text is None:
        return None
    search = Search(session, grader(result.id), folder, seed, result)
    partly: list[Tried] = []
    try:
        found = await asyncio.wait_for(search.one_edit(text, partly), MOST_SECONDS)
    except asyncio.TimeoutError:
        found = None
    best = found or next(iter(partly), None)
    return _repair(best, result.file) if best else None


def _text_of(file: Path) -> str | None:
    """Return the text of a file in UTF-8; of any other, edits could not be written."""
    try:
        return file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


class Search:
    """Grades edited texts of one file."""

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

    async def one_edit(self, text: str, partly: list[Tried]) -> Tried | None:
        """Return what mends the file, by one edit or by two; fill `partly` with what mends some."""
        first = islice(self._candidates(text, (), self._before), MOST_TRIED)
        async for tried in self._graded(first):
            if tried.passes:
                return tried
            if tried.fixes and not tried.breaks:
                partly.append(tried)
        partly.sort(key=lambda tried: -len(tried.fixes))
        for start in partly[:MOST_PARTLY]:
            if found := await self._second_edit(start):
                return found
        return None

    async def _second_edit(self, start: Tried) -> Tried | None:
        made = start.candidate.made
        second = self._candidates(start.candidate.text, made, start.result)
        async for tried in self._graded(islice(second, MOST_SECOND)):
            if tried.passes:
                return tried
        return None

    def _candidates(
        self, text: str, made: tuple[tuple[str, Correction], ...], result: ExerciseResult
    ) -> Iterator[Candidate]:
        """Yield texts that no rule has led to before, and that Python can compile."""
        source = Source(text)
        for name, correction in proposed(source, Evidence(self._grader.EXERCISE, result)):
            edited = source.edited(correction.edits)
            if edited not in self._met and _compiles(edited):
                self._met.add(edited)
                line = source.line_of(min(edit.start for edit in correction.edits))
                yield Candidate(edited, (*made, (name, correction)), line)

    async def _graded(self, candidates: Iterable[Candidate]) -> AsyncIterator[Tried]:
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


def _compiles(text: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "edited", "exec", dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return False
    return True


def _repair(tried: Tried, file: str) -> Repair:
    names, corrections = zip(*tried.candidate.made, strict=True)
    return Repair(
        rule=" + ".join(names),
        file=file,
        line=tried.candidate.line,
        says=" ".join(correction.says for correction in corrections),
        verified=tried.passes,
        fixes=tried.fixes,
        edited=tried.candidate.text,
    )
