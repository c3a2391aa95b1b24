"""What a correction rule is: it knows one kind of mistake and proposes edits that would mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from graders.exercise import Exercise
from graders.repair.source import Edit, SourceText
from graders.result import ExerciseResult
from graders.transcript import Problem, Transcript

CERTAIN = 2
"""How likely a correction is where only that explains what was seen."""


@dataclass(frozen=True)
class Correction:
    """Edits that belong together, and what is true of the file if they mend it.

    The first edit is the one at the mistake; others, such as an import, only go with it.

    `says` is one or two sentences about the student's own code: what is wrong and what it does. It
    names no line, as that is told beside it. `likely` says how much speaks for it: 0 for a mere
    possibility, 1 where the failure looks like it, 2 where only this explains what was seen.
    """

    edits: tuple[Edit, ...]
    says: str
    likely: int = 0


class Evidence:
    """What was seen of a file that failed, for a rule to weigh how likely its mistake is."""

    def __init__(self, exercise: Exercise, result: ExerciseResult) -> None:
        self.exercise = exercise
        self.failed = frozenset(c.id.partition(".")[2] for c in result.checks if c.score == 0)
        self._result = result
        self._seen = result.observed or Transcript()

    @cached_property
    def problems(self) -> list[Problem]:
        """Every problem that was met."""
        return self._seen.problems

    @cached_property
    def messages(self) -> str:
        """What all problems, failures and prints say, as one text to search in."""
        got = [check.got or "" for check in self._result.checks]
        return "\n".join([*(problem.message for problem in self.problems), *got, self._seen.output])

    @cached_property
    def received(self) -> str:
        """The text that came: all bodies, tokens and pieces."""
        streams = [s.body.decode("utf-8", "replace") for s in self._seen.streams.values()]
        tokens = [token.text for call in self._seen.calls.values() for token in call.tokens]
        pieces = [run.text for run in self._seen.runs.values()]
        return "\n".join([*streams, *tokens, *pieces])

    @cached_property
    def lines(self) -> frozenset[int]:
        """The lines of this file that a failed check or a problem points at."""
        places = [check.place for check in self._result.checks]
        return frozenset(line for file, line in filter(None, places) if file == self.exercise.file)

    @property
    def transcript(self) -> Transcript:
        """All that was recorded."""
        return self._seen


Proposals = Callable[[SourceText, Evidence], Iterable[Correction]]
RULES: dict[str, Proposals] = {}
"""Every correction rule by its name, in the order in which they were declared."""


def rule(name: str) -> Callable[[Proposals], Proposals]:
    """Declare a function as the rule called `name`, such as "missing-await"."""

    def declare(proposals: Proposals) -> Proposals:
        if name in RULES:
            raise ValueError(f"two rules are called {name}")
        RULES[name] = proposals
        return proposals

    return declare
