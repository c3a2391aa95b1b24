"""`new`: the three files of a new exercise, which grade at once and wait to be made real."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from string import Template

from graders.arguments import PASSED, Parser
from graders.commands.stubs import COPIES, KIT
from graders.errors import UsageError
from graders.exercise import exercise_ids
from graders.report.console import Lines, make_console

TEMPLATES = Path(__file__).with_name("templates")
_NAME = re.compile(r"(stage|exercise)([1-9]\d?)_([a-z][a-z0-9]*)")
NEXT = (
    "It grades as it is:  python -m graders {short} --submission solutions",
    "Make the files say what it is about; CONTRIBUTING.md lists what else a new exercise needs.",
)


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "name", metavar="NAME", help="the new exercise's id, such as exercise4_numbers"
    )
    parser.add_argument("--title", metavar="TEXT", help="its title (default: you are asked)")


def run(options: argparse.Namespace) -> int:
    """Write the stub, the solution and the grader of a new exercise."""
    facts = _facts(options.name)
    title = options.title or _asked("Title: ")
    if not title.strip() or '"' in title or "\\" in title or not title.isprintable():
        raise UsageError("a title is one line, without quotes and backslashes")
    written = write_exercise(KIT, {**facts, "title": title.strip()})
    page = Lines(make_console())
    for path in written:
        page.write(page.text(f"written  {path.relative_to(KIT).as_posix()}"))
    for line in NEXT:
        page.prose(page.text(""), page.text(line.format(**facts)))
    return PASSED


def write_exercise(kit: Path, facts: dict[str, str]) -> list[Path]:
    """Write the files of an exercise into a kit, and return them; none of them may exist yet."""
    id = facts["id"]
    files = {
        kit / "starter" / f"{id}.py": "starter",
        kit / "solutions" / f"{id}.py": "solution",
        kit / "graders" / f"test_{id}.py": "grader",
        kit / COPIES.relative_to(KIT) / f"{id}.txt": "starter",
    }
    for path in files:
        if path.exists():
            raise UsageError(f"{path.relative_to(kit).as_posix()} exists already")
    for path, template in files.items():
        text = (TEMPLATES / f"{template}.txt").read_text(encoding="utf-8")
        path.write_text(Template(text).substitute(facts), encoding="utf-8", newline="\n")
    return list(files)


def _facts(id: str) -> dict[str, str]:
    """Return what the templates say of an exercise besides its title."""
    match = _NAME.fullmatch(id)
    if match is None:
        raise UsageError(f"{id!r} is no name for an exercise; one is exercise4_numbers")
    kind, number, word = match.groups()
    short = f"{kind}{number}"
    taken = [other for other in exercise_ids() if other.partition("_")[0] == short]
    if taken:
        raise UsageError(f"{short} is taken by {taken[0]}")
    return {"id": id, "short": short, "word": word, "Heading": f"{kind.capitalize()} {number}"}


def _asked(question: str) -> str:
    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError("there is nobody to ask for a title; give --title")
    try:
        return input(question)
    except EOFError:
        return ""
