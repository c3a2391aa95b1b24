"""The kit by Windows' own Python, and whether it says there what it says on Linux.

On Windows that is the Python that runs this; elsewhere Windows' Pythons are set up under Wine.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from proofs.windows.python import Python, copy_for_wine
from proofs.windows.steps import Steps
from proofs.windows.verdicts import Record, graded_here
from proofs.windows.wine import Unavailable, cache, set_up

VERSIONS = ("3.11", "3.13")
PART = 48
"""A part has one submission of so many."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run everything, or a part; return 1 if anything differs or fails that is not known."""
    options = _parser().parse_args(arguments)
    every = PART if options.part else 1
    if options.write:
        options.write.write_text(graded_here(every).as_text(), encoding="utf-8")
        return 0
    linux = Record.from_text(options.linux.read_text("utf-8")) if options.linux else None
    if sys.platform == "win32":
        return Steps(linux, options.part, every).run([Python.own()])
    versions = options.versions or (VERSIONS[-1:] if options.part else VERSIONS)
    try:
        wine = set_up(options.folder, versions)
    except Unavailable as reason:
        print(f"windows: NOT RUN, so nothing is known of Windows: {reason}", file=sys.stderr)
        return 0 if options.where_possible else 1
    with tempfile.TemporaryDirectory() as folder:
        checkout = copy_for_wine(Path(folder))
        try:
            steps = Steps(linux or graded_here(every), options.part, every)
            return steps.run([Python.of_wine(wine, version, checkout) for version in versions])
        finally:
            wine.end()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="nox -s windows --", description=__doc__)
    parser.add_argument(
        "versions",
        nargs="*",
        metavar="VERSION",
        help=f"a Python, 3.10 to 3.13 (default: {' and '.join(VERSIONS)}; the last for a part)",
    )
    parser.add_argument("--part", action="store_true", help="a part that takes some minutes")
    parser.add_argument("--folder", type=Path, default=cache(), help="where Windows is kept")
    parser.add_argument("--where-possible", action="store_true", help="no Wine is no failure")
    parser.add_argument("--linux", metavar="FILE", type=Path, help="compare with these verdicts")
    parser.add_argument("--write", metavar="FILE", type=Path, help="grade here, write verdicts")
    return parser


if __name__ == "__main__":
    sys.exit(main())
