"""The class as a page: one file that needs nothing else, with figures and the same as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from graders.classroom.feedback import FOLDER
from graders.classroom.gradebook import Row
from graders.classroom.page_figures import histogram, shares, table
from graders.classroom.progress import duration
from graders.classroom.records import FOLDER as RECORDS
from graders.classroom.statistics import ExerciseFigures, Figures, Identical, figures_of
from graders.files import atomic_write
from graders.report.html.markup import Html, join, tag
from graders.report.html.page import STYLE, head_of
from graders.text import count

FILE = "class.html"
OWN_STYLE = Path(__file__).with_name("style.css")
MOST_TOLD = 5
"""Explanations that are listed of an exercise; the others are rarer."""


def write_class_page(
    rows: Sequence[Row], same: Sequence[Identical], notes: Sequence[str], out: Path
) -> None:
    """Write the page on a class."""
    atomic_write(out / FILE, class_page(rows, same, notes).encode("ascii"))


def class_page(rows: Sequence[Row], same: Sequence[Identical], notes: Sequence[str]) -> str:
    """Return the page in ASCII."""
    figures = figures_of(rows)
    head = head_of(f"A class of {len(rows)}", STYLE, OWN_STYLE)
    parts = (
        _top(rows, figures),
        _not_graded(rows, notes),
        _distribution(figures),
        _exercises(figures),
        _explanations(figures),
        _identical(same),
        _times(figures),
        _students(rows),
    )
    whole = f"<!DOCTYPE html>\n{tag('html', head, tag('body', parts), lang='en')}\n"
    return whole.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _top(rows: Sequence[Row], figures: Figures) -> Html:
    states = Counter[str](row.status for row in rows)
    words = {
        "graded": "graded",
        "missing": "missing",
        "unreadable": "unreadable",
        "kit_fault": "not graded by a fault of the kit",
    }
    told = ", ".join(f"{states[key]} {said}" for key, said in words.items() if states[key])
    ordered = sorted(figures.scores)
    middle = ordered[len(ordered) // 2] if ordered else 0
    points = (tag("strong", str(middle)), f" of {figures.max_score} points is the median")
    return tag(
        "header",
        tag("p", "Streaming endpoints", class_="kind"),
        tag("h1", f"A class of {len(rows)}"),
        tag("p", points, class_="points") if ordered else None,
        tag("p", told, class_="note"),
        class_="top",
    )


def _section(title: str, *content: Html | Iterable[Html] | None) -> Html:
    return tag("section", tag("h2", title), content, class_="exercise")


def _not_graded(rows: Sequence[Row], notes: Sequence[str]) -> Html | None:
    without = [
        (row.known.hand_in.student, row.known.hand_in.id, row.status, row.reason or "")
        for row in rows
        if row.status != "graded"
    ]
    noted = [(row.known.hand_in.student, note) for row in rows for note in row.known.notes]
    if not without and not noted and not notes:
        return None
    return _section(
        "Who needs a look",
        table(("student", "id", "status", "why"), without) if without else None,
        [tag("h3", "Notes"), table(("whose", "what"), [*noted, *(("nobody's", n) for n in notes)])]
        if noted or notes
        else None,
    )


def _distribution(figures: Figures) -> Html | None:
    if not figures.scores:
        return None
    return _section("Points", histogram(figures))


def _exercises(figures: Figures) -> Html | None:
    if not figures.exercises:
        return None
    about = (
        "The share that passed each check. Discrimination is the correlation of passing a check "
        "with the points earned elsewhere: near 0 or below, the check tells nothing about who "
        "knows the matter, and is worth a look."
    )
    return _section(
        "Exercises and checks", tag("p", about, class_="note"), map(_exercise, figures.exercises)
    )


def _exercise(figures: ExerciseFigures) -> Html:
    states = ", ".join(
        f"{n} {state.replace('_', ' ')}" for state, n in figures.states.most_common()
    )
    told = f"{figures.mean:.1f} of {figures.max_score} points on average; {states}"
    return join(
        [
            tag("h3", f"{figures.id}: {figures.title}"),
            tag("p", told, class_="note"),
            shares(figures),
        ]
    )


def _explanations(figures: Figures) -> Html | None:
    lines = [
        (exercise.id, str(number), told)
        for exercise in figures.exercises
        for told, number in exercise.told.most_common(MOST_TOLD)
    ]
    if not lines:
        return None
    lines.sort(key=lambda line: -int(line[1]))
    return _section("What went wrong most often", table(("exercise", "students", "told"), lines))


def _identical(same: Sequence[Identical]) -> Html | None:
    if not same:
        return None
    about = "The same to the byte. Stubs and reference answers are left out. It proves nothing."
    lines = [(", ".join(one.students), str(len(one.files)), ", ".join(one.files)) for one in same]
    return _section(
        "Identical files",
        tag("p", about, class_="note"),
        table(("students", "files", "which"), lines),
    )


def _times(figures: Figures) -> Html | None:
    if not figures.seconds:
        return None
    taken = figures.seconds
    told = (
        f"{count(len(taken), 'submission')} graded, in {duration(taken[len(taken) // 2])} at the "
        f"median and {duration(taken[-1])} at most. No verdict depends on it."
    )
    return _section("Times", tag("p", told))


def _students(rows: Sequence[Row]) -> Html:
    ids = [
        exercise["id"] for row in rows if row.record for exercise in row.record.result["exercises"]
    ]
    exercises = list(dict.fromkeys(ids))
    head = (
        "student",
        "id",
        "late",
        "status",
        "points",
        *(id.partition("_")[0] for id in exercises),
    )
    lines = [
        (
            _linked(row),
            row.known.hand_in.id,
            "late" if row.known.hand_in.late else "",
            row.status.replace("_", " "),
            "" if row.score is None else str(row.score),
            *(str(row.points(id)) for id in exercises),
        )
        for row in rows
    ]
    about = (
        f"Each name leads to what the student gets back ({FOLDER}/); {RECORDS}/ has the results. "
        f"With --page ID the same command writes a student's report with all streams drawn."
    )
    return _section("Students", tag("p", about, class_="note"), table(head, lines))


def _linked(row: Row) -> Html:
    kind = "html" if row.record is not None and row.known.can_be_graded else "txt"
    return tag("a", row.known.hand_in.student, href=f"{FOLDER}/{row.known.name}.{kind}")
