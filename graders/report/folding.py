"""Cut text to a width without losing any of it."""

from __future__ import annotations

import re
import textwrap

from rich.cells import cell_len

from graders.text import Show, clean

_CARET = re.compile(r"( *)(\^.*)")


def fold(line: str, room: int, show: Show = clean) -> list[str]:
    """Cut one line into rows of at most `room` cells; every character of it is kept."""
    rows = [""]
    for piece in map(show, line):
        if rows[-1] and cell_len(rows[-1] + piece) > room:
            rows.append("")
        rows[-1] += piece
    return rows


def fold_lines(text: str, room: int, show: Show = clean) -> list[str]:
    """Fold each line of `text`; a caret stays below the character that it points at.

    What is in quotes is cut anywhere, so that its spaces can be seen; prose is cut at spaces.
    """
    rows: list[str] = []
    lines = text.split("\n")
    while lines:
        line = lines.pop(0)
        caret = _CARET.fullmatch(lines[0]) if lines else None
        if caret:
            rows += _pointed(line, _index(line, len(caret[1])), show(caret[2]), room, show)
            lines.pop(0)
        else:
            rows += fold(line, room, show) if '"' in line else _wrapped(show(line), room)
    return rows


def _wrapped(line: str, room: int) -> list[str]:
    return textwrap.wrap(line, room) or [""]


def _index(line: str, column: int) -> int:
    """Return the index of the character in a column of the line as `clean` shows it."""
    for index, character in enumerate(line):
        if column <= 0:
            return index
        column -= cell_len(clean(character))
    return len(line) + column


def _pointed(line: str, at: int, caret: str, room: int, show: Show) -> list[str]:
    """Fold `line`, with `caret` below its character number `at`."""
    line = line.ljust(at + 1)
    rows = fold(line, room, show)
    before = fold(line[: at + 1], room, show)
    column = cell_len(before[-1]) - cell_len(show(line[at]))
    rows.insert(len(before), " " * column + caret)
    return rows
