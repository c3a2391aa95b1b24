"""Make text from outside safe to print, and cut it to a width without losing any of it."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Callable

from rich.cells import cell_len

Show = Callable[[str], str]
"""How text from outside is made printable: `clean`, or `clean_ascii` where no more can be shown."""

_SUSPICIOUS = re.compile(r"[^\n\x20-\x7e]")
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories: controls, also bidirectional ones, lone surrogates, line separators."""
_COMMAND = re.compile(r"::(?=[\w-]+[^\n]*::)|##(?=\[)")
"""How a line begins that GitHub Actions would take for a command."""
_CARET = re.compile(r"( *)(\^.*)")


def clean(text: str) -> str:
    r"""Return `text` with what could steer a terminal or CI shown as `\xNN` or `\uNNNN`."""
    harmless = _COMMAND.sub(lambda found: f"\\x{ord(found[0][0]):02x}{found[0][1]}", text)
    return _SUSPICIOUS.sub(_shown, harmless.replace("\t", "    "))


def clean_ascii(text: str) -> str:
    """Return `text` cleaned, with every character beyond ASCII as a backslash escape."""
    return clean(text).encode("ascii", "backslashreplace").decode("ascii")


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

    What is in quotes is cut anywhere, so that all its spaces can be seen; prose is at spaces.
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


def _joins_emoji(found: re.Match[str]) -> bool:
    around = found.string[max(found.start() - 1, 0)], found.string[found.end() :][:1] or " "
    return found[0] == "\u200d" and {*map(unicodedata.category, around)} <= {"So", "Sk", "Mn"}


def _shown(found: re.Match[str]) -> str:
    code = ord(found[0])
    if unicodedata.category(found[0]) not in _INVISIBLE or _joins_emoji(found):
        return found[0]
    if code > 0xFFFF:
        return f"\\U{code:08x}"
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"
