"""`class`: grade all that a class has handed in, and give the marks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from graders.arguments import INTERRUPTED, KIT_FAILED, Parser, chosen_seed
from graders.classroom.engines import ENGINES
from graders.errors import Interrupted, UsageError

FILLED = ("canvas", "moodle")
"""The platforms whose sheets can be filled."""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "sources",
        nargs="+",
        metavar="SOURCE",
        help="a folder for each student, a clone, or a download of Canvas, Moodle or Gradescope",
    )
    parser.add_argument("--out", metavar="DIR", required=True, help="where the marks go")
    parser.add_argument(
        "--fill",
        metavar="PLATFORM=FILE",
        action="append",
        default=[],
        help="fill the sheet that canvas or moodle has exported",
    )
    parser.add_argument("--column", metavar="TITLE", help="the column of the sheet to fill")
    parser.add_argument("--page", metavar="ID", help="write one student's report, drawn")
    parser.add_argument(
        "--explain", action="store_true", help="look for each mistake by trying edits; takes long"
    )
    parser.add_argument(
        "--again",
        type=str.lower,
        choices=("faults", "all"),
        help="grade again what the kit could not, or all",
    )
    parser.add_seed("use these prompts for all; by default those of an earlier run")
    parser.add_argument("--workers", type=int, metavar="N", help="how many at once")
    parser.add_argument(
        "--engine", choices=ENGINES, default=ENGINES[0], help="who grades (default: this machine)"
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="the scheduler of a Dask cluster")
    parser.add_argument("--certificates", metavar="DIR", help="how the scheduler is known")
    parser.add_isolation()


def run(options: argparse.Namespace) -> int:
    """Grade all that was handed in; run it again to go on where it was stopped."""
    from graders.classroom.work import ClassWork

    if options.workers is not None and options.workers < 1:
        raise UsageError("--workers takes 1 or more")
    sheets = dict(_sheet(given) for given in options.fill)
    try:
        return ClassWork(options, sheets, chosen_seed).go()
    except (KeyboardInterrupt, Interrupted):
        print(f"class: stopped; run it again to go on: {options.out} keeps all", file=sys.stderr)
        return INTERRUPTED
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        print(
            f"class: {error.strerror or error}{where}; what was graded is kept, "
            f"run it again when that is mended",
            file=sys.stderr,
        )
        return KIT_FAILED


def _sheet(given: str) -> tuple[str, str]:
    platform, equals, file = given.partition("=")
    if platform not in FILLED or not equals or not file:
        raise UsageError(f"--fill {given!r} is none; it takes canvas=FILE or moodle=FILE")
    if not Path(file).is_file():
        raise UsageError(f"the sheet {file!r} does not exist; export it from {platform}")
    return platform, file
