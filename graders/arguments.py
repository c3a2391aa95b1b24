"""What the kit's commands share: names of exercises, the submission's folder, wrong usage."""

from __future__ import annotations

import argparse
import contextlib
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from graders.exercise import exercise_ids

KIT = Path(__file__).resolve().parents[1]
USAGE = 2
"""The exit status of a command that was given something it cannot work with."""


class UsageError(Exception):
    """The command was given something it cannot work with; the message says what, and what can."""


class Parser(argparse.ArgumentParser):
    """A parser that explains wrong usage in one line."""

    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong, and where to read what is right."""
        self.exit(USAGE, f"{self.prog}: {message}; --help tells what there is\n")

    def add_submission(self) -> None:
        """Take the submission's folder as an option."""
        self.add_argument(
            "--submission",
            metavar="DIR",
            default=_starter(),
            help="the folder with the seven files (default: starter)",
        )

    def add_exercise(self) -> None:
        """Take one exercise."""
        self.add_argument(
            "exercise",
            metavar="EXERCISE",
            help="the beginning of an exercise's id, such as stage2 or exercise3",
        )

    def add_exercises(self) -> None:
        """Take any number of exercises, of which none means all."""
        self.add_argument(
            "exercises",
            nargs="*",
            metavar="EXERCISE",
            help="the beginning of an exercise's id, such as stage2 or exercise3 (default: all)",
        )


def _starter() -> str:
    """Return the kit's own folder for answers, by its short name where the kit is."""
    with contextlib.suppress(OSError):  # a working directory may have been removed
        if Path.cwd() == KIT:
            return "starter"
    return str(KIT / "starter")


def chosen_exercises(beginnings: Sequence[str]) -> list[str]:
    """Return the ids that the given beginnings name, each once, in the lesson's order."""
    named = {named_exercise(beginning) for beginning in beginnings}
    return [id for id in exercise_ids() if id in named or not named]


def named_exercise(beginning: str) -> str:
    """Return the one id that begins so."""
    matches = [id for id in exercise_ids() if id.startswith(beginning)]
    if len(matches) == 1 and beginning:
        return matches[0]
    among = matches if beginning and matches else exercise_ids()
    what = "is the beginning of several exercises" if len(matches) > 1 else "is no exercise"
    raise UsageError(f"{beginning!r} {what}; choose from {', '.join(among)}")


def submission_folder(name: str) -> Path:
    """Return the folder with this name, which must exist."""
    folder = Path(name)
    if not name or not folder.is_dir():
        what = "is not a folder" if name and folder.exists() else "does not exist"
        raise UsageError(
            f"the submission {name!r} {what}; --submission takes the folder with the files"
        )
    return folder
