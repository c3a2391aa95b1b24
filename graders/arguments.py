"""The command line: the commands, the names that they take, and every exit status."""

from __future__ import annotations

import argparse
import contextlib
import difflib
import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from graders.errors import UsageError
from graders.exercise import exercise_ids

PASSED, FAILED = 0, 1
"""Exit statuses: every chosen exercise passed; some did not."""
KIT = Path(__file__).resolve().parents[1]
USAGE = 2
"""The command was given something it cannot work with; nothing was run."""
KIT_FAILED = 3
"""The kit itself could not grade, which is never held against a student."""
INTERRUPTED = 130
"""A Ctrl-C ended the command; another signal gives 128 and its number."""
ALIKE = 0.5
"""How much of a name must be there, from 0 to 1, for it to be taken for a slip."""


class Command(NamedTuple):
    """Where a command is, and what it is for.

    Its module has `add_arguments(parser)` and `run(options)`, which returns the exit status.
    """

    module: str
    what: str


COMMANDS = {
    "grade": Command(
        "graders.commands.grade", "grade the exercises, or some of them (the default)"
    ),
    "watch": Command("graders.watch.command", "grade whenever a file is saved"),
    "lesson": Command("graders.commands.lesson", "tell what an exercise is about"),
    "hint": Command("graders.commands.hint", "open the next of three hints for an exercise"),
    "reset": Command("graders.commands.reset", "put an exercise's stub back"),
    "compare": Command("graders.commands.compare", "compare a passed exercise with the reference"),
    "lab": Command("graders.lab.command", "show the streams live in a browser"),
    "class": Command(
        "graders.commands.classroom", "grade all submissions of a class, for instructors"
    ),
    "package": Command(
        "graders.commands.package", "make the kit for students, or a platform's grader"
    ),
    "certificates": Command(
        "graders.commands.certificates", "make certificates for a cluster that grades a class"
    ),
    "new": Command("graders.commands.new", "write the three files of a new exercise"),
    "stubs": Command("graders.commands.stubs", "renew the copies that reset puts back"),
}


class Parser(argparse.ArgumentParser):
    """A parser that explains wrong usage in one line."""

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong as one line, with where to read what is right."""
        if message.endswith(": EXERCISE"):
            raise UsageError(f"which exercise? Name one: {', '.join(map(_short, exercise_ids()))}")
        raise UsageError(f"{message}; --help tells what there is")

    def add_submission(self) -> None:
        """Take the submission's folder as an option."""
        self.add_argument(
            "--submission",
            metavar="DIR",
            default=default_folder(),
            help="the folder with the seven files (default: starter)",
        )

    def add_isolation(self) -> None:
        """Take how well submissions are to be kept to themselves."""
        from graders.harness.isolation import LEVELS

        self.add_argument(
            "--isolation",
            choices=LEVELS,
            help="how submissions are kept to themselves, or else nothing is graded "
            "(default: confined, where the system can)",
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

    def add_seed(self, what: str) -> None:
        """Take the number that all prompts come from."""
        self.add_argument("--seed", type=int, metavar="N", help=f"{what} (default: random)")


def help_on_all() -> str:
    """Return what `--help` says without a command."""
    rows = [f"  {name:13}{command.what}" for name, command in COMMANDS.items()]
    usage = "usage: python -m graders [COMMAND] [-h] ...\n\ncommands:"
    return "\n".join([usage, *rows, "\nCOMMAND --help tells what it takes."])


def default_folder(name: str = "starter") -> str:
    """Return the folder starter/ of where the command was typed or, elsewhere, the kit's own."""
    with contextlib.suppress(OSError):  # a working directory may have been removed
        here = Path.cwd()
        if here == KIT / name:
            return "."
        if here == KIT or Path(name).is_dir():
            return name
    return str(KIT / name)


def chosen_exercises(given: Sequence[str]) -> list[str]:
    """Return the ids that are meant, each once, in the lesson's order; none means all."""
    named = {named_exercise(name) for name in given}
    return [id for id in exercise_ids() if id in named or not named]


def named_exercise(given: str) -> str:
    """Return the one id that begins so, in capitals or not, or whose file this is."""
    path = Path(given)
    name = path.name.removesuffix(".py").lower()
    matches = [id for id in exercise_ids() if id.startswith(name)]
    if len(matches) == 1 and name:
        _check_folder(path, _short(matches[0]))
        return matches[0]
    several = name != "" and len(matches) > 1
    what = "is the beginning of several exercises" if several else "is no exercise"
    close = matches if several else _close(name)
    shorts = [_short(id) for id in close or exercise_ids()]
    choice = f"did you mean {' or '.join(shorts)}?" if close else f"choose from {', '.join(shorts)}"
    raise UsageError(f"{given!r} {what}; {choice}")


def _check_folder(path: Path, short: str) -> None:
    """Require that a file named with its folder lies where files are graded from by default."""
    folder = path.parent
    if path.name != str(path) and folder.resolve() != Path(default_folder()).resolve():
        where = f"{short} --submission {folder}"
        raise UsageError(f"{str(path)!r} is in another folder, which has an option: {where}")


def _close(name: str) -> list[str]:
    """Return the ids that have `name` in them or, if there are none, those most like it."""
    inside = [id for id in exercise_ids() if name and name in id]
    alike = {id: max(_likeness(name, part) for part in _parts(id)) for id in exercise_ids()}
    best = max(ALIKE, *alike.values())
    return inside or [id for id, likeness in alike.items() if likeness == best]


def _parts(id: str) -> tuple[str, ...]:
    return (id, *id.split("_"))


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()


def _short(id: str) -> str:
    return id.partition("_")[0]


def submission_folder(name: str) -> Path:
    """Return the folder with this name, which must exist."""
    folder = Path(name)
    if not name or not folder.is_dir():
        what = "is not a folder" if name and folder.exists() else "does not exist"
        raise UsageError(
            f"the submission {name!r} {what}; --submission takes the folder with the files"
        )
    if not _has_some(folder) and (elsewhere := _nearby(folder)) is not None:
        raise UsageError(
            f"none of the seven files is in {name!r}, some are in {str(elsewhere)!r}; "
            f"--submission takes the folder with the files"
        )
    return folder


def _nearby(folder: Path) -> Path | None:
    """Return the one folder, a level below or above, in which there are files to grade."""
    with contextlib.suppress(OSError):
        below = [path for path in sorted(folder.iterdir()) if path.is_dir() and _has_some(path)]
        around = below or [path for path in [folder.resolve().parent] if _has_some(path)]
        return around[0] if len(around) == 1 else None
    return None


def _has_some(folder: Path) -> bool:
    return any((folder / f"{id}.py").exists() for id in exercise_ids())


def chosen_seed(given: int | None) -> int:
    """Return the seed that was given, or a random one."""
    return random.SystemRandom().randrange(10**9) if given is None else given
