"""`reset`: put an exercise's stub back, and keep what was written beside it."""

from __future__ import annotations

import argparse
import contextlib
import itertools
from pathlib import Path

from graders.arguments import Parser, named_exercise, submission_folder
from graders.commands.hint import Opened
from graders.commands.stubs import stub_of
from graders.errors import UsageError
from graders.files import atomic_write
from graders.report.console import Lines, make_console
from graders.report.next_commands import NextCommands


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_exercise()
    parser.add_submission()


def run(options: argparse.Namespace) -> int:
    """Put the stub of one exercise back; the file that was there is kept beside it."""
    id = named_exercise(options.exercise)
    folder = submission_folder(options.submission)
    try:
        kept = reset(folder / f"{id}.py", stub_of(id))
    except OSError as error:
        raise UsageError(f"{id}.py could not be reset: {error}") from error
    Opened(folder).forget(id)
    path = NextCommands.typed(options.submission).path
    what = f"; your file is kept as {path(kept.name)}" if kept else ""
    page = Lines(make_console())
    page.write(page.text(f"{path(f'{id}.py')} is the stub again{what}"))
    return 0


def reset(file: Path, stub: bytes) -> Path | None:
    """Make `stub` the content of `file`; return where the content of before is, if it differs."""
    before = None
    with contextlib.suppress(FileNotFoundError):
        before = file.read_bytes()
    if before == stub:
        return None
    kept = _keep(file, before) if before is not None else None
    atomic_write(file, stub)
    return kept


def _keep(file: Path, content: bytes) -> Path:
    """Write `content` to a new file beside `file`, under a name that nobody has taken."""
    for number in itertools.count(1):
        kept = file.with_name(f"{file.name}.before-reset-{number}")
        with contextlib.suppress(FileExistsError), kept.open("xb") as copy:
            copy.write(content)
            return kept
    raise AssertionError
