"""`lesson`: what an exercise is about, with a picture of the wire and where to read on."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from rich.text import Text

from graders.arguments import Parser, named_exercise
from graders.errors import UsageError
from graders.report.console import Lines, make_console

PAGES = Path(__file__).parents[2] / "docs" / "exercises"
FENCE, ITEM = "```", "- "
PART = re.compile(rf"{FENCE}.*?{FENCE}|(?:(?!{FENCE}|\n\n).)+", re.DOTALL)
"""A drawing, which may have blank lines in it, or what stands between two of them."""
LINK = re.compile(r"\[([^]]+)\]\([^)]+\)")
"""A link in prose, of which the words are kept."""


def add_arguments(parser: Parser) -> None:
    """Declare what the command takes."""
    parser.add_exercise()


def run(options: argparse.Namespace) -> int:
    """Tell what one exercise is about, with a picture of the wire and where to read on."""
    id = named_exercise(options.exercise)
    if (text := page_of(id)) is None:
        raise UsageError(f"this kit has no page about {id}")
    tell_page(Lines(make_console()), text)
    return 0


def page_of(id: str) -> str | None:
    """Return the page about an exercise, in Markdown, if there is one."""
    path = PAGES / f"{id}.md"
    return path.read_text(encoding="utf-8") if path.is_file() else None


def tell_page(page: Lines, text: str) -> None:
    """Print a page: its title, paragraphs fitted to the console, drawings and lists as they are."""
    for part in filter(None, (part.strip("\n") for part in PART.findall(text))):
        lines = part.split("\n")
        if FENCE in part:
            _tell_drawing(page, part)
        elif part.startswith("# "):
            page.write(page.text(part.strip("# \n"), "bold"))
        elif part.startswith(ITEM):
            for line in lines:
                page.write(page.text(f"  {line.removeprefix(ITEM)}"))
        else:
            prose = LINK.sub(r"\1", " ".join(lines)).replace("`", "")
            page.prose(Text(), page.text(prose))
        page.gap()


def _tell_drawing(page: Lines, part: str) -> None:
    for line in part.split("\n"):
        if not line.startswith(FENCE):
            page.write(page.text(f"  {line}"))
