"""What a console can show."""

from __future__ import annotations

import io

import pytest

from graders.report.console import Lines, make_console
from tests.support.terminals import Latin


@pytest.mark.parametrize(
    ("part", "whole", "bar"),
    [(0, 100, "░░░░"), (24, 100, "░░░░"), (25, 100, "█░░░"), (99, 100, "███░"), (7, 7, "████")],
)
def test_the_bar_is_full_at_the_end_only(part: int, whole: int, bar: str) -> None:
    assert Lines(make_console(io.StringIO())).bar(part, whole, 4).plain == bar
    ascii_bar = "[" + bar.replace("█", "#").replace("░", "-") + "]"
    assert Lines(make_console(Latin())).bar(part, whole, 4).plain == ascii_bar


def test_a_run_without_exercises_has_an_empty_bar() -> None:
    assert Lines(make_console(io.StringIO())).bar(0, 0, 4).plain == "░░░░"
