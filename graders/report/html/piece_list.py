"""The bytes of a recording, piece by piece, with the first that differs marked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import accumulate

from graders.report.console import MARKS
from graders.report.html.markup import Html, hidden, join, tag
from graders.report.html.tracks import Difference, PlacedPiece, Track
from graders.report.html.visible import LEGEND, SIGNS, as_markup, character_at
from graders.text import count

MOST_PIECES = 40
"""Pieces that are shown from the beginning; and around the first difference, `NEARBY` each way."""
NEARBY = 4
MOST_BYTES = 360
"""Bytes that are shown of one piece; if it has the difference, those around it."""
NEXT = 40
"""Bytes that are shown of what was expected at the first difference."""


def pieces(track: Track) -> Html:
    """Draw the bytes that came."""
    return tag("div", tag("ol", _pieces(track), role="list"), class_="bytes")


def difference(track: Track) -> Html | None:
    """Say where the bytes first differ from what was expected."""
    if track.difference is not None:
        return _difference(track, track.difference)
    return (
        None if track.got else tag("p", f"Not a single {track.unit} {track.verb}.", class_="note")
    )


def legend() -> Html:
    """Explain the signs."""
    signs = (
        (tag("code", tag("i", SIGNS[character])), f" {name}; ")
        for character, name in LEGEND.items()
    )
    example = tag("code", tag("b", "\\xff"))
    return tag("p", "In the bytes: ", signs, example, " a byte that is no text.", class_="legend")


def _difference(track: Track, difference: Difference) -> Html:
    expected = b"".join(piece.data for piece in track.expected or [])
    at = difference.offset
    if difference.border:
        ends = at in accumulate(len(piece.data) for piece in track.expected or [])
        what = f"a {track.unit} should end here" if ends else f"no {track.unit} should end here"
        where = f"First difference: after byte {at:,}, {what}; the bytes themselves are right."
        return tag("p", _flag(), where, class_="differs")
    start, _ = character_at(expected, at)
    wanted = expected[start : start + NEXT]
    dots = "\N{HORIZONTAL ELLIPSIS}" if len(expected) > start + NEXT else None
    rest = tag("code", as_markup(wanted, in_one_line=True), dots) if wanted else "nothing more"
    return tag(
        "p", _flag(), f"First difference: byte {at + 1:,}; expected here: ", rest, class_="differs"
    )


def _flag() -> Html:
    return tag("span", f"{MARKS['failed'].sign} ", aria_hidden="true")


def _pieces(track: Track) -> Iterator[Html]:
    starts = list(accumulate((len(piece.data) for piece in track.got), initial=0))
    at = track.difference.offset if track.difference else None
    border = track.difference is not None and track.difference.border
    last = -1
    for number in _shown(starts, at):
        if number > last + 1:
            yield _left_out(track.got[last + 1 : number], track.unit)
        yield _piece(track.got[number], number, starts[number], at, border)
        last = number
    if last + 1 < len(track.got):
        yield _left_out(track.got[last + 1 :], track.unit)
    if at == starts[-1] and not border:
        end = tag("mark", "nothing more came")
        yield tag("li", tag("code", end, class_="end"))


def _shown(starts: list[int], at: int | None) -> list[int]:
    """Return which pieces are shown: the first, and those around the first difference."""
    pieces = range(len(starts) - 1)
    shown = set(pieces[:MOST_PIECES])
    if at is not None:
        middle = sum(start <= at for start in starts[1:])
        shown |= set(pieces[max(0, middle - NEARBY) : middle + NEARBY])
    return sorted(shown)


def _piece(piece: PlacedPiece, number: int, start: int, at: int | None, border: bool) -> Html:
    data = piece.data
    inside = at is not None and start <= at < start + len(data) and (at > start or not border)
    content = _marked(data, (at or 0) - start, border) if inside else _cut(data, 0, MOST_BYTES)
    label = tag("span", hidden("piece "), str(number + 1), class_="number")
    return tag("li", label, tag("code", content))


def _marked(data: bytes, at: int, border: bool) -> Html:
    """Show the part of a piece around its byte `at`, which is marked."""
    first, end = character_at(data, at)
    if border:
        mark, end = tag("mark", hidden("border differs"), class_="border"), first
    else:
        mark = tag("mark", as_markup(data[first:end]))
    start = max(0, first - MOST_BYTES // 2)
    start = character_at(data, start)[0]
    before = _note(start) if start else None
    return join([before, as_markup(data[start:first]), mark, _cut(data, end, MOST_BYTES // 2)])


def _cut(data: bytes, start: int, most: int) -> Html:
    end = start + most
    if end >= len(data):
        return as_markup(data[start:])
    end = character_at(data, end)[0]
    return join([as_markup(data[start:end]), _note(len(data) - end)])


def _note(left_out: int) -> Html:
    return tag("small", f" {count(left_out, 'more byte')} ")


def _left_out(pieces: list[PlacedPiece], unit: str) -> Html:
    size = sum(len(piece.data) for piece in pieces)
    left = f"{count(len(pieces), f'more {unit}')}, {count(size, 'byte')}"
    return tag("li", tag("small", left), class_="gap")
