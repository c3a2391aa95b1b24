"""`package`: make what is handed out, or what the grader of a platform takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from graders.arguments import Parser
from graders.errors import KitError, UsageError
from graders.text import count

KINDS = ("student", "answers", "gradescope", "classroom50", "prairielearn")


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument("kind", metavar="KIND", choices=KINDS, help=", ".join(KINDS))
    parser.add_argument(
        "--out", metavar="DIR", default="dist", help="where it is written (default: dist)"
    )


def run(options: argparse.Namespace) -> int:
    """Write a package as a folder and as a zip, and prove that no answer is in it."""
    from graders.handout.leaks import leaks
    from graders.handout.packages import package
    from graders.handout.writing import write_package

    made = package(options.kind)
    if made.hides_answers and (found := leaks(made.files)):
        raise KitError(f"an answer would be given away: {found[0]}")
    try:
        folder, archive = write_package(made, Path(options.out))
    except OSError as error:
        raise UsageError(f"nothing can be written to {options.out!r}: {error.strerror}") from error
    proved = " No answer is in it." if made.hides_answers else ""
    print(f"{folder} and {archive}: {count(len(made.files), 'file')}.{proved}")
    print(f"Now {made.then}.")
    return 0
