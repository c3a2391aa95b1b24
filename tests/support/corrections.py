"""What a correction rule proposes for a short text, given what was seen of it."""

from __future__ import annotations

from collections.abc import Collection

import graders.repair.rules  # noqa: F401 - it declares the rules
from graders.exercise import grader
from graders.repair.rule import RULES, Correction, Evidence
from graders.repair.source import SourceText
from graders.result import CheckResult, ExerciseResult
from graders.transcript import Problem, Transcript


def evidence(
    exercise: str = "stage3_async",
    *,
    failed: Collection[str] = (),
    message: str | None = None,
    line: int | None = None,
    kind: str = "raised",
    output: str = "",
) -> Evidence:
    """Return the evidence of a file in which these checks failed, and of one problem."""
    file = f"{exercise}.py"
    checks = [CheckResult(f"x.{name}", "is right", "failed", 0, 1) for name in failed]
    problem = Problem(kind, message, file=file, line=line) if message else None  # type: ignore[arg-type]
    result = ExerciseResult(exercise, "", file, "failed", checks)
    result.observed = Transcript(problem=problem, output=output)
    if line is not None:
        checks.append(CheckResult("x.y", "is right", "failed", 0, 1, where=f"{file}:{line}"))
    return Evidence(grader(exercise).EXERCISE, result)


def corrections(rule: str, text: str, seen: Evidence | None = None) -> list[Correction]:
    """Return what a rule proposes."""
    return list(RULES[rule](SourceText(text), seen or evidence()))


def edited(rule: str, text: str, seen: Evidence | None = None) -> list[str]:
    """Return the texts that a rule's proposals lead to."""
    source = SourceText(text)
    return [source.edited(made.edits) for made in corrections(rule, text, seen)]
