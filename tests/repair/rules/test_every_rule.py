"""What holds for the proposals of every rule, whatever text they are made for."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from graders.repair.rule import RULES
from graders.repair.source import SourceText
from tests.support.corrections import evidence
from tests.support.paths import SOLUTIONS

MESSAGE = (
    "TypeError: f() missing 1 required positional argument: 'url', and "
    "'Response' object has no attribute 'aiter_content'"
)


def _texts(solution: Path) -> list[str]:
    """Return a solution, and the same with each of its lines left out."""
    lines = solution.read_text(encoding="utf-8").splitlines(keepends=True)
    return ["".join(lines), *("".join(lines[:n] + lines[n + 1 :]) for n in range(len(lines)))]


@pytest.mark.parametrize("solution", sorted(SOLUTIONS.glob("*.py")), ids=lambda path: path.stem)
def test_edits_are_there_do_not_overlap_and_change_something(solution):
    checks = ["patient", "http-error", "body", "pauses"]
    seen = evidence(solution.stem, failed=checks, message=MESSAGE, line=12)
    for text in _texts(solution):
        source = SourceText(text)
        for name, rule in RULES.items():
            for made in rule(source, seen):
                edits = sorted(made.edits, key=lambda edit: (edit.start, edit.end))
                apart = all(one.end <= other.start for one, other in pairwise(edits))
                assert edits, name
                assert made.says, name
                assert made.says.isprintable(), name
                assert apart, name
                assert source.edited(made.edits) != text, name
