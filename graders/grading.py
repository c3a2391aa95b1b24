"""One run of the grader: observe the chosen exercises at once, judge them, and sum it up."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Protocol

from graders import interrupts
from graders.exercise import grader
from graders.harness.session import Session
from graders.judge.advice import general_diagnosis, leftover_of_the_stub
from graders.judge.checks import judge
from graders.origin import LateOrigin
from graders.own_merits import Observations, Observed
from graders.result import CheckResult, ExerciseResult, ExerciseStatus, Expectation, Result
from graders.text import clean
from graders.transcript import Transcript


class Progress(Protocol):
    """Who wants to know how far the grading is."""

    def started(self, exercise: str) -> None:
        """The exercise with this id is being observed."""

    def done(self, exercise: str) -> None:
        """The exercise with this id has been observed."""


class Silent:
    """Nobody wants to know."""

    def started(self, exercise: str) -> None:
        """Say nothing."""

    def done(self, exercise: str) -> None:
        """Say nothing."""


def grade(ids: Iterable[str], folder: Path, seed: int, progress: Progress) -> Result:
    """Grade the exercises `ids` of the submission in `folder`.

    Whatever the submission does is a verdict; what the kit itself cannot do makes an exercise an
    "error". Raises `Interrupted` when a signal ends it.
    """
    begun = time.monotonic()
    exercises = interrupts.run(grade_in_loop(ids, folder, seed, progress))
    return result_of(exercises, folder, seed, time.monotonic() - begun)


async def grade_in_loop(
    ids: Iterable[str], folder: Path, seed: int, progress: Progress
) -> list[ExerciseResult]:
    """Grade as `grade` does, in an event loop that goes on; a cancellation ends it cleanly."""
    observed = await observe_all(ids, folder, seed, progress)
    return [exercise_result(grader(id), seen) for id, seen in observed.items()]


def result_of(exercises: list[ExerciseResult], folder: Path, seed: int, duration: float) -> Result:
    """Return the result of a run that took `duration` seconds; without exercises, a failed one."""
    return Result(
        origin=LateOrigin(folder),
        seed=seed,
        duration_s=round(duration, 3),
        exercises=exercises,
    )


async def observe_all(
    ids: Iterable[str], folder: Path, seed: int, progress: Progress
) -> dict[str, Observed]:
    """Observe the exercises `ids`, all at once, each on its own merits."""
    ids = list(ids)
    try:
        async with Session() as session:
            observations = Observations(session, ids, folder, seed)

            async def observed(id: str) -> Observed:
                progress.started(id)
                try:
                    return await observations.of(id)
                finally:
                    progress.done(id)

            last_first = ids[::-1]  # the later exercises take longer
            try:
                seen = await asyncio.gather(*map(observed, last_first))
            finally:
                await observations.end()
            return dict(zip(ids, seen[::-1], strict=True))
    except Exception as error:
        return dict.fromkeys(ids, error)


def exercise_result(grader: ModuleType, observed: Observed) -> ExerciseResult:
    """Judge what was observed of one file, and sum it up."""
    exercise, checks = grader.EXERCISE, judge(grader, observed)
    status = _status(observed, checks)
    result = ExerciseResult(exercise.id, exercise.title, exercise.file, status, checks)
    if isinstance(observed, Transcript):
        result.observed = observed
        result.expected = getattr(grader, "expected", _nothing)(observed)
        result.output = clean(observed.output)
        result.stand_in = observed.stand_in
        if status == "failed":
            result.diagnosis = clean(_diagnosis(grader, observed, checks) or "") or None
    for check in checks:
        for name in ("expected", "got", "where", "advice"):
            text = getattr(check, name)
            setattr(check, name, text and clean(text))
    return result


def _status(observed: Observed, checks: list[CheckResult]) -> ExerciseStatus:
    if isinstance(observed, Exception) or any(check.status == "error" for check in checks):
        return "error"
    if observed.not_started:
        return "not_started"
    return "passed" if all(check.status == "passed" for check in checks) else "failed"


def _diagnosis(
    grader: ModuleType, transcript: Transcript, checks: Iterable[CheckResult]
) -> str | None:
    """The mistake that the exercise's grader recognises, or what can be said in general."""
    first = next(check for check in checks if check.status == "failed")
    special: str | None = leftover_of_the_stub(transcript) or grader.diagnose(transcript)
    return special or general_diagnosis(transcript) or first.advice


def _nothing(transcript: Transcript) -> dict[str, Expectation]:
    """What a grader expects to the byte if it does not say so."""
    return {}
