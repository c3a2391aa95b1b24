"""The stubs as they were handed out, kept where nobody edits them.

`starter/` is where a student works, so the kit keeps a copy. After a change to a stub,
`python -m graders stubs` copies all of them anew.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from graders.arguments import Parser
from graders.errors import UsageError
from graders.exercise import exercise_ids

KIT = Path(__file__).parents[2]
COPIES = KIT / "graders" / "stubs"


def stub_of(id: str) -> bytes:
    """Return the stub of an exercise."""
    try:
        return _copy(id).read_bytes()
    except OSError as error:
        raise UsageError(f"the kit's own copy of the stub cannot be read: {error}") from error


def add_arguments(parser: Parser) -> None:
    """Take nothing."""


def run(options: argparse.Namespace) -> int:
    """Copy every stub from starter/, for those who work on the kit."""
    COPIES.mkdir(exist_ok=True)
    for id in exercise_ids():
        _copy(id).write_bytes((KIT / "starter" / f"{id}.py").read_bytes())
    return 0


def _copy(id: str) -> Path:
    return COPIES / f"{id}.txt"  # no .py: it is data here, and nobody imports it
