"""What a check is (one requirement and its points), and how the checks of a grader are judged."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Collection
from dataclasses import dataclass
from types import ModuleType
from typing import cast

from graders.errors import CheckFailed
from graders.result import NOT_STARTED, CheckResult
from graders.transcript import Transcript

Judgement = Callable[[Transcript], None]


@dataclass(frozen=True)
class Check:
    """One requirement: a permanent id, points, the check it waits for, and its two texts."""

    id: str
    points: int
    after: str | None
    requirement: str
    advice: str


def check(id: str, *, points: int, after: str | None = None) -> Callable[[Judgement], Judgement]:
    """Declare a judgement as the check `id`, worth `points`, judged once `after` has passed.

    The first line of the docstring is the requirement, the rest is the advice when it is not met.
    """

    def declare(judgement: Judgement) -> Judgement:
        requirement, _, advice = _docstring(judgement).partition("\n")
        declared = Check(id, points, after, requirement, " ".join(advice.split()))
        judgement.check = declared  # type: ignore[attr-defined]
        return judgement

    return declare


def judgements(module: ModuleType) -> dict[Check, Judgement]:
    """Return the checks that a grader declares, in their order, each with its function."""
    functions = (value for name, value in vars(module).items() if name.startswith("test_"))
    return {function.check: function for function in functions}


def checks_of(module: ModuleType) -> list[Check]:
    """Return the checks that a grader declares, in their order."""
    return list(judgements(module))


def judge(module: ModuleType, observed: Transcript | Exception) -> list[CheckResult]:
    """Return the verdict of each check of a grader on what was observed of a submission.

    An exception in the place of a transcript is what kept the kit from observing: then every check
    is an "error". So is one check whose function fails in any other way than by `CheckFailed`.
    """
    results: list[CheckResult] = []
    for declared, judgement in judgements(module).items():
        passed = {result.id for result in results if result.status == "passed"}
        results.append(_verdict(declared, judgement, observed, passed))
    return results


def _verdict(
    check: Check, judgement: Judgement, observed: Transcript | Exception, passed: Collection[str]
) -> CheckResult:
    result = CheckResult(check.id, check.requirement, "passed", check.points, check.points)
    if isinstance(observed, Exception):
        return _not_judged(result, observed)
    because = NOT_STARTED if observed.not_started else check.after
    if because is not None and because not in passed:
        result.status, result.score, result.because = "skipped", 0, because
        return result
    try:
        judgement(observed)
    except CheckFailed as failure:
        result.status, result.score = "failed", 0
        result.expected, result.got, result.where = failure.expected, failure.got, failure.where
        result.advice = failure.advice or check.advice
    except Exception as error:
        return _not_judged(result, error)
    return result


def _not_judged(result: CheckResult, error: Exception) -> CheckResult:
    result.status, result.score = "error", 0
    result.got = f"{type(error).__name__}: {error}"
    return result


def declared(judgement: object) -> Check | None:
    """Return the check that a function was declared as, if it was."""
    return cast("Check | None", getattr(judgement, "check", None))


def is_right(module: ModuleType, observed: Transcript | Exception) -> bool:
    """Whether every check of a grader passes."""
    return all(result.status == "passed" for result in judge(module, observed))


def is_met(judgement: Judgement, transcript: Transcript) -> bool:
    """Whether a transcript meets what a judgement requires."""
    try:
        judgement(transcript)
    except CheckFailed:
        return False
    return True


def _docstring(judgement: Judgement) -> str:
    """Return the docstring, also where Python was told to drop all of them (-OO)."""
    if judgement.__doc__ is None:
        function = ast.parse(inspect.getsource(judgement)).body[0]
        assert isinstance(function, ast.FunctionDef)
        return ast.get_docstring(function) or ""
    return inspect.getdoc(judgement) or ""
