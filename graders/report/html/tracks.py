"""What was recorded of an exercise, in the form in which it is drawn: pieces at their places."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from graders.report.html.visible import as_signs
from graders.result import ExerciseResult, Expectation
from graders.text import first_difference, shortened
from graders.transcript import (
    ENDS,
    Call,
    Hold,
    Problem,
    Run,
    Stream,
)

WIDEST_NAME = 80
LATEST = 1e6
"""Seconds beyond which no time is drawn."""


@dataclass(frozen=True)
class Axis:
    """What the places of pieces are measured in, and what that means."""

    name: str
    unit: str
    about: str


BODY = Axis(
    "body",
    "bytes",
    "From left to right are the bytes, with a border where one piece ends.",
)
CLOCK = Axis(
    "clock",
    "ms",
    "From left to right goes the server's clock, which only the grader moves.",
)
GATE = Axis(
    "gate",
    "token",
    "In each column your token_stream gives a token; what came before has arrived by then.",
)
STEP = Axis(
    "step",
    "step",
    "In each column the grader's server sends one piece, and waits for what your code yields.",
)


@dataclass(frozen=True)
class PlacedPiece:
    """Some bytes at a place on an axis, or a mark there that says `label`."""

    at: float
    data: bytes = b""
    label: str = ""


@dataclass(frozen=True)
class Difference:
    """The first byte that differs, or after which a piece should have ended or gone on."""

    offset: int
    border: bool = False


@dataclass(frozen=True)
class Track:
    """One recording: what came (`got`), beside what let it come and what was to come.

    `unit` and `verb` say what a piece is and does, such as "chunk" and "arrived".
    """

    name: str
    asked: str
    unit: str
    verb: str
    axis: Axis
    got: list[PlacedPiece]
    facts: list[tuple[str, str]]
    expected: list[PlacedPiece] | None = None
    released: list[PlacedPiece] = field(default_factory=list)
    releaser: str = ""
    difference: Difference | None = None

    @property
    def size(self) -> int:
        """How many bytes came."""
        return sum(len(piece.data) for piece in self.got)


def tracks(exercise: ExerciseResult) -> list[Track]:
    """Return every recording of an exercise but those of memory."""
    return list(_tracks(exercise)) if exercise.observed is not None else []


def worth_drawing(all_tracks: Sequence[Track]) -> list[Track]:
    """Return the first recording on each kind of axis and, if these are right, one that is not."""
    known = [track for track in all_tracks if track.expected is not None] or all_tracks
    chosen = list({track.axis: track for track in reversed(known)}.values())
    if not any(track.difference for track in chosen):
        chosen += [track for track in known if track.difference][:1]
    return [track for track in known if track in chosen]


def _tracks(exercise: ExerciseResult) -> Iterator[Track]:
    assert exercise.observed is not None
    failed = exercise.status == "failed"
    for name, call in exercise.observed.calls.items():
        yield _of_call(name, call, exercise.expected.get(name), failed)
    for name, stream in exercise.observed.streams.items():
        yield _of_stream(name, stream, exercise.expected.get(name), failed)
    for name, run in exercise.observed.runs.items():
        yield _of_run(name, run, exercise.expected.get(name), failed)


def _of_call(name: str, call: Call, expectation: Expectation | None, failed: bool) -> Track:
    data = [_encoded(token.text) for token in call.tokens]
    types = ", ".join(dict.fromkeys(token.type for token in call.tokens))
    facts = [("gave", call.type or "nothing"), ("tokens of type", types)] if types else []
    if call.more:
        facts.append(("ended", "not after these tokens"))
    return Track(
        name,
        f'token_stream("{shortened(as_signs(_encoded(call.prompt)), WIDEST_NAME)}")',
        "token",
        "yielded",
        BODY,
        _laid_out(data),
        facts + _told(call.problem),
        _laid_out(expectation.pieces) if expectation else None,
        difference=_difference(data, expectation) if failed else None,
    )


def _of_stream(name: str, stream: Stream, expectation: Expectation | None, failed: bool) -> Track:
    data = [chunk.data for chunk in stream.chunks]
    axis, places = _stream_axis(stream, expectation)
    status = "none" if stream.status is None else str(stream.status)
    facts = [("status", status), ("content type", stream.headers.get("content-type", "none"))]
    facts.append(("end", ENDS.get(stream.end, stream.end)))
    return Track(
        name,
        f"{stream.method} {shortened(stream.url, WIDEST_NAME)}",
        "chunk",
        "arrived",
        axis,
        [PlacedPiece(at, piece) for at, piece in zip(places, data, strict=True)],
        facts + _told(stream.problem),
        _expected(expectation, axis, stream.begun_at if axis is CLOCK else 0)
        if expectation
        else None,
        [PlacedPiece(at, label=label) for at, label in _gate(stream)],
        "token given",
        _difference(data, expectation) if failed else None,
    )


def _of_run(name: str, run: Run, expectation: Expectation | None, failed: bool) -> Track:
    data = [_encoded(piece.text) for piece in run.pieces]
    steps = [sent.step for sent in run.sent] + [piece.step for piece in run.pieces]
    begun = min(steps, default=0)
    facts = [("status sent", str(run.status)), ("end", ENDS.get(run.end, run.end))]
    if run.closed is not None:
        facts.append(("connection", "closed" if run.closed else "still open"))
    return Track(
        name,
        f"stream_text of {run.path}",
        "piece",
        "yielded",
        STEP,
        [PlacedPiece(p.step - begun, piece) for p, piece in zip(run.pieces, data, strict=True)],
        facts + _told(run.problem),
        _expected(expectation, STEP, begun) if expectation else None,
        [PlacedPiece(sent.step - begun, sent.data) for sent in run.sent],
        "server sent",
        _difference(data, expectation) if failed else None,
    )


def _stream_axis(stream: Stream, expectation: Expectation | None) -> tuple[Axis, list[float]]:
    """Return the axis that tells most about a stream, and the places of its chunks on it."""
    if stream.holds:
        held = [hold.chunks for hold in _drawn(stream)]
        return GATE, [float(bisect_right(held, n)) for n in range(len(stream.chunks))]
    times = [_milliseconds(chunk.clock - stream.begun_at) for chunk in stream.chunks]
    if any(times) if expectation is None else expectation.clock is not None:
        return CLOCK, times
    return BODY, [piece.at for piece in _laid_out([chunk.data for chunk in stream.chunks])]


def _gate(stream: Stream) -> Iterator[tuple[float, str]]:
    """What a held source was allowed to give in each column."""
    holds = _drawn(stream)
    for column, hold in enumerate(holds):
        yield float(column), str(hold.item)
    if holds:
        yield float(len(holds)), "end" if stream.end == "complete" else "?"


def _drawn(stream: Stream) -> list[Hold]:
    """The holds of one generator: of several the one that is called as the lesson calls it."""
    sources: dict[int, list[Hold]] = {}
    for hold in stream.holds:
        sources.setdefault(hold.source, []).append(hold)
    called_so = [holds for holds in sources.values() if holds[0].kind == "token_stream"]
    return max(called_so or sources.values(), key=len, default=[])


def _expected(expectation: Expectation, axis: Axis, begun: float) -> list[PlacedPiece]:
    pieces = expectation.pieces
    if axis is BODY:
        return _laid_out(pieces)
    if axis is CLOCK:
        places = [_milliseconds(at - begun) for at in expectation.clock or []]
    else:
        places = [turn - begun for turn in expectation.turns or range(len(pieces))]
    return [PlacedPiece(at, data) for at, data in zip(places, pieces, strict=True)]


def _milliseconds(seconds: float) -> float:
    """Return a time that can be drawn, whatever the child said that its clock shows."""
    return round(min(max(seconds, 0.0), LATEST) * 1000, 6) if math.isfinite(seconds) else 0.0


def _laid_out(pieces: Sequence[bytes]) -> list[PlacedPiece]:
    """Place each piece where the one before it ends."""
    starts = accumulate(map(len, pieces), initial=0)
    return [PlacedPiece(at, data) for at, data in zip(starts, pieces, strict=False)]


def _difference(got: Sequence[bytes], expectation: Expectation | None) -> Difference | None:
    if expectation is None:
        return None
    one, other = b"".join(got), b"".join(expectation.pieces)
    if one != other:
        return Difference(first_difference(one, other))
    borders = _borders(got) ^ _borders(expectation.pieces) if expectation.cut else set()
    return Difference(min(borders), border=True) if borders else None


def _borders(pieces: Sequence[bytes]) -> set[int]:
    return set(accumulate(map(len, pieces)))


def _told(problem: Problem | None) -> list[tuple[str, str]]:
    if problem is None:
        return []
    where = f" ({problem.where})" if problem.where else ""
    return [("problem", f"{problem.message}{where}")]


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
