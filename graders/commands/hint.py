"""`hint`: help for one exercise, a little more each time.

Where the kit has found the mistake, it tells where it is, then what it is, then the edit that mends
it. The hints of the exercise follow: a nudge, the idea, and nearly the code.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import hashlib
import inspect
import json
from pathlib import Path

from rich.text import Text

from graders.arguments import Parser, named_exercise, submission_folder
from graders.commands.graded_alone import mistake_in
from graders.commands.lesson import page_of
from graders.exercise import LEVELS, grader
from graders.files import atomic_write
from graders.report.console import Lines, make_console
from graders.report.next_commands import NextCommands
from graders.result import Repair

STEPS = ("where it is", "what it is", "an edit that mends it")
WHERE, WHAT = 1, 2
FILE = ".progress.json"
"""Where it is noted, in the submission's folder, which hints were opened."""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_exercise()
    parser.add_submission()
    levels = range(1, LEVELS + 1)
    parser.add_argument(
        "--level", type=int, choices=levels, help="open this level (default: the next one)"
    )


def run(options: argparse.Namespace) -> int:
    """Open the next hint for one exercise: a nudge, then the idea, then nearly the code."""
    id = named_exercise(options.exercise)
    folder = submission_folder(options.submission)
    opened, page = Opened(folder), Lines(make_console())
    session = NextCommands.typed(options.submission)
    again = session.other("hint", grader(id).EXERCISE.short)
    repair = None if options.level else mistake_in(page.console, id, folder)
    if repair is not None and (steps := next_steps(opened, id, repair)):
        tell_mistake(page, repair, steps, session.path(repair.file))
        page.gap()
        page.write(page.text(f"The next one: {again}"))
        return 0
    level: int = options.level or min(opened.level(id) + 1, LEVELS)
    noted = opened.note(id, level)
    tell_hint(page, id, level, session)
    page.gap()
    _tell_more(page, level, again, noted)
    return 0


def next_steps(opened: Opened, id: str, repair: Repair) -> range:
    """Return which step of a mistake is to be told now, and note it; none after the last.

    What cannot be noted would be told over and over: then it is all steps at once.
    """
    key = _key(id, repair)
    step = opened.level(key) + 1
    if step > len(STEPS):
        return range(0)
    return range(step, (step if opened.note(key, step) else len(STEPS)) + 1)


def _key(id: str, repair: Repair) -> str:
    """Return what it is noted under how much was told of a mistake: another one begins anew."""
    return f"{id} {hashlib.sha256(repair.edited.encode()).hexdigest()[:12]}"


def tell_mistake(page: Lines, repair: Repair, steps: range, name: str) -> None:
    """Print steps of what is known of a mistake: where, what, or the edit that was tried."""
    for step in steps:
        page.gap()
        page.write(page.text(f"Your mistake, {step} of {len(STEPS)}: {STEPS[step - 1]}", "bold"))
        page.gap()
        _tell_step(page, repair, step, name)


def _tell_step(page: Lines, repair: Repair, step: int, name: str) -> None:
    own = repair.own.splitlines()
    if step == WHERE:
        page.write(page.text(f"  {name}:{repair.line}"))
        for line in own[repair.line - 1 : repair.line]:
            page.write(page.text(f"  {line.strip()}"))
    elif step == WHAT:
        page.prose(Text("  "), page.text(repair.sentence))
    else:
        page.prose(Text("  "), page.text("With this edit, your file passes:"))
        for row in difflib.unified_diff(own, repair.edited.splitlines(), lineterm="", n=1):
            if not row.startswith(("---", "+++", "@@")):
                page.write(page.text(f"  {row}"))


def hints_of(id: str) -> tuple[str, ...]:
    """Return the hints of an exercise, one for each level."""
    return tuple(inspect.cleandoc(hint) for hint in grader(id).HINTS)


def tell_hint(page: Lines, id: str, level: int, session: NextCommands) -> None:
    """Print one hint: prose, with the lines of code in it as they are; and where there is more."""
    page.write(page.text(f"Hint {level} of {LEVELS} for {grader(id).EXERCISE.short}", "bold"))
    for paragraph in hints_of(id)[level - 1].split("\n\n"):
        page.gap()
        _tell_paragraph(page, paragraph)
    if page_of(id) is not None:
        page.gap()
        page.write(page.text(f"What it is about: {session.lesson(id.partition('_')[0])}"))


def _tell_paragraph(page: Lines, paragraph: str) -> None:
    lines = paragraph.split("\n")
    if any(line.startswith((" ", "http")) for line in lines):
        for line in lines:
            page.write(page.text(f"  {line}"))
    else:
        page.prose(Text("  "), page.text(" ".join(lines)))


def _tell_more(page: Lines, level: int, command: str, noted: bool) -> None:
    if level == LEVELS:
        page.write(page.text("That was the last one; --level 1 and --level 2 show the others."))
    elif noted:
        page.write(page.text(f"The next one: {command}"))
    else:
        page.write(page.text(f"The next one: {command} --level {level + 1}"))


class Opened:
    """The highest level of each exercise's hints that was opened; 0 if none was."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def level(self, id: str) -> int:
        """Return the level for an exercise."""
        level = self._levels().get(id)
        return level if isinstance(level, int) else 0

    def note(self, id: str, level: int) -> bool:
        """Remember that a level was opened; return whether that could be done."""
        levels = self._levels()
        return self._write({**levels, id: max(level, self.level(id))})

    def forget(self, id: str) -> None:
        """Begin with the first level again."""
        levels = self._levels()
        kept = {key: level for key, level in levels.items() if key.split()[:1] != [id]}
        if kept != levels:
            self._write(kept)

    def _levels(self) -> dict[str, object]:
        with contextlib.suppress(OSError, ValueError):
            content = json.loads(self._path.read_text(encoding="utf-8"))
            levels = content.get("hints") if isinstance(content, dict) else None
            return levels if isinstance(levels, dict) else {}
        return {}

    def _write(self, levels: dict[str, object]) -> bool:
        with contextlib.suppress(OSError):
            text = json.dumps({"hints": levels}, indent=2, sort_keys=True)
            atomic_write(self._path, f"{text}\n".encode())
            return True
        return False
