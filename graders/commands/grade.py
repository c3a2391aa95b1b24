"""`grade`: observe the submission, judge it, tell the verdict."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from graders.arguments import (
    FAILED,
    KIT_FAILED,
    PASSED,
    Parser,
    chosen_exercises,
    chosen_seed,
    submission_folder,
)
from graders.ending import raise_when_ended
from graders.errors import Interrupted, NoIsolation, UsageError

if TYPE_CHECKING:
    from rich.console import Console

    from graders.result import ExerciseResult, Result

FORMATS = {
    "json": "the result as JSON",
    "html": "the report as a page",
    "junit": "the result as JUnit XML",
}
"""What can be written to a file, by the name of its option."""
EXPORTS = ("gradescope", "classroom50", "prairielearn", "exercism", "ctrf")
"""What `--export` can write; each is a module of `graders.report.exports`."""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_exercises()
    parser.add_submission()
    for name, what in FORMATS.items():
        parser.add_argument(f"--{name}", metavar="FILE", help=f"write {what}; - is standard output")
    parser.add_argument(
        "--export",
        metavar="FORMAT=FILE",
        action="append",
        default=[],
        help=f"write it for a platform or a tool: {', '.join(EXPORTS)}",
    )
    parser.add_argument(
        "--github",
        action="store_true",
        help="write a summary and annotations for GitHub Actions (default: where it runs there)",
    )
    parser.add_seed("use the prompts of an earlier run")
    parser.add_isolation()
    parser.add_argument(
        "--no-explain",
        action="store_true",
        help="do not look for the mistake by trying small edits of what failed",
    )
    parser.add_argument(
        "--exit-zero",
        action="store_true",
        help="exit with 0 whenever everything could be graded, whatever the points",
    )


def run(options: argparse.Namespace) -> int:
    """Grade the seven exercises, or some of them."""
    chosen = chosen_exercises(options.exercises)
    folder = submission_folder(options.submission)
    _check_writable(_files(options))
    if options.github or os.environ.get("GITHUB_ACTIONS") == "true":
        status = _run_in_github(chosen, folder, options)
    else:
        status, _ = _run(chosen, folder, options)
    return PASSED if status == FAILED and options.exit_zero else status


def _files(options: argparse.Namespace) -> dict[str, str]:
    """Return where to write each format that is asked for."""
    asked = {name: file for name in FORMATS if (file := getattr(options, name)) is not None}
    asked |= dict(map(_exported, options.export))
    if not asked:
        return {}
    from graders.report.json_file import STANDARD_OUTPUT, is_standard_output

    return {
        name: STANDARD_OUTPUT if is_standard_output(file) else file for name, file in asked.items()
    }


def _exported(given: str) -> tuple[str, str]:
    """Return the format and the file of an export."""
    name, equals, file = given.partition("=")
    if name not in EXPORTS or not equals:
        raise UsageError(f"--export {given!r} is none; it takes FORMAT=FILE: {', '.join(EXPORTS)}")
    return name, file


def _check_writable(files: Mapping[str, str]) -> None:
    if not files:
        return
    from graders.report.json_file import check_writable

    if "classroom50" in files:
        from graders.report.exports.classroom50 import about

        about()  # it says what is missing
    if len(set(files.values())) < len(files):
        names = " and ".join(f"--{name}" if name in FORMATS else name for name in files)
        raise UsageError(f"{names} take a file each, and only one of them standard output")
    for name, destination in files.items():
        try:
            check_writable(destination)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"{FORMATS.get(name, name)} cannot be written to {destination!r}: {error}"
            ) from error


def _run_in_github(ids: list[str], folder: Path, options: argparse.Namespace) -> int:
    """Grade where what is printed can be a command, and where a result has more places to be."""
    from graders.report.github import commands_stopped, tell_github
    from graders.report.next_commands import NextCommands
    from graders.text import clean

    console = _console(options)
    with commands_stopped(console.file):
        status, result = _run(ids, folder, options)
    try:
        if result is not None:
            tell_github(result, NextCommands.typed(options.submission), console)
    except Exception as error:
        reason = clean(f"{type(error).__name__}: {error}")
        print(f"graders: GitHub was not told everything: {reason}", file=sys.stderr)
    return status


def _run(ids: list[str], folder: Path, options: argparse.Namespace) -> tuple[int, Result | None]:
    """Grade, write and print; return the exit status and, unless even that failed, a result."""
    try:
        return _grade(ids, folder, options)
    except Exception as error:
        _say_broken(error)
        return KIT_FAILED, _write_failure(folder, options)


def _grade(ids: list[str], folder: Path, options: argparse.Namespace) -> tuple[int, Result]:
    gc.disable()  # what is imported from here on is never garbage
    from graders.ending import interrupts_held
    from graders.harness import isolation
    from graders.harness.zygote import preload

    isolation.choose(options.isolation, str(folder.resolve()))
    with interrupts_held():  # an import could swallow one
        preload(len(ids))  # this takes longest, so everything else is imported meanwhile
        from graders.grading import grade
        from graders.repair import can_be_searched
        from graders.report.console import silence
        from graders.report.next_commands import NextCommands
        from graders.report.progress import ProgressLine
        from graders.report.terminal import print_isolation, print_result

    gc.freeze()
    gc.enable()
    isolation.prove()
    console = _console(options)
    with ProgressLine(console, ids) as progress:
        result = grade(ids, folder, chosen_seed(options.seed), progress)
    raise_when_ended()  # asyncio has put back what was before that
    later = [] if options.no_explain else [*filter(can_be_searched, result.exercises)]
    told = True
    try:
        session = NextCommands.typed(options.submission)
        print_result(result, console, session, [exercise.id for exercise in later])
        console.file.flush()
        if later:
            _explain(later, folder, result.seed, console)
        print_isolation(isolation.in_short(), console)
    except Exception as error:  # but the files are written: they tell what was graded
        silence(console.file)
        _say_broken(error)
        told = False
    written = _write(result, _files(options))
    return result.exit_status if written and told else KIT_FAILED, result


def _explain(failed: Collection[ExerciseResult], folder: Path, seed: int, console: Console) -> None:
    """Look for the mistakes in what failed and print them; a Ctrl-C ends the search alone."""
    from graders.report.terminal import print_stories

    try:
        with contextlib.suppress(Interrupted):
            _look_for_mistakes(failed, folder, seed, console)
    except Exception as error:  # the verdict stands without it
        _say_broken(error, "no mistake could be looked for")
    raise_when_ended()
    print_stories(failed, console)
    console.file.flush()


def _look_for_mistakes(
    failed: Collection[ExerciseResult], folder: Path, seed: int, console: Console
) -> None:
    from graders.repair.search import explain
    from graders.report.progress import ProgressLine

    with ProgressLine(console, [e.id for e in failed], "Looking for the mistake") as progress:
        explain(failed, folder, seed, progress)


def _console(options: argparse.Namespace) -> Console:
    """Return where the report is printed: not where a file is."""
    from graders.report.console import make_console

    return make_console(sys.stderr if "-" in _files(options).values() else sys.stdout)


def _write(result: Result, files: Mapping[str, str]) -> bool:
    """Write each format to its file, and return whether that could be done."""
    written = True
    for name, destination in files.items():
        try:
            _writer(name)(result, destination)
        except Exception as error:
            _say_broken(error)
            written = False
    return written


def _writer(name: str) -> Callable[[Result, str], None]:
    """Return what writes a format; only then is it imported."""
    if name == "html":
        from graders.report.html import write_page

        return write_page
    if name in EXPORTS:
        from graders.report.exports import write_export

        return lambda result, destination: write_export(result, name, destination)
    if name == "junit":
        from graders.report.junit import write_junit

        return write_junit
    from graders.report.json_file import write_result

    return write_result


def _write_failure(folder: Path, options: argparse.Namespace) -> Result | None:
    """Write a result in which nothing was graded, so that whoever reads a file can tell."""
    with contextlib.suppress(Exception):
        from graders.grading import result_of

        result = result_of([], folder, options.seed or 0, 0.0)
        _write(result, _files(options))
        return result
    return None


def _say_broken(error: Exception, what: str = "the kit itself failed") -> None:
    told = f"{what}: {type(error).__name__}: {error}"
    print(f"graders: {error if isinstance(error, NoIsolation) else told}", file=sys.stderr)
