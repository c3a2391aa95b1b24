"""A recording as lanes on an axis: what let it go on, what came, and what was to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise, takewhile, zip_longest

from rich.cells import cell_len, set_cell_size

from graders.report.console import MARKS
from graders.report.html.drawing import LEFT, WIDTH, Scale, drawing, label, line, scrolling, ticks
from graders.report.html.markup import Content, Html, hidden, tag
from graders.report.html.tracks import (
    BODY,
    CLOCK,
    Axis,
    Difference,
    PlacedPiece,
    Track,
)
from graders.report.html.visible import as_signs
from graders.text import shortened

MOST = 60
"""Pieces of a lane that are drawn, and rows of the table."""
PILE = 6
"""Pieces in one place that are drawn; the others are counted."""
ROW, BOX, GAP, TOP = 20.0, 17.0, 16.0, 30.0
CELL = 6.7
"""The width of a character in a box."""
LONGEST_TEXT = 200
DOTS = "\N{HORIZONTAL ELLIPSIS}"
FLAG = f"{MARKS['failed'].sign} first difference"


@dataclass(frozen=True)
class Lane:
    """Pieces in a row, or in piles where several are in one place."""

    name: str
    kind: str
    pieces: list[PlacedPiece]

    @property
    def rows(self) -> int:
        """How high the highest pile is."""
        return max((min(len(pile), PILE) for _, pile in piles(self.pieces)), default=1)

    @cached_property
    def _alike(self) -> tuple[int, int]:
        """How many characters all pieces begin with, such as `data: `, and how many they end so."""
        texts = [as_signs(piece.data[:LONGEST_TEXT]) for piece in self.pieces]
        if len(texts) < 2:
            return 0, 0
        begin = _shared(texts)
        end = _shared([text[begin:][::-1] for text in texts])
        return (begin if begin > 2 else 0), end

    def words(self, piece: PlacedPiece, room: int) -> str:
        """Return as much of a piece as `room` characters can show, rather what it has alone."""
        words = piece.label or as_signs(piece.data[:LONGEST_TEXT])
        begin, end = self._alike
        if cell_len(words) > room:
            words = words[begin:]
        if cell_len(words) > room:
            words = words[: len(words) - end] or words
        if cell_len(words) > room:
            words = set_cell_size(words, room - 1) + DOTS if room > 0 else ""
        return words


def _shared(texts: Sequence[str]) -> int:
    """Return how many characters all texts begin with."""
    # What the first and the last of them in the alphabet share, all share.
    pairs = zip(min(texts), max(texts), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


@dataclass(frozen=True)
class AxisScale(Scale):
    """Where on the drawing a place of an axis is, and how wide a piece is there."""

    axis: Axis
    slot: float

    @classmethod
    def fitting(cls, axis: Axis, lanes: Sequence[Lane]) -> AxisScale:
        """Return the scale on which all pieces have room."""
        pieces = [piece for lane in lanes for piece in lane.pieces]
        if axis is BODY:
            return cls(max((p.at + len(p.data) for p in pieces), default=1) or 1, axis, 0)
        places = sorted({piece.at for piece in pieces})
        last = places[-1] if places else 0.0
        slot = 1.0
        if axis is CLOCK:
            slot = max(min((b - a for a, b in pairwise(places)), default=10.0), last / 60)
        return cls(last + slot, axis, slot)

    def width(self, piece: PlacedPiece) -> float:
        """Return the width of a box."""
        size = len(piece.data) if self.axis is BODY else self.slot
        return max(2.0, self.length(size) - 2.0)


def timeline(track: Track, id: str) -> Html:
    """Draw a recording, with a table that says the same."""
    lanes = _lanes(track)
    scale = AxisScale.fitting(track.axis, lanes)
    tops = [TOP]
    for lane in lanes:
        tops.append(tops[-1] + lane.rows * ROW + GAP)
    drawn: list[Content] = [_axis(scale, tops[-1] - GAP / 2)]
    for lane, top in zip(lanes, tops, strict=False):
        drawn += [_lane(lane, scale, top), _flag(track, lane, scale, top)]
    image = drawing(id, f"Timeline: {track.name}", track.axis.about, tops[-1] + 8, drawn)
    return tag("div", image, tag("p", track.axis.about, _left_out(track), class_="note"))


def table(track: Track) -> Html:
    """Return what the drawing shows as a table."""
    expected = track.expected or []
    head = ["", f"at ({track.axis.unit})", f"{track.unit} that {track.verb}"]
    head += ["expected at", "expected"] if expected else []
    columns = [track.got[:MOST], expected[:MOST]] if expected else [track.got[:MOST]]
    rows = zip_longest(*columns)
    body = [_row(track.axis, number, *pair) for number, pair in enumerate(rows, start=1)]
    names = tag("tr", (tag("th", name or hidden("number"), scope="col") for name in head))
    return scrolling(tag("table", tag("thead", names), tag("tbody", body)), track.name)


def piles(pieces: Sequence[PlacedPiece]) -> list[tuple[float, list[PlacedPiece]]]:
    """Return the pieces that are in the same place, place by place."""
    found: defaultdict[float, list[PlacedPiece]] = defaultdict(list)
    for piece in pieces:
        found[piece.at].append(piece)
    return sorted(found.items())


def _lanes(track: Track) -> list[Lane]:
    lanes = [Lane(track.releaser, "released", track.released[:MOST])] if track.released else []
    lanes.append(Lane(f"{track.unit}s {track.verb}", "got", track.got[:MOST]))
    if track.expected is not None:
        lanes.append(Lane("expected", "expected", track.expected[:MOST]))
    return lanes


def _lane(lane: Lane, scale: AxisScale, top: float) -> Html:
    name = label(LEFT - 10, top + 13, lane.name, "lane-name", "end")
    base = line(LEFT, top - 3, WIDTH - 16, top - 3, "base")
    nothing = None if lane.pieces else label(LEFT + 4, top + 13, "nothing", "lane-name")
    return tag("g", name, base, nothing, _boxes(lane, scale, top), class_=lane.kind)


def _boxes(lane: Lane, scale: AxisScale, top: float) -> Iterator[Html]:
    if scale.axis is BODY:
        for piece in lane.pieces:
            yield _box(lane, piece, scale, top)
        return
    for _, pile in piles(lane.pieces):
        high = pile if len(pile) <= PILE else pile[: PILE - 1]
        for row, piece in enumerate(high):
            yield _box(lane, piece, scale, top + row * ROW)
        if len(high) < len(pile):
            x, y = scale.x(pile[0].at), top + (PILE - 1) * ROW + 13
            yield _fitting(x, y, f"+ {len(pile) - len(high):,} more", "more")


def _box(lane: Lane, piece: PlacedPiece, scale: AxisScale, top: float) -> Html:
    x, width = scale.x(piece.at), scale.width(piece)
    rect = tag("rect", x=x, y=top, width=width, height=BOX, rx=3)
    words = lane.words(piece, int((width - 6) / CELL))
    return tag("g", rect, label(x + 4, top + 12.5, words, "piece")) if words else rect


def _flag(track: Track, lane: Lane, scale: AxisScale, top: float) -> Html | None:
    """Point at the piece that has the first difference."""
    if track.difference is None or lane.kind != "got":
        return None
    found = piece_with(track.difference, lane.pieces)
    if found is None:
        return None
    x = scale.x(track.difference.offset if scale.axis is BODY else found.at)
    pile = next(pile for place, pile in piles(lane.pieces) if place == found.at)
    y = top + min(pile.index(found), PILE - 1) * ROW
    if len(pile) == 1:
        words = _fitting(x, y + BOX + 13, FLAG, "differs")
    else:
        words = _fitting(x + scale.width(found) + 6, y + 13, FLAG, "differs", scale.width(found))
    return tag("g", line(x, y - 2, x, y + BOX + 2, "differs"), words)


def piece_with(difference: Difference, pieces: Sequence[PlacedPiece]) -> PlacedPiece | None:
    """Return the piece that has the first difference in it or, if that is a border, at its end."""
    ends = accumulate(len(piece.data) for piece in pieces)
    at = difference.offset - difference.border
    return next((piece for piece, end in zip(pieces, ends, strict=True) if at < end), None)


def _fitting(x: float, y: float, words: str, class_: str, before: float = 0.0) -> Html:
    """Return words that begin at `x` or, if they would not fit there, end `before` in front."""
    if x + len(words) * CELL <= WIDTH:
        return label(x, y, words, class_)
    return label(x - before - 12 if before else x, y, words, class_, "end")


def _axis(scale: AxisScale, bottom: float) -> Iterator[Html]:
    if scale.axis in (BODY, CLOCK):
        marks = [(scale.x(at), f"{at:g}") for at in ticks(scale.end)]
        shift = 0.0
    else:
        every = -(-int(scale.end) // 16)
        marks = [(scale.x(at), str(at + 1)) for at in range(0, int(scale.end), every)]
        shift = scale.length(scale.slot) / 2
    yield label(LEFT - 10, 16, scale.axis.unit, "tick", "end")
    for x, words in marks:
        yield line(x, 22, x, bottom, "grid")
        yield label(x + shift, 16, words, "tick", "middle")


def _left_out(track: Track) -> str | None:
    left = len(track.got) - MOST
    return f" Drawn are the first {MOST}; {left:,} more came." if left > 0 else None


def _row(axis: Axis, number: int, *pieces: PlacedPiece | None) -> Html:
    return tag("tr", tag("th", str(number), scope="row"), (_cells(axis, piece) for piece in pieces))


def _cells(axis: Axis, piece: PlacedPiece | None) -> list[Html]:
    if piece is None:
        return [tag("td"), tag("td")]
    place = piece.at if axis in (BODY, CLOCK) else piece.at + 1
    words = shortened(as_signs(piece.data[: LONGEST_TEXT * 4]), LONGEST_TEXT)
    return [tag("td", f"{place:g}"), tag("td", tag("code", words))]
