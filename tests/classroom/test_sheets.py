"""The sheets of Canvas and Moodle: the marks are in, and every other byte is as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.classroom.sheets import fill, plan
from graders.errors import UsageError
from tests.classroom.test_gradebook import row

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,Essay (11),Streaming (12),Final Score\r\n"
    ",,,,,,,\r\n"
    "    Points Possible,,,,,10,100.00,(read only)\r\n"
    '"Doe, Jane",4056,s1,jane,"Lab ""A""",7,,55.5\r\n'
    "García Márquez José,11,s2,jose,Lab B,8,50,1\r\n"
    "Roe Jo,12,s3,jo,Lab B,,EX,2\r\n"
    '"Student, Test",99,,x,Lab B,,,\r\n'
)
MOODLE = (
    '"Identifier","Full name","Status","Grade","Maximum grade","Last modified (grade)","Feedback"\n'
    '"Participant 901","Ada Lovelace","Submitted","","100.00","-",""\n'
    '"Participant 902","Bob Ray","Submitted","12,50","100.00","-","good, ""so"" far"\n'
)


def sheet(folder: Path, text: str, encoding: str = "utf-8") -> str:
    path = folder / "sheet.csv"
    path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_canvas(tmp_path: Path, start: str) -> None:
    file = sheet(tmp_path, start + CANVAS)
    rows = [row("doejane", id="4056"), row("x", id="11"), row("roejo", {}, id="99"), row("nobody")]
    done = fill(plan("canvas", file, "Streaming"), rows)
    expected = CANVAS.replace('A""",7,,55.5', 'A""",7,100,55.5').replace("8,50,1", "8,100,1")
    assert Path(file).read_bytes().decode() == start + expected
    assert done.marks == 2
    assert done.changed == ["x 50 \N{RIGHTWARDS ARROW} 100"]
    assert done.left == ["roejo (missing)", "nobody (not in the sheet)"]


def test_canvas_finds_by_login_or_by_a_name_that_only_one_has(tmp_path: Path) -> None:
    twice = CANVAS + "Roe Jo,13,s4,jo2,Lab B,,,\r\n"
    file = sheet(tmp_path, twice)
    done = fill(plan("canvas", file, "12"), [row("jane"), row("Roe Jo")])
    assert done.left == ["Roe Jo (2 in the sheet are called so)"]
    assert "7,100,55.5" in Path(file).read_text("utf-8")


def test_canvas_who_is_excused_stays_so(tmp_path: Path) -> None:
    file = sheet(tmp_path, CANVAS)
    assert fill(plan("canvas", file, "12"), [row("jo")]).left == ["jo (excused)"]
    assert Path(file).read_bytes().decode() == CANVAS


def test_canvas_with_semicolons(tmp_path: Path) -> None:
    file = sheet(tmp_path, 'Student;ID;Section;Streaming (1)\n"Doe, Jane";4056;Lab A;\n')
    fill(plan("canvas", file, None), [row("doejane", id="4056")])
    assert Path(file).read_text("utf-8").endswith('"Doe, Jane";4056;Lab A;100\n')


def test_moodle(tmp_path: Path) -> None:
    file = sheet(tmp_path, MOODLE)
    done = fill(plan("moodle", file, None), [row("Ada", id="901"), row("Bob Ray")])
    expected = MOODLE.replace('"Submitted",""', '"Submitted","100"').replace('"12,50"', '"100"')
    assert Path(file).read_text("utf-8") == expected
    assert done.changed == ["Bob Ray 12,50 \N{RIGHTWARDS ARROW} 100"]


@pytest.mark.parametrize(
    ("platform", "text", "words"),
    [
        pytest.param("canvas", "Name,Mark\nJane,1\n", "the columns Student and ID", id="columns"),
        pytest.param("canvas", CANVAS, "--column TITLE", id="several"),
        pytest.param("canvas", "Student,ID,Section\nJane,1,A\n", "assignments none", id="none"),
        pytest.param("moodle", CANVAS, "the columns Identifier and Grade", id="other"),
        pytest.param("canvas", "", "no CSV file", id="empty"),
        pytest.param("canvas", 'Student,ID\n"Jane', "no CSV file", id="broken"),
    ],
)
def test_a_sheet_that_is_none(tmp_path: Path, platform: str, text: str, words: str) -> None:
    file = sheet(tmp_path, text)
    with pytest.raises(UsageError, match=words):
        plan(platform, file, None)
    assert Path(file).read_bytes().decode() == text


def test_a_sheet_in_another_encoding(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no text in UTF-8"):
        plan("canvas", sheet(tmp_path, CANVAS, "latin-1"), None)


def test_other_points_than_the_kit_gives(tmp_path: Path) -> None:
    file = sheet(tmp_path, CANVAS.replace("100.00", "50"))
    with pytest.raises(UsageError, match="has 50 points for what the kit gives 100 for"):
        fill(plan("canvas", file, "Streaming"), [row("doejane", id="4056")])
    assert "7,,55.5" in Path(file).read_text("utf-8")
