"""The table of marks: what stands in each cell, and that none is a formula."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from graders.classroom.gradebook import Row, harmless, header, write_grades
from graders.classroom.hand_in import HandIn
from graders.classroom.job import GradingJob
from graders.classroom.records import About, StudentRecord
from graders.classroom.run import Enrolled, look_into
from graders.classroom.sources import read_source
from graders.exercise import exercise_ids
from tests.support.classroom import ANSWERS, KIT, NAMES, json_result, write_files


def row(
    student: str, files: dict[str, bytes] | None = None, problem: str | None = None, id: str = ""
) -> Row:
    files = ANSWERS if files is None else files
    missing = tuple(name for name in NAMES if name not in files)
    hand_in = HandIn(student, id)
    known = Enrolled(hand_in, "sha256:aa", missing, (), problem, dict.fromkeys(files, "00"))
    if not files:
        return Row(known, None)
    about = About(student, hand_in.id, False, "sha256:aa", "2026-11-25T10:00:00Z")
    return Row(known, StudentRecord(about, json_result(GradingJob("", files, 7, KIT))))


def test_the_columns() -> None:
    names = ["student", "id", "late", "status", "score", "max_score", *exercise_ids()]
    assert header() == [*names, "seed", "submission", "kit", "graded_at"]


def test_a_mark() -> None:
    cells = row("ada").cells()
    assert cells[:6] == ["ada", "ada", "no", "graded", 100, 100]
    assert cells[6:13] == [10, 15, 20, 15, 15, 10, 15]
    assert cells[13] == 7
    assert cells[-1] == "2026-11-25T10:00:00Z"


def test_a_missing_file_is_said_to_be_missing() -> None:
    some = row("bob", {name: ANSWERS[name] for name in NAMES[:3]})
    assert some.cells()[4:13] == [45, 100, 10, 15, 20, *["missing"] * 4]


def test_who_handed_in_nothing_has_no_points() -> None:
    nothing = row("cy", {})
    assert nothing.status == "missing"
    assert nothing.cells()[3:13] == ["missing", *[""] * 9]


def test_what_cannot_be_read_has_no_points() -> None:
    broken = row("dan", {}, problem="work.zip is no zip that can be read")
    assert broken.status == "unreadable"
    assert broken.reason == "work.zip is no zip that can be read"
    assert broken.score is None


def test_a_fault_of_the_kit_is_no_mark() -> None:
    fault = row("eve", {NAMES[0]: b"the kit fails here"})
    assert fault.status == "kit_fault"
    assert fault.cells()[3:7] == ["kit_fault", "", "", "error"]
    assert "may not make a socket" in str(fault.reason)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(start: str) -> None:
    assert harmless(f"{start}cmd|' /C calc'!A0").startswith("'")
    assert row("x", id=f"{start}1").cells()[1] == f"'{start}1"


def test_the_file_is_as_rfc_4180_has_it(tmp_path: Path) -> None:
    names = ["Doe, Jane", 'the "Rock"', "García José"]
    write_grades(map(row, names), tmp_path)
    raw = (tmp_path / "grades.csv").read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") == len(names) + 1
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8"), newline="")))
    assert [cells[0] for cells in rows[1:]] == names
    assert {len(cells) for cells in rows} == {len(header())}


def test_a_look_into_a_hand_in_keeps_no_files(tmp_path: Path) -> None:
    write_files(tmp_path / "class" / "ada")
    (hand_in,) = read_source(str(tmp_path / "class"), tmp_path / "out").hand_ins
    known = look_into(hand_in)
    assert known.can_be_graded
    assert sorted(known.files) == sorted(NAMES)
    assert all(len(digest) == 64 for digest in known.files.values())
