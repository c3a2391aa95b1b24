"""The marks as rows, one for each hand-in, and as a table in a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from graders.classroom.records import StudentRecord
from graders.classroom.run import Enrolled
from graders.exercise import exercise_ids
from graders.files import atomic_write

Status = Literal["graded", "missing", "unreadable", "kit_fault"]
FILE = "grades.csv"
MISSING, NOT_GRADED = "missing", "error"
"""What stands for points: the file was not handed in; the kit could not grade it."""
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would take for a formula."""


@dataclass(frozen=True)
class Row:
    """One hand-in with what became of it; `reason` says why there is no mark."""

    known: Enrolled
    record: StudentRecord | None

    @property
    def status(self) -> Status:
        """Whether there is a mark, and if not, why."""
        if self.record is not None and self.known.can_be_graded:
            return "kit_fault" if self.record.is_fault else "graded"
        return "unreadable" if self.known.problem else "missing"

    @property
    def reason(self) -> str | None:
        """Why there is no mark, in words."""
        if self.status == "graded":
            return None
        if self.status == "kit_fault" and self.record is not None:
            return self.record.fault or "the kit could not grade it"
        return self.known.problem or "nothing was handed in"

    @property
    def score(self) -> int | None:
        """The points, if they are a mark."""
        return int(self.record.result["score"]) if self.record and self.status == "graded" else None

    @property
    def max_score(self) -> int | None:
        """The points that there are, where there is a mark."""
        return (
            int(self.record.result["max_score"]) if self.record and self.score is not None else None
        )

    def points(self, id: str) -> int | str:
        """Return the points of an exercise, or why there are none."""
        if f"{id}.py" in self.known.missing:
            return MISSING if self.record else ""
        for exercise in self.record.result["exercises"] if self.record else []:
            if exercise["id"] == id:
                return NOT_GRADED if exercise["status"] == "error" else int(exercise["score"])
        return ""

    def cells(self) -> list[str | int]:
        """Return the row of the table."""
        hand_in, result = self.known.hand_in, self.record.result if self.record else None
        return [
            harmless(hand_in.student),
            harmless(hand_in.id),
            "yes" if hand_in.late else "no",
            self.status,
            "" if self.score is None else self.score,
            "" if self.max_score is None else self.max_score,
            *map(self.points, exercise_ids()),
            result["seed"] if result else "",
            result["submission"]["digest"] if result else "",
            result["kit"]["digest"] if result else "",
            self.record.about.graded_at if self.record else "",
        ]


def header() -> list[str]:
    """Return the names of the columns."""
    first = ["student", "id", "late", "status", "score", "max_score"]
    return [*first, *exercise_ids(), "seed", "submission", "kit", "graded_at"]


def harmless(text: str) -> str:
    """Return text that a spreadsheet takes for text."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def write_grades(rows: Iterable[Row], out: Path) -> None:
    """Write the table of marks."""
    text = io.StringIO()
    table = csv.writer(text)  # as RFC 4180 has it, with CRLF
    table.writerow(header())
    table.writerows(row.cells() for row in rows)
    atomic_write(out / FILE, text.getvalue().encode("utf-8", "backslashreplace"))
