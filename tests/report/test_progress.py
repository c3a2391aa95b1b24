"""The line that says how far the grading is."""

from __future__ import annotations

import io

import pytest

from graders.report.console import make_console
from graders.report.progress import ProgressLine
from tests.support.terminals import Terminal


def progress(stream: io.StringIO) -> ProgressLine:
    """Return the progress of grading two exercises."""
    return ProgressLine(make_console(stream), ["stage1_generator", "stage2_streaming"])


def test_progress_names_what_is_running() -> None:
    shown = progress(Terminal())
    shown.started("stage1_generator")
    shown.started("stage2_streaming")
    assert shown.line == "Grading, 0 of 2 done: stage1, stage2"
    shown.done("stage1_generator")
    assert shown.line == "Grading, 1 of 2 done: stage2"
    shown.done("stage2_streaming")
    assert shown.line == "Grading, 2 of 2 done"


def test_progress_leaves_an_empty_line_also_when_interrupted() -> None:
    stream = Terminal()
    with pytest.raises(KeyboardInterrupt), progress(stream) as shown:
        shown.started("stage1_generator")
        raise KeyboardInterrupt
    assert "0 of 2 done: stage1" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[2K")
    assert "\n" not in stream.getvalue()


def test_progress_fits_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    stream = Terminal()
    progress(stream).started("stage1_generator")
    assert stream.getvalue().endswith("Grading, 0 of 2 ")


def test_progress_is_silent_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()
    with progress(stream) as shown:
        shown.started("stage1_generator")
        shown.done("stage1_generator")
    assert stream.getvalue() == ""
