"""Bytes as one can see them: spaces, tabs and line ends as signs, odd characters as escapes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from graders.report.html.markup import Html, join, tag

SIGNS = {
    " ": "\N{MIDDLE DOT}",
    "\t": "\N{RIGHTWARDS ARROW TO BAR}",
    "\n": "\N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}",
    "\r": "\N{LEFTWARDS ARROW}",
}
LEGEND = {" ": "space", "\t": "tab", "\n": "line feed", "\r": "carriage return"}


def as_signs(data: bytes) -> str:
    """Return `data` as one line of text."""
    return "".join(shown for _, shown in map(_shown, _decoded(data)))


def as_markup(data: bytes) -> Html:
    """Return `data` with signs and escapes set apart; after a line end a new line begins."""
    return join(_grouped(_decoded(data)))


def character_at(data: bytes, offset: int) -> tuple[int, int]:
    """Return where the character begins and ends that the byte at `offset` belongs to."""
    start = 0
    for character in _decoded(data):
        end = start + len(character.encode("utf-8", "surrogateescape"))
        if offset < end:
            return start, end
        start = end
    return len(data), len(data)


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _grouped(text: str) -> Iterator[Html]:
    for kind, group in groupby(map(_shown, text), key=lambda pair: pair[0]):
        shown = "".join(part for _, part in group)
        if kind == "sign":
            yield tag("i", Html(shown.replace(SIGNS["\n"], SIGNS["\n"] + "\n")))
        else:
            yield tag("b", shown) if kind == "escape" else join(shown)


def _shown(character: str) -> tuple[str, str]:
    """Return what kind of character this is, and what shows it."""
    if character in SIGNS:
        return "sign", SIGNS[character]
    if "\udc80" <= character <= "\udcff":
        return "escape", f"\\x{ord(character) - 0xDC00:02x}"
    if character.isprintable():
        return "plain", character
    return "escape", character.encode("unicode_escape").decode("ascii")
