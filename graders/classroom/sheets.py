"""Fill the sheet of marks that a platform has exported; every other cell stays as it is."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from graders.classroom.gradebook import Row
from graders.errors import UsageError
from graders.files import atomic_write
from graders.text import count

FIELD = re.compile(r'("(?:[^"]|"")*"|[^,;\t\r\n"]*)([,;\t]|\r\n|\r|\n|\Z)')
DELIMITERS = ",;\t"
TITLE = re.compile(r"(.*)\s\((\d+)\)")
"""How Canvas heads the column of an assignment."""

EXCUSED = "ex"
"""What Canvas has in the cell of a student who need not hand anything in."""


@dataclass
class Sheet:
    """A table as it is in a file: each cell with its quotes, and what comes after it."""

    file: Path
    rows: list[list[str]]
    ends: list[list[str]]
    start: str = ""

    def cell(self, row: int, column: int) -> str:
        """Return what a cell says; nothing where a row is shorter."""
        raw = self.rows[row][column] if column < len(self.rows[row]) else ""
        return raw[1:-1].replace('""', '"') if raw.startswith('"') else raw

    def put(self, row: int, column: int, text: str) -> None:
        """Write into a cell, in quotes if it had some."""
        self.rows[row][column] = f'"{text}"' if self.rows[row][column].startswith('"') else text

    def column(self, *titles: str) -> int | None:
        """Return the column with one of these titles, whatever the case of its letters."""
        for number in range(len(self.rows[0])):
            if self.cell(0, number).strip().casefold() in titles:
                return number
        return None

    @property
    def content(self) -> bytes:
        """The file's content."""
        lines = (
            zip(row, ends, strict=True) for row, ends in zip(self.rows, self.ends, strict=True)
        )
        text = "".join(cell + end for line in lines for cell, end in line)
        return (self.start + text).encode("utf-8")


