"""Ctrl-C on Windows: every command ends at once, says what is to be said, and leaves nothing."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.support.paths import SOLUTIONS
from tests.support.submissions import write
from tests.support.windows_interrupt import interrupted

if os.name != "nt":
    pytest.skip("on POSIX a Ctrl-C is a signal, and tested as one", allow_module_level=True)

HANGS = """
from pathlib import Path

Path("reached").touch()
while True:
    pass
"""


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """Return the solutions, of which one hangs."""
    folder = tmp_path / "submission"
    shutil.copytree(SOLUTIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    write(folder, "stage2_streaming.py", HANGS)
    return folder


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """Return a folder for temporary files."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


def test_grading_ends_with_a_line(submission: Path, temporary: Path) -> None:
    arguments = ["--submission", str(submission)]
    status, words = interrupted(arguments, "reached", temporary)
    assert words.splitlines() == ["graders: interrupted; nothing was graded"]
    assert status == 130
    assert [*temporary.iterdir()] == []


def test_watch_ends_without_a_word(submission: Path, temporary: Path) -> None:
    arguments = ["watch", "stage2", "--submission", str(submission)]
    status, words = interrupted(arguments, "reached", temporary)
    assert "Traceback" not in words
    assert status in (0, 130)
    assert [*temporary.iterdir()] == []


def test_the_lab_ends_without_a_word(submission: Path, temporary: Path) -> None:
    arguments = ["lab", "stage3", "--submission", str(submission)]
    status, words = interrupted(arguments, "Ctrl-C ends", temporary)
    assert words.count("\n") == 1
    assert status == 0
    assert [*temporary.iterdir()] == []
