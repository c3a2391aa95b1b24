"""A result as an object again, from the JSON that it was written as; without its recordings."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

from graders.result import CheckResult, ExerciseResult, Repair, Result


@dataclass(frozen=True)
class Written:
    """The origin of a result, as it was written down."""

    kit: dict[str, str]
    environment: dict[str, str]
    submission: dict[str, str]


def result_from(plain: dict[str, Any]) -> Result:
    """Return the result that was written as this JSON object."""
    origin = Written(plain["kit"], plain["environment"], plain["submission"])
    exercises = [_exercise(exercise) for exercise in plain["exercises"]]
    return Result(origin, plain["seed"], plain["duration_s"], exercises)


def _exercise(plain: dict[str, Any]) -> ExerciseResult:
    checks = [CheckResult(**check) for check in plain["checks"]]
    known = {f.name for f in fields(ExerciseResult)} - {"checks", "repair", "observed", "expected"}
    facts = {name: value for name, value in plain.items() if name in known}
    return ExerciseResult(checks=checks, repair=_repair(plain.get("repair")), **facts)


def _repair(plain: dict[str, Any] | None) -> Repair | None:
    return Repair(**plain | {"fixes": tuple(plain["fixes"])}) if plain else None
