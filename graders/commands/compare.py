"""`compare`: once an exercise is passed, show the reference answer beside one's own."""

from __future__ import annotations

import argparse
import ast
import difflib
import tokenize
from collections.abc import Iterable
from pathlib import Path

from rich.text import Text

from graders.arguments import (
    FAILED,
    KIT_FAILED,
    PASSED,
    Parser,
    named_exercise,
    submission_folder,
)
from graders.commands.graded_alone import graded_alone
from graders.errors import UsageError
from graders.report.console import Lines, make_console
from graders.report.next_commands import NextCommands, file_to_write
from graders.result import ExerciseResult

SOLUTIONS = Path(__file__).parents[2] / "solutions"
STYLES = {"+": "green", "-": "red", "@": "cyan"}


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_exercise()
    parser.add_submission()


def run(options: argparse.Namespace) -> int:
    """Grade one exercise and, if it is passed, show how the reference answer differs from it."""
    id = named_exercise(options.exercise)
    folder = submission_folder(options.submission)
    if reference(id) is None:
        raise UsageError(
            "this kit comes without the reference answers, so there is nothing to show"
        )
    page, session = Lines(make_console()), NextCommands.typed(options.submission)
    graded = graded_alone(page.console, id, folder)
    if graded.status != "passed":
        tell_missing(page, graded, session)
        return KIT_FAILED if graded.status == "error" else FAILED
    tell_difference(page, folder / graded.file, session.path(graded.file))
    return PASSED


def reference(id: str) -> Path | None:
    """Return the reference answer to an exercise, if the kit at hand has it."""
    path = SOLUTIONS / f"{id}.py"
    return path if path.is_file() else None


def tell_missing(page: Lines, exercise: ExerciseResult, session: NextCommands) -> None:
    """Say what keeps an exercise from being passed; the reference is not shown."""
    points = f"{exercise.score} of {exercise.max_score} points"
    closed = f"Graded just now, {exercise.short} has {points}; the reference opens when it passes."
    page.prose(Text(), page.text(closed))
    if exercise.status == "not_started":
        page.write(page.text(f"  {file_to_write(exercise)}: its code is still to be written"))
    for check in exercise.checks:
        if check.status in ("failed", "error"):
            lead = Text("  ") + page.mark(check.status) + Text(" ")
            page.prose(lead, page.text(check.requirement))
    page.write(page.text(f"  run   {session.again(exercise.short)}"))


def tell_difference(page: Lines, own: Path, name: str) -> None:
    """Print what to change in one's own code to arrive at the reference answer."""
    path = reference(own.stem)
    assert path is not None
    theirs = f"{path.parent.name}/{path.name}"
    rows = list(difference(code_of(own), code_of(path), name, theirs))
    if not rows:
        page.write(page.text(f"Your code is that of {theirs}, line by line."))
        return
    page.prose(Text(), page.text("One possible answer, compared with yours (-); both are right:"))
    page.gap()
    for row in rows:
        page.write(page.text(row, STYLES.get(row[:1], "")))
    page.gap()
    page.write(page.text(f"The whole of it: {theirs}"))


def difference(own: str, other: str, own_name: str, other_name: str) -> Iterable[str]:
    """Return the rows of a unified diff, without the numbers of the lines."""
    lines = own.splitlines(), other.splitlines()
    rows = difflib.unified_diff(*lines, own_name, other_name, lineterm="")
    return ("@@" if row.startswith("@@") else row for row in rows)


def code_of(path: Path) -> str:
    """Return a file without the text at its top, which is a contract and no code."""
    with tokenize.open(path) as file:
        source = file.read()
    first = next(iter(ast.parse(source).body), None)
    lines = source.splitlines(keepends=True)
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        lines = lines[first.end_lineno :]
    return "".join(lines).lstrip("\n")