def read_sheet(name: str) -> Sheet:
    """Return the table in a file; raise `UsageError` where it is none."""
    try:
        text = Path(name).read_bytes().decode("utf-8")
    except OSError as error:
        raise UsageError(f"the sheet {name!r} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"the sheet {name!r} is no text in UTF-8; export it again so") from error
    start = "\ufeff" if text.startswith("\ufeff") else ""
    sheet = Sheet(Path(name), [], [], start)
    text = text.removeprefix(start)
    delimiter = max(DELIMITERS, key=text.partition("\n")[0].count)
    _split(text, delimiter, sheet)
    wanted = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    got = [[sheet.cell(r, c) for c in range(len(sheet.rows[r]))] for r in range(len(sheet.rows))]
    if not sheet.rows or [row for row in got if row != [""]] != [row for row in wanted if row]:
        raise UsageError(f"the sheet {name!r} is no CSV file that can be read; export it again")
    return sheet


def _split(text: str, delimiter: str, sheet: Sheet) -> None:
    """Split a text into cells; those of one row end with the delimiter, but for the last."""
    pattern = re.compile(FIELD.pattern.replace(",;\\t", re.escape(delimiter)))
    row, ends, at = list[str](), list[str](), 0
    while at < len(text):
        found = pattern.match(text, at)
        if found is None:
            return
        row.append(found[1])
        ends.append(found[2])
        at = found.end()
        if found[2] != delimiter:
            sheet.rows.append(row)
            sheet.ends.append(ends)
            row, ends = [], []
    if row:  # the last cell is empty, and nothing comes after it
        sheet.rows.append([*row, ""])
        sheet.ends.append([*ends, ""])


@dataclass
class Filled:
    """What was done to a sheet: how many marks were written, and whose there was no cell for."""

    file: Path
    marks: int = 0
    unchanged: int = 0
    changed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        told = f"{self.file}: {count(self.marks, 'mark')}"
        if self.changed:
            told += f"; another mark was there before: {', '.join(self.changed)}"
        if self.left:
            told += f"; left alone: {', '.join(self.left)}"
        return told


@dataclass
class Plan:
    """Where in a sheet the marks belong: the row of a hand-in, and the column."""

    sheet: Sheet
    column: int
    row_of: Callable[[Row], int | str]
    """Returns the row, or why there is none."""
    most: Callable[[int], str]
    """Returns the most points that can be given in a row, or nothing where it does not say."""


def plan(platform: str, name: str, title: str | None) -> Plan:
    """Read a platform's sheet and find its columns; raise `UsageError` where one is not there."""
    sheet = read_sheet(name)
    return PLATFORMS[platform](sheet, title)


def fill(plan: Plan, rows: Iterable[Row]) -> Filled:
    """Write the marks; who has none keeps what is in the cell."""
    done = Filled(plan.sheet.file)
    for row in rows:
        student, at = row.known.hand_in.student, plan.row_of(row)
        if row.score is None or isinstance(at, str):
            done.left.append(f"{student} ({row.status if row.score is None else at})")
            continue
        _prove_points(plan, at, row)
        before, mark = plan.sheet.cell(at, plan.column).strip(), str(row.score)
        if before.casefold() == EXCUSED:
            done.left.append(f"{student} (excused)")
            continue
        if before and _number(before) != row.score:
            done.changed.append(f"{student} {before} \N{RIGHTWARDS ARROW} {mark}")
        plan.sheet.put(at, plan.column, mark)
        done.marks += 1
    atomic_write(plan.sheet.file, plan.sheet.content)
    return done


def _prove_points(plan: Plan, at: int, row: Row) -> None:
    most = _number(plan.most(at))
    if most is not None and most != row.max_score:
        raise UsageError(
            f"{plan.sheet.file} has {most:g} points for what the kit gives {row.max_score} for; "
            f"give the assignment {row.max_score} points and export the sheet again"
        )


def _number(text: str) -> float | None:
    try:
        return float(text.strip().replace(",", "."))
    except ValueError:
        return None


def _canvas(sheet: Sheet, title: str | None) -> Plan:
    people = {key: sheet.column(name) for key, name in CANVAS_PEOPLE.items()}
    if people["student"] is None or people["id"] is None:
        raise _no_column(sheet, "Student and ID", "Canvas' Grades page")
    points = next((r for r in range(1, min(4, len(sheet.rows))) if _is_points_row(sheet, r)), None)
    column = _canvas_column(sheet, title, points)
    columns = [c for key in ("id", "sis", "login", "student") if (c := people[key]) is not None]
    students = range(1 if points is None else points + 1, len(sheet.rows))
    most = (lambda at: sheet.cell(points, column)) if points is not None else (lambda at: "")
    return Plan(sheet, column, lambda row: _found(sheet, columns, students, row), most)


CANVAS_PEOPLE = {
    "student": "student",
    "id": "id",
    "sis": "sis user id",
    "login": "sis login id",
}


def _is_points_row(sheet: Sheet, row: int) -> bool:
    return sheet.cell(row, 0).strip() == "Points Possible"


def _canvas_column(sheet: Sheet, title: str | None, points: int | None) -> int:
    """Return the column of the assignment: the one there is, or the one with this title."""
    titles = {c: sheet.cell(0, c) for c in range(len(sheet.rows[0]))}
    found = {
        c: name
        for c, name in titles.items()
        if TITLE.fullmatch(name)
        and not (points is not None and "read only" in sheet.cell(points, c))
    }
    if title is not None:
        wanted = title.strip().casefold()
        found = {c: n for c, n in found.items() if wanted in _ways_to_say(n)}
    if len(found) != 1:
        known = ", ".join(repr(name) for name in titles.values() if TITLE.fullmatch(name))
        raise UsageError(
            f"{sheet.file} has the assignments {known or 'none'}; say which with --column TITLE"
        )
    return next(iter(found))


def _ways_to_say(title: str) -> set[str]:
    found = TITLE.fullmatch(title)
    return {title.casefold(), *((found[1].casefold(), found[2]) if found else ())}


def _found(sheet: Sheet, columns: list[int], students: range, row: Row) -> int | str:
    """Return a student's row: by the first column that has exactly one who is called so."""
    hand_in = row.known.hand_in
    for column in columns:
        for said in dict.fromkeys((hand_in.id, hand_in.student)):
            known = [r for r in students if _same(sheet.cell(r, column), said)]
            if len(known) == 1:
                return known[0]
            if known:
                return f"{len(known)} in the sheet are called so"
    return "not in the sheet"


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold() != ""


def _moodle(sheet: Sheet, title: str | None) -> Plan:
    identifier, grade = (
        sheet.column("identifier"),
        sheet.column(title.casefold() if title else "grade"),
    )
    if identifier is None or grade is None:
        raise _no_column(
            sheet, f"Identifier and {title or 'Grade'}", "'Download grading worksheet'"
        )
    ids = {
        found[0]: r
        for r in range(1, len(sheet.rows))
        if (found := re.search(r"\d+$", sheet.cell(r, identifier).strip()))
    }
    names = [column for column in [sheet.column("full name")] if column is not None]
    students = range(1, len(sheet.rows))

    def row_of(row: Row) -> int | str:
        known = ids.get(row.known.hand_in.id)
        return _found(sheet, names, students, row) if known is None else known

    maximum = sheet.column("maximum grade")
    most = (lambda at: sheet.cell(at, maximum)) if maximum is not None else (lambda at: "")
    return Plan(sheet, grade, row_of, most)


def _no_column(sheet: Sheet, columns: str, where: str) -> UsageError:
    return UsageError(
        f"{sheet.file} does not have the columns {columns}; take the file that {where} gives"
    )


PLATFORMS = {"canvas": _canvas, "moodle": _moodle}
