"""What each student gets back: the verdict as a page and as a text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from graders.classroom.gradebook import Row
from graders.classroom.reading import result_from
from graders.classroom.records import Records
from graders.files import atomic_write
from graders.report.console import Lines, make_console
from graders.report.html.page import page
from graders.report.next_commands import NextCommands
from graders.report.progress import tell_points
from graders.report.terminal import tell_exercise
from graders.text import clean

FOLDER = "feedback"
NO_MARK = {
    "missing": "Nothing was handed in that could be graded.",
    "unreadable": "What was handed in could not be read.",
    "kit_fault": "This could not be graded. That is the kit's fault, not yours; it is no mark.",
}


def write_feedback(rows: Iterable[Row], records: Records, out: Path) -> None:
    """Write a page and a text for each student."""
    folder = out / FOLDER
    folder.mkdir(exist_ok=True)
    for outline in rows:
        row = replace(outline, record=records.get(outline.known.name))
        if row.record is not None and row.known.can_be_graded:
            whole = page(result_from(row.record.result))
            atomic_write(folder / f"{row.known.name}.html", whole.encode("ascii"))
        atomic_write(folder / f"{row.known.name}.txt", text_for(row).encode("utf-8"))


def text_for(row: Row) -> str:
    """Return the verdict as text, with what was found of the hand-in."""
    stream = io.StringIO()
    lines = Lines(make_console(stream))
    lines.write(lines.text(row.known.hand_in.student))
    lines.gap()
    if row.status != "graded":
        lines.prose(lines.text(""), lines.text(NO_MARK[row.status]))
        lines.gap()
    if row.record is not None and row.known.can_be_graded:
        _tell(row, lines)
    for note in row.known.notes:
        lines.prose(lines.text("Note: "), lines.text(clean(note)))
    return stream.getvalue()


def _tell(row: Row, lines: Lines) -> None:
    assert row.record is not None
    exercises = result_from(row.record.result).exercises
    if row.status == "graded":
        tell_points(lines, exercises)
        lines.gap()
    for exercise in exercises:
        tell_exercise(lines, exercise, NextCommands.typed("starter"))
    lines.gap()
