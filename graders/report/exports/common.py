"""What the formats share: the words for a check, and for what is no mark."""

from __future__ import annotations

from collections.abc import Iterator

from graders.result import CheckResult, ExerciseResult, Result
from graders.text import shortened

NO_MARK = "The kit itself could not grade. That is not the student's fault, and this is no mark."


def checks_of(result: Result) -> Iterator[tuple[ExerciseResult, CheckResult]]:
    """Yield each check, with the exercise that it belongs to."""
    for exercise in result.exercises:
        for check in exercise.checks:
            yield exercise, check


def said_of(check: CheckResult) -> str:
    """Return what is to be said of a check that did not pass."""
    return f"waits for {check.awaited}" if check.status == "skipped" else check.as_text()


def summary_of(result: Result, most: int) -> str:
    """Return what is to be said of the whole: the points, and what is known of each mistake."""
    lines = [f"{result.score} of {result.max_score} points, seed {result.seed}."]
    for exercise in result.exercises:
        if exercise.stand_in:
            lines.append(f"{exercise.short}: graded with the kit's own {exercise.stand_in}.py.")
        if exercise.story:
            how, sentence = exercise.story
            lines.append(f"{exercise.short}: {how}: {sentence}")
    return shortened("\n".join(lines), most)
