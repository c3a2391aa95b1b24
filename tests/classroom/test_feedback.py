"""What a student gets back: the same verdict as `grade` tells, as a page and as a text."""

from __future__ import annotations

from pathlib import Path

from graders.classroom.feedback import text_for, write_feedback
from graders.classroom.reading import result_from
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
    write_feedback([row("ada"), row("bob", {})], tmp_path)
    assert sorted(path.name for path in (tmp_path / "feedback").iterdir()) == [
        "ada.html",
        "ada.txt",
        "bob.txt",
    ]
    assert "100 of 100 points" in (tmp_path / "feedback" / "ada.html").read_text("ascii").replace(
        "<strong>", ""
    ).replace("</strong>", "")


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
