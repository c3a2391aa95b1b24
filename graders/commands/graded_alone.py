"""Grade one exercise for a command that goes on from there, and look for the mistake in it."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from graders.arguments import chosen_seed
from graders.commands.stubs import stub_of
from graders.result import ExerciseResult, Repair

SEED = 1
"""What a mistake is looked for with: the same file gets the same hints each time."""


def graded_alone(
    console: Console, id: str, folder: Path, seed: int | None = None
) -> ExerciseResult:
    """Return the verdict on one exercise."""
    from graders.harness.zygote import preload

    preload()  # as in grading: everything else is imported meanwhile
    from graders.grading import grade
    from graders.report.progress import ProgressLine

    with ProgressLine(console, [id]) as progress:
        return grade([id], folder, chosen_seed(seed), progress).exercises[0]


def mistake_in(console: Console, id: str, folder: Path) -> Repair | None:
    """Return the edit that mends an exercise's file, if there is an answer and one was found."""
    file = folder / f"{id}.py"
    if not file.is_file() or file.read_bytes() == stub_of(id):
        return None
    result = graded_alone(console, id, folder, SEED)
    from graders.repair import can_be_searched
    from graders.report.progress import ProgressLine

    if can_be_searched(result):
        from graders.repair.search import explain

        with ProgressLine(console, [id], "Looking for the mistake") as progress:
            explain([result], folder, SEED, progress)
    return result.repair if result.repair and result.repair.verified else None
