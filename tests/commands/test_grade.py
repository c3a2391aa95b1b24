"""What `grade` takes, and its exit status."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from graders.commands import grade
from graders.program import main
from tests.support.command import graders
from tests.support.paths import SOLUTIONS

WRONG = "def token_stream(prompt):\n    return []\n"


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """Return a folder with one wrong file, in a folder with nothing else."""
    folder = tmp_path / "course" / "answers"
    folder.mkdir(parents=True)
    (folder / "stage1_generator.py").write_text(WRONG, encoding="utf-8")
    return folder


def test_exit_zero_is_for_what_could_be_graded(submission: Path) -> None:
    arguments = ("stage1", "--submission", submission)
    assert graders(*arguments).status == 1
    assert graders(*arguments, "--exit-zero").status == 0


def test_a_kit_fault_is_no_zero(submission: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grade, "_grade", lambda *arguments: 1 / 0)
    assert main(["stage1", "--submission", str(submission), "--exit-zero"]) == 3


def test_the_result_says_that_its_score_is_a_mark(submission: Path) -> None:
    run = graders("stage1", "--submission", submission, "--json", "-")
    assert run.json["status"] == "graded"


def test_a_folder_a_level_too_high_is_told(
    submission: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stage1", "--submission", str(submission.parent)]) == 2
    assert f"some are in {str(submission)!r}" in capsys.readouterr().err


def test_a_folder_a_level_too_low_is_told(
    submission: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    inside = submission / "notes"
    inside.mkdir()
    assert main(["stage1", "--submission", str(inside)]) == 2
    assert f"some are in {str(submission)!r}" in capsys.readouterr().err


def test_an_empty_folder_is_a_submission(tmp_path: Path) -> None:
    shutil.copy(SOLUTIONS / "stage1_generator.py", tmp_path / "other.py")
    run = graders("stage1", "--submission", tmp_path)
    assert run.status == 1
    assert "there is no file stage1_generator.py" in run.out


def test_a_search_that_fails_takes_nothing_from_the_verdict(
    submission: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def without_a_library(*_: object) -> None:
        raise ImportError("DLL load failed")

    monkeypatch.setattr(grade, "_look_for_mistakes", without_a_library)
    assert main(["stage1", "--submission", str(submission)]) == 1
    out, err = capsys.readouterr()
    assert "of 10 points" in out
    assert err == "graders: no mistake could be looked for: ImportError: DLL load failed\n"
