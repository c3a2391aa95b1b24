"""Tell GitHub Actions a result: a summary on the job's page, and marks beside the code."""

from __future__ import annotations

import contextlib
import io
import itertools
import os
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from rich.console import Console

from graders.report.console import (
    MARKS,
    WIDEST,
    Lines,
)
from graders.report.next_commands import NextCommands
from graders.report.terminal import TOLD, tell_exercise
from graders.result import CheckResult, ExerciseResult, Result
from graders.text import Show, clean, count, shortened

ANNOTATIONS = 10
"""GitHub shows no more of them for one step."""
LONGEST = 4000
"""Characters of a message; GitHub drops what is beyond 4096 of them."""
SUMMARY = 1 << 20
"""Bytes of a step's summary; of a larger one GitHub shows nothing."""
FOOT = 500
"""Bytes of a summary that are kept for its last lines."""
NOTHING = "The kit itself could not grade. That is not the student's fault; the log has the reason."

_MARKDOWN = re.compile(r"([!-/:-@\[-`{-~])")
"""What Markdown may give a meaning to, and takes literally after a backslash."""


@contextlib.contextmanager
def commands_stopped(stream: IO[str]) -> Iterator[None]:
    """Keep GitHub from taking what is printed for a command, above all a student's words."""
    token = secrets.token_hex(16)
    print(f"::stop-commands::{token}", file=stream, flush=True)
    try:
        yield
    finally:
        print(f"::{token}::", file=stream, flush=True)


def tell_github(result: Result, session: NextCommands, console: Console) -> None:
    """Print the annotations and write the summary, where GitHub has named a file for it."""
    for annotation in annotation_commands(result, session, Lines(console).show):
        print(annotation, file=console.file, flush=True)
    path = os.environ.get("GITHUB_STEP_SUMMARY")
    if path:
        append_summary(result, session, path)


def annotation_commands(result: Result, session: NextCommands, show: Show) -> list[str]:
    """Return commands that mark failing checks in the code: first the first of each exercise."""
    failed = (
        [
            *_mistake(exercise, session, show),
            *(_annotation(exercise, check, session, show) for check in _failed(exercise)),
        ]
        for exercise in result.exercises
    )
    rounds = itertools.zip_longest(*failed)
    return [one for each in rounds for one in each if one is not None][:ANNOTATIONS]


def append_summary(result: Result, session: NextCommands, path: str) -> None:
    """Append the summary to the file at `path`, as far as there is room."""
    with open(path, "ab") as file:
        text = summary(result, session, SUMMARY - file.tell() - 1)
        if text:
            file.write(f"\n{text}".encode())  # what is there may not end with a line end


def summary(result: Result, session: NextCommands, room: int = SUMMARY) -> str:
    """Return the result in Markdown, in at most `room` bytes; what is left out is named."""
    text = _heading(result) + _table(result.exercises)
    left_out = []
    for exercise in (one for one in result.exercises if one.status in TOLD):
        section = _section(exercise, session)
        if _size(text + section) <= room - FOOT:
            text += section
        else:
            left_out.append(exercise.short)
    text += _foot(result, left_out)
    return text if _size(text) <= room else ""


def _failed(exercise: ExerciseResult) -> Iterable[CheckResult]:
    return (check for check in exercise.checks if check.status == "failed")


def _annotation(
    exercise: ExerciseResult, check: CheckResult, session: NextCommands, show: Show
) -> str:
    file, line = check.place or (exercise.file, None)
    message = show(f"{check.requirement}\n{check.as_text()}")
    return _error(session, file, line, check.id, message)


def _mistake(exercise: ExerciseResult, session: NextCommands, show: Show) -> Iterator[str]:
    """Mark the line of an edit that was tried."""
    repair = exercise.repair
    if repair is not None and exercise.story is not None:
        how, sentence = exercise.story
        yield _error(session, repair.file, repair.line, how, show(sentence))


def _error(session: NextCommands, file: str, line: int | None, title: str, message: str) -> str:
    properties = {"file": _in_workspace(session.path(file))}
    if line is not None:
        properties["line"] = str(line)
    properties["title"] = title
    told = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::error {told}::{_data(shortened(message, LONGEST))}"


def _in_workspace(path: str) -> str:
    """Return a path as GitHub knows it: from the repository's root, with slashes."""
    whole = Path(os.path.abspath(path))
    root = Path(os.environ.get("GITHUB_WORKSPACE") or os.getcwd())
    return (whole.relative_to(root) if whole.is_relative_to(root) else whole).as_posix()


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _heading(result: Result) -> str:
    if not result.exercises:
        return f"## Nothing was graded\n\n{NOTHING}\n"
    no_mark = " (no mark: not everything could be graded)" if result.status == "kit_fault" else ""
    return f"## {result.score} of {count(result.max_score, 'point')}{no_mark}\n"


def _table(exercises: Iterable[ExerciseResult]) -> str:
    rows = [
        ("", "exercise", "state", "points"),
        (":-:", ":--", ":--", "--:"),
        *map(_row, exercises),
    ]
    return "\n" + "".join(f"| {' | '.join(row)} |\n" for row in rows) if rows[2:] else ""


def _row(exercise: ExerciseResult) -> tuple[str, ...]:
    mark = MARKS[exercise.status]
    return (
        mark.sign,
        _literal(_name(exercise)),
        mark.words,
        f"{exercise.score}/{exercise.max_score}",
    )


def _section(exercise: ExerciseResult, session: NextCommands) -> str:
    """Return what the terminal shows of an exercise, where no text can be taken for Markdown."""
    shown = io.StringIO()
    console = Console(
        file=shown,
        width=WIDEST,
        color_system=None,
        legacy_windows=False,
        emoji=False,
        markup=False,
    )
    page = Lines(console)
    tell_exercise(page, exercise, session)
    return f"\n### {_literal(_name(exercise))}\n\n{_fenced(shown.getvalue())}"


def _fenced(text: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}text\n{text.rstrip()}\n{fence}\n"


def _foot(result: Result, left_out: Sequence[str]) -> str:
    foot = ""
    if left_out:
        foot += f"\nA summary can hold no more. The log also tells of {', '.join(left_out)}.\n"
    if any(exercise.status == "failed" for exercise in result.exercises):
        foot += f"\nTo get the same prompts again: `--seed {result.seed}`\n"
    return foot


def _name(exercise: ExerciseResult) -> str:
    return f"{exercise.short}: {exercise.title}"


def _literal(text: str) -> str:
    """Return one line of text that Markdown shows as it is."""
    return _MARKDOWN.sub(r"\\\1", clean(text).replace("\n", " "))


def _size(text: str) -> int:
    return len(text.encode())
