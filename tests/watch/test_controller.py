"""The course of `watch`."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import Mock

import pytest

from graders.watch import controller
from graders.watch.controller import Controller


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
