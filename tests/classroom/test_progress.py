"""How far a class is: a line that is renewed on a terminal, a line a minute elsewhere."""

from __future__ import annotations

import io

import pytest

from graders.classroom.progress import ClassProgress, duration
from graders.report.console import make_console
from tests.support.terminals import Terminal


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "LC_ALL", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")


def test_elsewhere_there_is_a_line_a_minute() -> None:
    stream, clock = io.StringIO(), Clock()
    progress = ClassProgress(make_console(stream), clock)
    progress.begin(300, 7)
    for number in range(100):
        clock.now += 2
        progress.done(f"student {number}", is_fault=number == 3)
    progress.end()
    assert stream.getvalue().splitlines() == [
        "7 hand-ins graded before: kept.",
        "Grading 300 submissions.",
        "30 of 300 graded, 30 a minute, 9 min left, student 29, 1 fault of the kit",
        "60 of 300 graded, 30 a minute, 8 min left, student 59, 1 fault of the kit",
        "90 of 300 graded, 30 a minute, 7 min left, student 89, 1 fault of the kit",
    ]


def test_a_terminal_has_one_line_that_is_renewed() -> None:
    stream, clock = Terminal(), Clock()
    progress = ClassProgress(make_console(stream), clock)
    progress.begin(3, 0)
    clock.now = 1
    progress.done("evil\x1b[2J\nname", is_fault=False)
    progress.end()
    assert "\n" not in stream.getvalue()
    assert "\x1b[2J" not in stream.getvalue()
    assert "1 of 3 graded" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[2K")


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 s"), (89, "89 s"), (90, "2 min"), (3600, "60 min"), (7200, "2 h 0 min")],
)
def test_a_time_is_told_as_one_says_it(seconds: float, words: str) -> None:
    assert duration(seconds) == words
