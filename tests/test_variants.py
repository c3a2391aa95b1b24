"""Every right file of the corpus earns full marks, however unusual it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from corpus import Case, variants

from graders.exercise import exercise_ids
from graders.result import ExerciseResult

VARIANTS = variants()
FEWEST = 6
"""Variants that each exercise has at least, the solution included."""


@pytest.mark.parametrize("case", VARIANTS, ids=str)
def test_variant_earns_full_marks(case: Case, verdict: Callable[[Case], ExerciseResult]) -> None:
    result = verdict(case)
    unmet = [
        f"{check.id} {check.status}: expected {check.expected}, got {check.got}"
        for check in result.checks
        if check.status != "passed"
    ]
    assert result.status == "passed", "\n".join(unmet)
    assert result.score == result.max_score


@pytest.mark.parametrize("exercise", exercise_ids())
def test_each_exercise_has_enough_variants(exercise: str) -> None:
    assert len([case for case in VARIANTS if case.exercise == exercise]) >= FEWEST


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_variant_says_what_is_unusual(variant: Case) -> None:
    assert variant.about.endswith(".")
    assert "\n" not in variant.about
    assert variant.name.isidentifier()
