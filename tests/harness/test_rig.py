"""What is said of a submitted file that cannot be run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graders.harness.rig import unreadable

NAME = "stage1_generator.py"
OTHER = "Stage1_Generator.py"


def said_of(folder: Path) -> str | None:
    """Return what is said of the file of stage 1 in this folder."""
    problem = unreadable(folder / NAME)
    return problem and f"{problem.kind}: {problem.message}"


def test_a_file_is_readable_whatever_lies_beside_it(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("")
    (tmp_path / f"my_{NAME}").write_text("")
    assert said_of(tmp_path) is None


def test_a_missing_file_is_told() -> None:
    assert said_of(Path(__file__).parent) == f"missing: there is no file {NAME} in the folder"


def test_a_name_with_other_capitals_is_told_where_it_is_another_file(tmp_path: Path) -> None:
    (tmp_path / OTHER).write_text("")
    if (tmp_path / NAME).exists():
        pytest.skip("here it is the same file")
    assert said_of(tmp_path) == f"missing: there is no file {NAME} in the folder, only {OTHER}"


def test_a_name_with_other_capitals_is_told_where_it_is_the_same_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / NAME).write_text("")  # which the system finds, by whatever name
    monkeypatch.setattr(os, "listdir", lambda folder: [OTHER])
    assert said_of(tmp_path) == f"missing: there is no file {NAME} in the folder, only {OTHER}"


def test_a_folder_without_a_listing_hides_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(folder: Path) -> list[str]:
        raise PermissionError

    (tmp_path / NAME).write_text("")
    monkeypatch.setattr(os, "listdir", refused)
    assert said_of(tmp_path) is None
