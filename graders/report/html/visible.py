"""Bytes as one can see them: spaces, tabs and line ends as signs, odd characters as escapes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from graders.report.html.markup import Html, join, tag
from graders.text import decoded, visible

SIGNS = {
    " ": "\N{MIDDLE DOT}",
    "\t": "\N{RIGHTWARDS ARROW TO BAR}",
    "\n": "\N{DOWNWARDS ARROW WITH CORNER LEFTWARDS}",
}
LEGEND = {" ": "space", "\t": "tab", "\n": "line feed"}


def as_signs(data: bytes) -> str:
    """Return `data` as one line of text."""
    return "".join(shown for _, shown in visible(data, SIGNS))


def as_markup(data: bytes, in_one_line: bool = False) -> Html:
    """Return `data` with signs and escapes set apart; what follows line ends is in a new line."""
    shown = visible(data, SIGNS)
    return join(_grouped(shown if in_one_line else _broken(shown)))


def character_at(data: bytes, offset: int) -> tuple[int, int]:
    """Return where the character begins and ends that the byte at `offset` belongs to."""
    start = 0
    for character in decoded(data):
        end = start + len(character.encode("utf-8", "surrogateescape"))
        if offset < end:
            return start, end
        start = end
    return len(data), len(data)


def _broken(pairs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Begin a new line after line ends, however many there are, if anything follows."""
    ended = False
    for character, shown in pairs:
        if ended and character != "\n":
            yield "\n", "\n"
        yield character, shown
        ended = character == "\n"


def _grouped(pairs: Iterator[tuple[str, str]]) -> Iterator[Html]:
    for kind, group in groupby(pairs, key=_kind):
        shown = "".join(part for _, part in group)
        if kind == "sign":
            yield tag("i", Html(shown))
        else:
            yield tag("b", shown) if kind == "escape" else join(shown)


def _kind(pair: tuple[str, str]) -> str:
    character, shown = pair
    if character in SIGNS:
        return "sign"
    return "plain" if shown == character else "escape"
