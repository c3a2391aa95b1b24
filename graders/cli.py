"""The command line: choose exercises, observe the submission, judge it, tell the verdict."""

from __future__ import annotations

import argparse
import contextlib
import gc
import os
import random
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from graders.exercise import exercise_ids

USAGE, BROKEN, INTERRUPTED = 2, 3, 130
"""Exit statuses, beside 0 and 1, which come with the result."""


class Usage(Exception):
    """The command was given something it cannot work with; the message says what, and what can."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Grade a submission and return the exit status (0 passed, 1 not, 2 usage, 3 kit broken)."""
    options = _parser().parse_args(arguments)
    _forget_warning_options()
    try:
        chosen = _chosen(options.exercises)
        folder = _folder(options.submission)
        if options.json is not None:
            _check_writable(options.json)
    except Usage as error:
        print(f"graders: {error}", file=sys.stderr)
        return USAGE
    try:
        return _grade(chosen, folder, options)
    except KeyboardInterrupt:
        print("graders: interrupted; nothing was graded", file=sys.stderr)
        return INTERRUPTED
    except Exception as error:
        print(f"graders: the kit itself failed: {type(error).__name__}: {error}", file=sys.stderr)
        with contextlib.suppress(Exception):
            _write_failure(folder, options)
        return BROKEN


def _forget_warning_options() -> None:
    """Keep PYTHONWARNINGS=error, say, from turning a library's warning into a verdict."""
    sys.warnoptions.clear()
    os.environ.pop("PYTHONWARNINGS", None)
    warnings.resetwarnings()
    warnings.simplefilter("ignore")


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """Say in one line what is wrong, and where to read what is right."""
        self.exit(USAGE, f"{self.prog}: {message}; --help tells what there is\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="graders", description="Grade the seven exercises, or some of them.")
    parser.add_argument(
        "exercises",
        nargs="*",
        metavar="EXERCISE",
        help="the beginning of an exercise's id, such as stage2 or exercise3 (default: all)",
    )
    parser.add_argument(
        "--submission",
        metavar="DIR",
        default="starter",
        help="the folder to grade (default: starter)",
    )
    parser.add_argument(
        "--json", metavar="FILE", help="write the result as JSON; - is standard output"
    )
    parser.add_argument(
        "--seed", type=int, metavar="N", help="use the prompts of an earlier run (default: random)"
    )
    return parser


def _chosen(beginnings: Sequence[str]) -> list[str]:
    """Return the ids that the given beginnings name, each once, in the lesson's order."""
    named = {_named(beginning) for beginning in beginnings}
    return [id for id in exercise_ids() if id in named or not named]


def _named(beginning: str) -> str:
    matches = [id for id in exercise_ids() if id.startswith(beginning)]
    if len(matches) == 1 and beginning:
        return matches[0]
    among = matches if beginning and matches else exercise_ids()
    what = "is the beginning of several exercises" if len(matches) > 1 else "is no exercise"
    raise Usage(f"{beginning!r} {what}; choose from {', '.join(among)}")


def _folder(name: str) -> Path:
    folder = Path(name)
    if not name or not folder.is_dir():
        what = "is not a folder" if name and folder.exists() else "does not exist"
        raise Usage(f"the submission {name!r} {what}; --submission takes the folder with the files")
    return folder


def _check_writable(destination: str) -> None:
    from graders.report.result_file import check_writable

    try:
        check_writable(destination)
    except (OSError, ValueError) as error:
        raise Usage(f"the result cannot be written to {destination!r}: {error}") from error


def _grade(ids: list[str], folder: Path, options: argparse.Namespace) -> int:
    gc.disable()  # what is imported from here on is never garbage
    from graders.harness.starting import preload

    preload()  # this takes longest, so everything else is imported meanwhile
    from graders.grading import grade
    from graders.report.result_file import write_result
    from graders.report.terminal import Progress, make_console, print_result

    gc.freeze()
    gc.enable()
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**9)
    console = make_console(sys.stderr if options.json == "-" else sys.stdout)
    with Progress(console, ids) as progress:
        result = grade(ids, folder, seed, progress)
    if options.json is not None:
        write_result(result, options.json)
    command = os.environ.get("STREAMING_KIT_COMMAND", "python -m graders")
    print_result(result, console, folder=options.submission, command=command)
    return result.exit_status


def _write_failure(folder: Path, options: argparse.Namespace) -> None:
    """Write a result in which nothing was graded, so that whoever reads the file can tell."""
    from graders.grading import result_of
    from graders.report.result_file import write_result

    if options.json is not None:
        write_result(result_of([], folder, options.seed or 0, 0.0), options.json)
