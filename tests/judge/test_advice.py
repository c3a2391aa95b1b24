"""What a student is advised where the code stopped."""

from __future__ import annotations

import pytest

from graders.judge.advice import advice_for
from graders.transcript import Problem


@pytest.mark.parametrize(("line", "is_pointed_at"), [(3, True), (None, False)])
def test_only_a_line_that_is_told_is_to_be_looked_at(line: int | None, is_pointed_at: bool) -> None:
    file = "stage2_streaming.py" if line else None
    problem = Problem("raised", "TypeError: it is None", file=file, line=line)
    assert ("that line" in advice_for(problem)) == is_pointed_at
