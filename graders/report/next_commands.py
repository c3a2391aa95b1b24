"""The commands that a student can type next, as text to paste."""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from graders.exercise import exercise, exercise_ids
from graders.result import ExerciseResult

WINDOWS = os.name == "nt"
PLAIN = re.compile(r"[\w./\\:-]+")
"""A path that means itself in cmd.exe and in PowerShell."""
SERVER = "http://127.0.0.1:8000"
GRADING = ("nox -s grade", "nox -s solutions")
DEFAULT_FOLDERS = {"nox -s solutions": "solutions"}


@dataclass(frozen=True)
class NextCommands:
    """What the student typed to be graded, and would type again."""

    folder: str
    command: str

    @classmethod
    def typed(cls, folder: str) -> NextCommands:
        """Return what grades `folder`, typed as this command was: with nox or without."""
        command = os.environ.get("STREAMING_KIT_COMMAND", "python -m graders")
        if command.startswith("nox") and command not in GRADING:
            command = "nox -s grade"
        return cls(folder, command)

    def path(self, file: str) -> str:
        """Return a submitted file's path as the student would type it."""
        folder, separator = self._typed_folder, self._separator
        return f"{folder}{file}" if folder.endswith(separator) else f"{folder}{separator}{file}"

    def again(self, *exercises: str) -> str:
        """Return the command that grades only these exercises of the same folder."""
        folder = DEFAULT_FOLDERS.get(self.command, "starter")
        return self._typed(self.command, exercises, folder)

    def other(self, name: str, exercise: str) -> str:
        """Return another command of the kit, such as hint, for one exercise of the same folder."""
        command = f"nox -s {name}" if self._with_nox else f"python -m graders {name}"
        return self._typed(command, [exercise], "starter")

    @property
    def is_students(self) -> bool:
        """Whether a student is at work, and no instructor on the answers."""
        return self.command not in DEFAULT_FOLDERS

    def place(self, exercise: ExerciseResult) -> str:
        """Return the file to open: the first that a failing check points into, with the line."""
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
        return [*server, f"python {_quoted(self.path(facts.file))}"]

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
        return f"python -m uvicorn --app-dir {_quoted(self._typed_folder)} {module}:app"


def file_to_write(exercise: ExerciseResult) -> str:
    """Return the file where code is still to be written: its own, or a stub that it imports."""
    stub = exercise.observed.not_started if exercise.observed is not None else None
    stubs = [f"{id}.py" for id in exercise_ids()]
    return stub.file if stub is not None and stub.file in stubs else exercise.file


def _quoted(path: str) -> str:
    if not WINDOWS:
        return shlex.quote(path)
    # Within double quotes cmd.exe and PowerShell both take nearly everything literally.
    return path if PLAIN.fullmatch(path) else f'"{path}"'
