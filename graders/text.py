"""Text and bytes made fit to be read: nothing steers, nothing is invisible, nothing is too long.

What cannot be seen is shown in one notation, that of Python: `\\r`, `\\x1b`, `\\u202e`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

Show = Callable[[str], str]
"""How text from outside is made printable: `clean`, or `clean_ascii` where no more can be shown."""

WIDTH = 64
"""How many characters of a long value are shown at once; what is left out is counted."""
BEFORE = WIDTH // 2
WORD = 16
"""How much longer it may become, at either end, so that no word is cut."""

_SUSPICIOUS = re.compile(r"[^\n\x20-\x7e]")
_INVISIBLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Unicode categories: controls, also bidirectional ones, lone surrogates, line separators."""
_COMMAND = re.compile(r"::(?=[\w-]+[^\n]*::)|##(?=\[)")
"""How a line begins that GitHub Actions would take for a command."""
_IN_QUOTES = {'"': '\\"', "\\": "\\\\"}


# Prose: what a student's code printed, raised or sent, inside a report.


def clean(text: str) -> str:
    r"""Return `text` with what could steer a terminal or CI shown as an escape, such as `\x1b`."""
    harmless = _COMMAND.sub(lambda found: f"\\x{ord(found[0][0]):02x}{found[0][1]}", text)
    return _SUSPICIOUS.sub(_harmless, harmless.replace("\t", "    "))


def clean_ascii(text: str) -> str:
    """Return `text` cleaned, with every character beyond ASCII as a backslash escape."""
    return clean(text).encode("ascii", "backslashreplace").decode("ascii")


def count(number: int, noun: str) -> str:
    """Return a number with what it counts, in the plural where it belongs."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def shortened(text: str, most: int) -> str:
    """Return the first `most` characters, and how many there are beyond them."""
    return text[:most] + _more(len(text) - most)


# Exact values: every character counts and can be seen, spaces too.


def show(value: str | bytes, mark: int | None = None) -> str:
    """Return `value` in quotes, with escapes; with `mark`, a second line has a caret under it.

    `mark` is an index into `value` (its end included); of a long value the part around it is shown.
    """
    text = decoded(value)
    if mark is not None:
        mark = len(decoded(value[:mark]))
    start, end = _around(text, mark or 0) if len(text) > WIDTH else (0, len(text))
    before = f"({count(start, 'character')}) ..." if start else ""
    line = f'{before}"{_quotable(text[start:end])}"{_more(len(text) - end)}'
    if mark is None:
        return line
    return f"{line}\n{' ' * (_cells(before) + 1 + _cells(_quotable(text[start:mark])))}^"


def _around(text: str, mark: int) -> tuple[int, int]:
    """Return the part of a long text to show: about `WIDTH` characters, and words of it whole."""
    start = max(0, mark - BEFORE)
    end = start + WIDTH
    return text.rfind(" ", max(0, start - WORD), start) + 1 or start, text.find(
        " ", end - 1, end + WORD
    ) + 1 or end


def show_end(value: str | bytes) -> str:
    """Return the last words of `value` as `show` does, and how much is before them."""
    return show(value, len(value)).partition("\n")[0]


def show_all(pieces: Sequence[str] | Sequence[bytes], most: int = 12) -> str:
    """Return several values in a row, and how many there are beyond `most`."""
    shown = "  ".join(show(piece) for piece in pieces[:most])
    more = f"  ... and {len(pieces) - most:,} more" if len(pieces) > most else ""
    return (shown or "nothing") + more


def first_difference(one: str | bytes, other: str | bytes) -> int:
    """Return the first index at which the two differ, which may be the end of the shorter."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))


def visible(value: str | bytes, signs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each character and what shows it: its sign, itself, or an escape if it is invisible."""
    for character in decoded(value):
        if character in signs:
            yield character, signs[character]
        elif character.isprintable():
            yield character, character
        else:
            yield character, escaped(character)


def escaped(character: str) -> str:
    r"""Return the escape of a character; for a byte that `decoded` found to be no text `\xff`."""
    if "\udc80" <= character <= "\udcff":
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def decoded(value: str | bytes) -> str:
    """Return bytes as text, in which a byte that is no UTF-8 is a character of its own."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogateescape")


def _quotable(text: str) -> str:
    return "".join(shown for _, shown in visible(text, _IN_QUOTES))


def _more(left: int) -> str:
    return f"... ({count(left, 'more character')})" if left > 0 else ""


def _cells(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


def _harmless(found: re.Match[str]) -> str:
    seen = unicodedata.category(found[0]) not in _INVISIBLE or _joins_emoji(found)
    return found[0] if seen else escaped(found[0])


def _joins_emoji(found: re.Match[str]) -> bool:
    around = found.string[max(found.start() - 1, 0)], found.string[found.end() :][:1] or " "
    return found[0] == "\u200d" and {*map(unicodedata.category, around)} <= {"So", "Sk", "Mn"}
