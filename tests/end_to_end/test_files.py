"""The files that `python -m graders` writes: a result, a page, JUnit's XML."""

from __future__ import annotations

import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support.command import assert_nothing_left, files_in, graders
from tests.support.lesson import POINTS
from tests.support.paths import SOLUTIONS


def full_marks(id: str) -> str:
    """Return what the report says of an exercise that earned all its points."""
    return f"{POINTS[id]} of {POINTS[id]} points"


def test_wrong_usage_writes_no_file(tmp_path: Path) -> None:
    run = graders("stage9", *files_in(tmp_path))
    assert run.status == 2
    assert list(tmp_path.iterdir()) == []


def test_one_bad_file_is_enough_to_write_none(tmp_path: Path) -> None:
    run = graders(*files_in(tmp_path)[:4], "--junit", tmp_path / "missing" / "junit.xml")
    assert run.status == 2
    assert list(tmp_path.iterdir()) == []


def test_every_format_is_written_and_the_report_printed(tmp_path: Path) -> None:
    run = graders("stage1", "--submission", SOLUTIONS, *files_in(tmp_path))
    assert (run.status, run.err) == (0, "")
    assert full_marks("stage1_generator") in run.out
    result = json.loads((tmp_path / "result.json").read_bytes())
    assert result["score"] == POINTS["stage1_generator"]
    assert (tmp_path / "report.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert ET.parse(tmp_path / "junit.xml").getroot().get("failures") == "0"
    assert_nothing_left(run)


@pytest.mark.parametrize(("option", "begins"), [("--html", "<!DOCTYPE"), ("--junit", "<?xml")])
def test_any_format_can_have_standard_output(option: str, begins: str) -> None:
    run = graders("stage1", option, "-")
    assert run.status == 1
    assert run.out.startswith(begins)
    assert "not started" in run.err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="a device that is always full")
def test_file_that_cannot_be_written_takes_no_other_with_it(tmp_path: Path) -> None:
    arguments = ["--html", "/dev/full", "--json", str(tmp_path / "result.json")]
    run = graders("stage1", "--submission", SOLUTIONS, *arguments)
    assert run.status == 3
    assert run.err.count("\n") == 1
    assert "No space left" in run.err
    assert full_marks("stage1_generator") in run.out
    result = json.loads((tmp_path / "result.json").read_bytes())
    assert result["score"] == POINTS["stage1_generator"]
