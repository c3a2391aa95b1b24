"""The commands that a student can type next, as text to paste."""

from __future__ import annotations

import contextlib
import os
import re
import shlex
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graders.arguments import default_folder
from graders.exercise import exercise, exercise_ids
from graders.result import ExerciseResult

WINDOWS = os.name == "nt"
PLAIN = re.compile(r"[\w./\\:-]+")
"""A path that means itself in cmd.exe and in PowerShell."""
SERVER = "http://127.0.0.1:8000"
GRADING = ("grade", "solutions")


@dataclass(frozen=True)
class NextCommands:
    """What the student typed to be graded, and would type again.

    `python` starts the one that has the packages which a student's file imports.
    """

    folder: str
    command: str
    python: str = "python"

    @classmethod
    def typed(cls, folder: str) -> NextCommands:
        """Return what grades `folder`, typed as this command was: with nox or without."""
        command = os.environ.get("STREAMING_KIT_COMMAND", "python -m graders")
        nox, _, session = command.rpartition(" ")
        if command.startswith("nox") and session not in GRADING:
            command = f"{nox} grade"
        return cls(folder, command, _python_of_the_kit())

    def path(self, file: str) -> str:
        """Return a submitted file's path as the student would type it."""
        folder, separator = self._typed_folder, self._separator
        if folder == ".":
            return file
        return f"{folder}{file}" if folder.endswith(separator) else f"{folder}{separator}{file}"

    def again(self, *exercises: str) -> str:
        """Return the command that grades only these exercises of the same folder."""
        folder = default_folder("starter" if self.is_students else "solutions")
        return self._typed(self.command, exercises, folder)

    def other(self, name: str, exercise: str) -> str:
        """Return another command of the kit, such as hint, for one exercise of the same folder."""
        return self._typed(self._command(name), [exercise], default_folder())

    def lesson(self, exercise: str) -> str:
        """Return the command that tells what an exercise is about, whatever folder is graded."""
        return self._typed(self._command("lesson"), [exercise], self._typed_folder)

    def _command(self, name: str) -> str:
        if self._with_nox:
            return f"{self.command.rpartition(' ')[0]} {name}"
        return f"python -m graders {name}"

    @property
    def is_students(self) -> bool:
        """Whether a student is at work, and no instructor on the answers."""
        return not (self._with_nox and self.command.endswith(" solutions"))

    def place(self, exercise: ExerciseResult) -> str:
        """Return the file to open, with the line that is wrong, if one is known."""
        if exercise.repair is not None:
            return f"{self.path(exercise.repair.file)}:{exercise.repair.line}"
        places = (check.place for check in exercise.checks if check.status == "failed")
        for file, line in filter(None, places):
            return f"{self.path(file)}:{line}"
        return self.path(file_to_write(exercise))

    def by_hand(self, id: str) -> list[str]:
        """Return the commands, a terminal each, that show what the grader saw."""
        facts = exercise(id)
        if facts.role == "app":
            curl = "curl.exe" if WINDOWS else "curl"  # PowerShell 5 has something else named curl
            return [self._serve(id), f'{curl} -N "{SERVER}{facts.target}"']
        server = [self._serve(facts.served_by)] if facts.served_by else []
        return [*server, f"{self.python} {_quoted(self.path(facts.file))}"]

    @property
    def _with_nox(self) -> bool:
        return self.command.startswith("nox")

    @property
    def _separator(self) -> str:
        return "\\" if WINDOWS and "\\" in self.folder else "/"

    @property
    def _typed_folder(self) -> str:
        """The folder with one kind of separator, and none at its end if it can do without."""
        folder = self.folder.replace("/", self._separator)
        short = folder.rstrip(self._separator)
        return folder if short == "" or short.endswith(":") else short

    def _typed(self, command: str, exercises: Iterable[str], folder: str) -> str:
        """Return a command line; `folder` is what the command takes unless told otherwise."""
        arguments = list(exercises)
        if self._typed_folder != folder:
            arguments += ["--submission", _quoted(self._typed_folder)]
        separator = ["--"] if arguments and self._with_nox else []
        return " ".join([command, *separator, *arguments])

    def _serve(self, module: str) -> str:
        app_dir = f"--app-dir {_quoted(self._typed_folder)}"
        return f"{self.python} -m uvicorn {app_dir} {module}:app"


def file_to_write(exercise: ExerciseResult) -> str:
    """Return the file where code is still to be written: its own, or a stub that it imports."""
    stub = exercise.observed.not_started if exercise.observed is not None else None
    stubs = [f"{id}.py" for id in exercise_ids()]
    return stub.file if stub is not None and stub.file in stubs else exercise.file


def is_gone(exercise: ExerciseResult) -> bool:
    """Whether nothing is left of the exercise's file."""
    problem = exercise.observed.problem if exercise.observed is not None else None
    return problem is not None and problem.kind in ("missing", "empty")


def _python_of_the_kit() -> str:
    """Return the Python that runs now, as short as it can be typed here."""
    own = os.path.normcase(sys.executable)
    for name in ("python", "python3"):
        found = shutil.which(name)
        if found and os.path.normcase(os.path.abspath(found)) == own:
            return name
    with contextlib.suppress(OSError, ValueError):
        return _quoted(str(Path(sys.executable).relative_to(Path.cwd())))
    return _quoted(sys.executable)


def _quoted(path: str) -> str:
    if not WINDOWS:
        return shlex.quote(path)
    # Within double quotes cmd.exe and PowerShell both take nearly everything literally.
    return path if PLAIN.fullmatch(path) else f'"{path}"'
