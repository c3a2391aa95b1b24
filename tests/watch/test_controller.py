"""The course of `watch`."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest

from graders.report.console import Lines, make_console
from graders.result import ExerciseResult, Repair
from graders.transcript import Transcript
from graders.watch import controller
from graders.watch.controller import Controller, Explained


@pytest.mark.parametrize(("todo", "prepared"), [([], 1), (["stage2_streaming"], 0)])
async def test_a_process_gets_ready_for_the_next_save(
    todo: list[str], prepared: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    preload = Mock()
    monkeypatch.setattr(controller, "preload", preload)
    monkeypatch.setattr(Controller, "_grade", Mock())
    course = Controller([], tmp_path, seed=1, screen=Mock())
    course._todo = todo
    await course._take_results([])
    assert preload.call_count == prepared


STAGE1 = "stage1_generator"


def course_with_a_mistake(folder: Path) -> Controller:
    """Return the course of a student whose stage 1 has failed, and is told in full."""
    course = Controller([STAGE1], folder, seed=1, screen=Mock())
    course._screen.session.path.return_value = "mine.py"  # type: ignore[attr-defined]
    failed = ExerciseResult(STAGE1, "A title", f"{STAGE1}.py", "failed", [])
    failed.observed = Transcript()
    course._results = {STAGE1: failed}
    course._view.results, course._view.shown = [failed], [STAGE1]
    return course


def opened(course: Controller, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the hint that was opened last."""
    hint = course._view.hint
    assert hint is not None
    hint(Lines(make_console()))
    return capsys.readouterr().out


async def test_the_hints_begin_with_the_mistake_that_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = course_with_a_mistake(tmp_path)
    await course._take_key("h")
    assert course._view.hint is None, "it waits until the mistake has been looked for"
    course._results[STAGE1].repair = Repair(
        "missing-f", "mine.py", 2, "There is no f.", True, (), "def one():\n    a\n", "b\n"
    )
    await course._take(Explained(course._round, frozenset({STAGE1})))
    told = [opened(course, capsys)]
    for _ in range(3):
        await course._take_key("h")
        told.append(opened(course, capsys))
    assert "1 of 3: where it is" in told[0]
    assert "mine.py:2\n  a\n" in told[0]
    assert "Line 2: There is no f." in told[1]
    assert "+b" in told[2]
    assert "Hint 1 of 3 for stage1" in told[3]


async def test_the_hints_of_the_exercise_come_where_no_mistake_was_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = course_with_a_mistake(tmp_path)
    course._view.explained = frozenset({STAGE1})
    await course._take_key("h")
    assert "Hint 1 of 3 for stage1" in opened(course, capsys)
