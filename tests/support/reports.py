"""Reports of submissions: the solutions, with mistakes in place of some of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from graders.exercise import exercise_ids
from graders.grading import grade
from graders.report.html import write_page
from tests.support.paths import REPOSITORY, SOLUTIONS


class Silent:
    """Nobody who wants to know how far the grading is."""

    def started(self, exercise: str) -> None:
        """Say nothing."""

    def done(self, exercise: str) -> None:
        """Say nothing."""


def hand_in(folder: Path, *mistakes: str) -> Path:
    """Make `folder` a submission: the solutions, with each of `mistakes` (`EXERCISE/NAME`)."""
    shutil.copytree(SOLUTIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for mistake in mistakes:
        exercise, name = mistake.split("/")
        shutil.copy(
            REPOSITORY / "tests" / "corpus" / "mistakes" / exercise / f"{name}.py",
            folder / f"{exercise}.py",
        )
    return folder


def report(folder: Path, page: Path) -> Path:
    """Grade all of a submission, and write the report as `page`; it names the folder alone."""
    result = grade(exercise_ids(), folder, seed=1, progress=Silent())
    result.origin.submission["path"] = folder.name
    write_page(result, str(page))
    return page
