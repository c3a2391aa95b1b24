"""Each stand-in is a right answer itself, and there is one for each exercise."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders import stand_ins
from tests.support.command import graders
from tests.support.lesson import IDS


def test_there_is_one_for_each_exercise() -> None:
    assert list(stand_ins.SOURCES) == IDS


@pytest.mark.parametrize("id", IDS)
def test_it_earns_full_marks(id: str, tmp_path: Path) -> None:
    (tmp_path / f"{id}.py").write_text(stand_ins.whole_source(id), encoding="utf-8")
    run = graders(id, "--submission", tmp_path)
    assert run.status == 0, run.out
