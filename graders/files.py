"""Text and bytes as a student can read them: spaces, line ends and odd characters visible."""

from __future__ import annotations

import unicodedata

WIDTH = 64
"""How many characters of a long value are shown at once; what is left out is counted."""
BEFORE = WIDTH // 2


def show(value: str | bytes, mark: int | None = None) -> str:
    """Return `value` in quotes, with escapes; with `mark`, a second line has a caret under it.

    `mark` is an index into `value` (its end included); of a long value the part around it is shown.
    """
    text = value if isinstance(value, str) else value.decode("utf-8", "surrogateescape")
    if mark is not None and isinstance(value, bytes):
        mark = len(value[:mark].decode("utf-8", "surrogateescape"))
    start = max(0, (mark or 0) - BEFORE) if len(text) > WIDTH else 0
    before = f"({start} characters) ..." if start else ""
    left = len(text) - start - WIDTH
    after = f"... ({left} more characters)" if left > 0 else ""
    line = f'{before}"{_escaped(text[start : start + WIDTH])}"{after}'
    if mark is None:
        return line
    return f"{line}\n{' ' * (_cells(before) + 1 + _cells(_escaped(text[start:mark])))}^"


def show_all(pieces: list[str] | list[bytes], most: int = 12) -> str:
    """Return several values in a row, and how many there are beyond `most`."""
    shown = "  ".join(show(piece) for piece in pieces[:most])
    more = f"  ... and {len(pieces) - most} more" if len(pieces) > most else ""
    return (shown or "nothing") + more


def first_difference(one: str | bytes, other: str | bytes) -> int:
    """Return the first index at which the two differ, which may be the end of the shorter."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def count(number: int, thing: str) -> str:
    """Return `number` and `thing`, in the plural where it belongs."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _escaped(text: str) -> str:
    return "".join(map(_escaped_character, text))


def _escaped_character(character: str) -> str:
    if character in '"\\':
        return "\\" + character
    if "\udc80" <= character <= "\udcff":
        return f"\\x{ord(character) - 0xDC00:02x}"
    if character.isprintable():
        return character
    return character.encode("unicode_escape").decode("ascii")


def _cells(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))
