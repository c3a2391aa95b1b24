"""Cut text to a width without losing any of it."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from rich.cells import cell_len

from graders.text import Show, clean

_CARET = re.compile(r"( *)(\^.*)")
_ESCAPE = r"\\(?:x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8}|.)"
_ATOM = re.compile(rf"{_ESCAPE}|[\s\S]")
"""A character, or the escape that stands for one."""
_UNIT = re.compile(rf'(?:[^ \\]|(?!\\[nrt]){_ESCAPE})*(?:\\[nrt])*"? *')
"""A word with the line ends, the closing quote and the spaces that follow it."""


def fold(line: str, room: int, show: Show = clean) -> list[str]:
    """Cut one line into rows of at most `room` cells, at words where they fit; all is kept."""
    return ["".join(map(show, line[row])) for row in _rows(line, room, show)]


def fold_lines(text: str, room: int, show: Show = clean) -> list[str]:
    """Fold each line of `text`; a caret stays below the character that it points at.

    What is in quotes keeps all of its spaces; prose is cut at spaces, which go.
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


def _rows(line: str, room: int, show: Show) -> list[slice]:
    """Return which part of the line is in each row."""
    rows, start, width = [], 0, 0
    for piece in _pieces(line, room, show):
        cells = _cells(line[piece], show)
        if width and width + cells > room:
            rows.append(slice(start, piece.start))
            start, width = piece.start, 0
        width += cells
    return [*rows, slice(start, len(line))]


def _pieces(line: str, room: int, show: Show) -> Iterator[slice]:
    """Yield what is to stay in one row: words and, of those that fit into none, characters."""
    for unit in _UNIT.finditer(line):
        fits = _cells(unit[0], show) <= room
        for piece in [unit] if fits else _ATOM.finditer(line, *unit.span()):
            yield slice(*piece.span())


def _cells(text: str, show: Show) -> int:
    return cell_len("".join(map(show, text)))


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
    parts = _rows(line, room, show)
    rows = ["".join(map(show, line[part])) for part in parts]
    number = next(n for n, part in enumerate(parts) if at < part.stop)
    column = _cells(line[parts[number].start : at], show)
    rows.insert(number + 1, _below(column, caret, room))
    return rows


def _below(column: int, caret: str, room: int) -> str:
    """Return the row of a caret in its column; what it says is on the side that has room for it."""
    words = caret[1:].strip()
    if column + cell_len(caret) <= room or cell_len(words) >= column:
        return " " * column + caret
    return f"{words} ^".rjust(column + 1)
