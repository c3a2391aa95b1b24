"""What a student gets back: the same verdict as `grade` tells, as a page and as a text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from graders.classroom.feedback import text_for, write_feedback
from graders.classroom.page import class_page
from graders.classroom.reading import result_from
from graders.classroom.records import Records
from tests.classroom.test_gradebook import row
from tests.support.classroom import NAMES
from tests.support.results import kit_failed, one_failed


def test_a_result_is_the_same_when_it_is_read_again() -> None:
    for result in (one_failed(), kit_failed()):
        plain = result.as_json()
        for exercise in plain["exercises"]:
            exercise["transcripts"] = []
        assert result_from(plain).as_json() == plain


def test_a_page_and_a_text_for_each(tmp_path: Path) -> None:
    records = Records(tmp_path)
    records.prepare()
    ada = row("ada")
    assert ada.record is not None
    records.put("ada", ada.record)
    write_feedback([row("ada"), row("bob", {})], records, tmp_path)
    assert sorted(path.name for path in (tmp_path / "feedback").iterdir()) == [
        "ada.html",
        "ada.txt",
        "bob.txt",
    ]
    assert "100 of 100 points" in (tmp_path / "feedback" / "ada.html").read_text("ascii").replace(
        "<strong>", ""
    ).replace("</strong>", "")


def test_an_outline_has_all_that_the_class_is_told(tmp_path: Path) -> None:
    records = Records(tmp_path)
    records.prepare()
    for name, files in (("ada", None), ("eve", {NAMES[0]: b"the kit fails here"})):
        whole = row(name, files)
        assert whole.record is not None
        records.put(name, whole.record)
        outline = replace(whole, record=records.outline(name))
        assert outline.cells() == whole.cells()
        assert outline.reason == whole.reason
        assert class_page([outline], [], []) == class_page([whole], [], [])


def test_the_text_says_what_was_found() -> None:
    ada = row("ada")
    ada.known.notes = ("old/stage1_generator.py was not graded",)
    text = text_for(ada)
    assert text.startswith("ada\n")
    assert "100 of 100 points" in text
    assert "Note: old/stage1_generator.py was not graded" in text


def test_a_fault_of_the_kit_is_no_zero() -> None:
    text = text_for(row("eve", {NAMES[0]: b"the kit fails here"}))
    assert "it is no mark" in text
    assert "of 100 points" not in text
