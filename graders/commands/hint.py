"""`hint`: help for one exercise in three levels, a nudge, the idea, and nearly the code."""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Sequence

from rich.text import Text

from graders.arguments import Parser, named_exercise, submission_folder
from graders.commands.opened import Opened
from graders.commands.typed import session_of
from graders.report.console import Lines, make_console

LEVELS = 3


def hints_of(id: str) -> tuple[str, ...]:
    """Return the hints of an exercise, one for each level."""
    module = importlib.import_module(f"graders.test_{id}")
    return tuple(inspect.cleandoc(hint) for hint in module.HINTS)


def tell_hint(page: Lines, id: str, level: int) -> None:
    """Print one hint: prose, with the lines of code in it as they are."""
    short = id.partition("_")[0]
    page.write(page.text(f"Hint {level} of {LEVELS} for {short}", "bold"))
    for paragraph in hints_of(id)[level - 1].split("\n\n"):
        page.gap()
        _tell_paragraph(page, paragraph)


def _tell_paragraph(page: Lines, paragraph: str) -> None:
    lines = paragraph.split("\n")
    if any(line.startswith((" ", "http")) for line in lines):
        for line in lines:
            page.write(page.text(f"  {line}"))
    else:
        page.prose(Text("  "), page.text(" ".join(lines)))


def main(arguments: Sequence[str]) -> int:
    """Open the next hint for one exercise: a nudge, then the idea, then nearly the code."""
    options = _parser().parse_args(arguments)
    id = named_exercise(options.exercise)
    opened = Opened(submission_folder(options.submission))
    level: int = options.level or min(opened.level(id) + 1, LEVELS)
    noted = opened.note(id, level)
    page = Lines(make_console())
    tell_hint(page, id, level)
    page.gap()
    again = session_of(options.submission).other("hint", id.partition("_")[0])
    _tell_more(page, level, again, noted)
    return 0


def _tell_more(page: Lines, level: int, command: str, noted: bool) -> None:
    if level == LEVELS:
        page.write(page.text("That was the last one; --level 1 and --level 2 show the others."))
    elif noted:
        page.write(page.text(f"The next one: {command}"))
    else:
        page.write(page.text(f"The next one: {command} --level {level + 1}"))


def _parser() -> Parser:
    parser = Parser(prog="hint", description=main.__doc__)
    parser.add_exercise()
    parser.add_submission()
    levels = range(1, LEVELS + 1)
    parser.add_argument(
        "--level", type=int, choices=levels, help="open this level (default: the next one)"
    )
    return parser
