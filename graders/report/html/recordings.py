"""The recordings of an exercise: the most telling one is drawn, the others are there to unfold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from graders.report.html.drawing import scrolling
from graders.report.html.markup import Html, facts, folded, join, tag
from graders.report.html.piece_list import difference, legend, pieces
from graders.report.html.timeline import table, timeline
from graders.report.html.tracks import Track, tracks, worth_drawing
from graders.result import ExerciseResult
from graders.text import count

MOST_ROWS = 40
"""Recordings that are listed; the others are counted."""


def recordings(exercise: ExerciseResult) -> Html | None:
    """Return all that was recorded of an exercise."""
    recorded = tracks(exercise)
    if not recorded:
        return None
    drawn = worth_drawing(recorded)
    first = min(range(len(drawn)), key=lambda n: _importance(drawn[n]))
    listed = [track for track in recorded if track not in drawn]
    figures = [_figure(track, f"{exercise.id}-{n}") for n, track in enumerate(drawn)]
    telling = figures.pop(first)
    return join([tag("h3", "The stream", class_="hidden"), telling, _others(figures, listed)])


def _importance(track: Track) -> int:
    """Return 0 for bytes that differ, 1 for those that came at another time, 2 for right ones."""
    if track.difference is not None:
        return 0
    came, due = ([piece.at for piece in some] for some in (track.got, track.expected or track.got))
    return 1 if came != due else 2


def _figure(track: Track, id: str) -> Html:
    asked = tag("p", tag("code", track.asked), class_="note")
    return tag(
        "figure",
        tag("figcaption", tag("h4", track.name), asked),
        facts(track.facts),
        timeline(track, id),
        difference(track),
        folded("Its bytes", legend(), pieces(track)) if track.got or track.difference else None,
        folded("As a table", table(track), class_="again"),
    )


def _others(figures: Sequence[Html], listed: Sequence[Track]) -> Html | None:
    if not figures and not listed:
        return None
    number = len(figures) + len(listed)
    return folded(count(number, "more recording"), figures, _list(listed) if listed else None)


def _list(listed: Sequence[Track]) -> Iterator[Html]:
    names = ("recording", "request", "pieces", "bytes", "as expected")
    head = tag("tr", (tag("th", name, scope="col") for name in names))
    rows = map(_row, listed[:MOST_ROWS])
    yield scrolling(tag("table", tag("thead", head), tag("tbody", rows)), "more recordings")
    if len(listed) > MOST_ROWS:
        yield tag("p", f"and {len(listed) - MOST_ROWS:,} more")


def _row(track: Track) -> Html:
    cells = (tag("code", track.asked), str(len(track.got)), f"{track.size:,}", _as_expected(track))
    return tag("tr", tag("th", track.name, scope="row"), (tag("td", cell) for cell in cells))


def _as_expected(track: Track) -> str:
    if track.expected is None:
        return "\N{EN DASH}"
    if track.difference is None:
        return "yes"
    return f"differs at byte {track.difference.offset + 1:,}"
