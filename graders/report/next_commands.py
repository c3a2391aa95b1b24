"""The commands that a student can type next, as text to paste."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from graders.exercise import exercise_ids
from graders.result import ExerciseResult

SERVER = "http://127.0.0.1:8000"
PATHS = {"stage3": "/generate-async?prompt=hi", "exercise3": "/logs"}
DEFAULT_FOLDERS = {"nox -s solutions": "solutions"}


@dataclass(frozen=True)
class NextCommands:
    """What the student typed to be graded, and would type again."""

    folder: str
    command: str

    def path(self, file: str) -> str:
        """Return a submitted file's path as the student would type it."""
        return f"{self.folder.rstrip('/')}/{file}"

    def again(self, *exercises: str) -> str:
        """Return the command that grades only these exercises of the same folder."""
        folder = DEFAULT_FOLDERS.get(self.command, "starter")
        return self._typed(self.command, exercises, folder)

    def other(self, name: str, exercise: str) -> str:
        """Return another command of the kit, such as hint, for one exercise of the same folder."""
        command = f"nox -s {name}" if self._with_nox else f"python -m graders.commands {name}"
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

    def by_hand(self, exercise: ExerciseResult) -> list[str]:
        """Return the commands, a terminal each, that show what the grader saw."""
        script = f"python {_quoted(self.path(exercise.file))}"
        if exercise.short == "stage1":
            return [script]
        if exercise.short == "stage4":
            return [self._serve("stage3_async"), script]
        return [self._serve(exercise.id), f'curl -N "{SERVER}{_path(exercise)}"']

    @property
    def _with_nox(self) -> bool:
        return self.command.startswith("nox")

    def _typed(self, command: str, exercises: Iterable[str], folder: str) -> str:
        """Return a command line; `folder` is what the command takes unless told otherwise."""
        arguments = list(exercises)
        if self.folder.rstrip("/") != folder:
            arguments += ["--submission", _quoted(self.folder)]
        separator = ["--"] if arguments and self._with_nox else []
        return " ".join([command, *separator, *arguments])

    def _serve(self, module: str) -> str:
        return f"python -m uvicorn --app-dir {_quoted(self.folder)} {module}:app"


def file_to_write(exercise: ExerciseResult) -> str:
    """Return the file where code is still to be written: its own, or a stub that it imports."""
    stub = exercise.observed.not_started if exercise.observed is not None else None
    stubs = [f"{id}.py" for id in exercise_ids()]
    return stub.file if stub is not None and stub.file in stubs else exercise.file


def _path(exercise: ExerciseResult) -> str:
    """Return the path that was asked for, with the lesson's prompt."""
    recorded = next(iter(exercise.transcripts), {})
    if recorded.get("kind") == "stream" and "url" in recorded:
        url = urlsplit(str(recorded["url"]))
        return f"{url.path}?prompt=hi" if "prompt=" in url.query else url.path
    return PATHS.get(exercise.short, "/generate?prompt=hi")


def _quoted(path: str) -> str:
    if os.name == "posix":
        return shlex.quote(path)
    return f'"{path}"' if " " in path else path
