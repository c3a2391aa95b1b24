"""What a check is: one requirement, its points, and how it says that it is not met."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable
from dataclasses import dataclass

from graders.transcript import Transcript

Judgement = Callable[[Transcript], None]


class CheckFailed(Exception):
    """A requirement is not met: what was expected, what came instead, where, and what to try.

    Without `advice` of its own, the check's docstring gives it.
    """

    def __init__(
        self, expected: str, got: str, where: str | None = None, advice: str | None = None
    ) -> None:
        super().__init__(f"expected {expected}, got {got}")
        self.expected = expected
        self.got = got
        self.where = where
        self.advice = advice


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


def _docstring(judgement: Judgement) -> str:
    """Return the docstring, also where Python was told to drop all of them (-OO)."""
    if judgement.__doc__ is None:
        function = ast.parse(inspect.getsource(judgement)).body[0]
        assert isinstance(function, ast.FunctionDef)
        return ast.get_docstring(function) or ""
    return inspect.getdoc(judgement) or ""
