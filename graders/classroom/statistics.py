"""What a class as a whole shows: how the points are spread, and what each check tells apart."""

from __future__ import annotations

import math
import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graders.classroom.gradebook import MISSING, Row
from graders.classroom.run import Enrolled

BINS = 10
LEAST_FOR_DISCRIMINATION = 10
"""With fewer marks a correlation says nothing."""


@dataclass(frozen=True)
class Item:
    """A check: how many passed it, of how many, and how well it tells the strong from the weak.

    `discrimination` is the correlation of passing it with the points earned elsewhere, or `None`
    where everybody or nobody passes, or there are too few.
    """

    id: str
    words: str
    passed: int
    all: int
    discrimination: float | None


@dataclass
class ExerciseFigures:
    """One exercise: how many passed it whole, their mean, and its checks."""

    id: str
    title: str
    max_score: int
    scores: list[int] = field(default_factory=list)
    states: Counter[str] = field(default_factory=Counter)
    items: list[Item] = field(default_factory=list)
    told: Counter[str] = field(default_factory=Counter)

    @property
    def mean(self) -> float:
        """The points on average."""
        return statistics.fmean(self.scores) if self.scores else 0.0


@dataclass
class Figures:
    """All of it, of those who have a mark."""

    scores: list[int]
    max_score: int
    bins: list[int]
    exercises: list[ExerciseFigures]
    seconds: list[float]


def figures_of(rows: Sequence[Row]) -> Figures:
    """Return the figures of a class."""
    marked = [row for row in rows if row.status == "graded"]
    results = [row.record.result for row in marked if row.record]
    scores = [int(result["score"]) for result in results]
    most = max((int(result["max_score"]) for result in results), default=0)
    first = [row for row in rows if row.record and row.record.about.identical_to is None]
    return Figures(
        scores,
        most,
        _binned(scores, most),
        [_exercise(index, marked, results) for index in range(len(results[0]["exercises"]))]
        if results
        else [],
        sorted(float(row.record.result["duration_s"]) for row in first if row.record),
    )


def _binned(scores: Sequence[int], most: int) -> list[int]:
    """Return how many have 0 to 9, 10 to 19 ... per cent of the points; 100 is in the last."""
    counted = Counter(min(BINS * score // most, BINS - 1) if most else 0 for score in scores)
    return [counted[number] for number in range(BINS)]


def _exercise(
    index: int, rows: Sequence[Row], results: Sequence[dict[str, Any]]
) -> ExerciseFigures:
    graded = [(result, result["exercises"][index]) for result in results]
    first = graded[0][1]
    figures = ExerciseFigures(first["id"], first["title"], first["max_score"])
    passed: dict[str, list[bool]] = defaultdict(list)
    for row, (_, exercise) in zip(rows, graded, strict=True):
        is_missing = row.points(exercise["id"]) == MISSING
        figures.scores.append(int(exercise["score"]))
        figures.states[MISSING if is_missing else exercise["status"]] += 1
        if exercise["diagnosis"] and not is_missing:
            figures.told[_in_general(exercise)] += 1
        for check in exercise["checks"]:
            passed[check["id"]].append(check["status"] == "passed")
    words = {check["id"]: check["requirement"] for check in first["checks"]}
    points = {check["id"]: check["max_score"] for check in first["checks"]}
    for id, who in passed.items():
        rest = [r["score"] - points[id] * yes for (r, _), yes in zip(graded, who, strict=False)]
        figures.items.append(Item(id, words[id], sum(who), len(who), correlation(who, rest)))
    return figures


def _in_general(exercise: dict[str, Any]) -> str:
    """Return what was told, without the line, which differs from one student to the next."""
    repair = exercise.get("repair")
    told = str(repair["says"] if repair else exercise["diagnosis"])
    return re.sub(r"^Line \d+: |\bline \d+\b", lambda m: "" if m[0][0] == "L" else "a line", told)


def correlation(passed: Sequence[bool], rest: Sequence[float]) -> float | None:
    """Return the point-biserial correlation, or `None` where there is none."""
    if len(passed) < LEAST_FOR_DISCRIMINATION or len(set(passed)) < 2 or len(set(rest)) < 2:
        return None
    p, r = statistics.fmean(passed), statistics.fmean(rest)
    together = math.fsum((a - p) * (b - r) for a, b in zip(passed, rest, strict=True))
    spread = math.fsum((a - p) ** 2 for a in passed) * math.fsum((b - r) ** 2 for b in rest)
    return together / math.sqrt(spread)


@dataclass(frozen=True)
class Identical:
    """Students whose files are the same to the byte; `files` names them."""

    students: tuple[str, ...]
    files: tuple[str, ...]


def identical(known: Sequence[Enrolled], ignored: frozenset[str]) -> list[Identical]:
    """Return who handed in the same files, stubs and reference answers aside."""
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, one in enumerate(known):
        for name, digest in one.files.items():
            if digest not in ignored:
                holders[name, digest].append(index)
    shared: dict[tuple[int, ...], list[str]] = defaultdict(list)
    for (name, _), who in holders.items():
        if len(who) > 1:
            shared[tuple(who)].append(name)
    found = [
        Identical(tuple(known[i].hand_in.student for i in who), tuple(sorted(files)))
        for who, files in shared.items()
    ]
    return sorted(found, key=lambda one: (-len(one.files), -len(one.students), one.students))
