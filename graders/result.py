"""The verdict on a submission as one object, `streaming-kit/result/v1`; every report shows this."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, Protocol

from graders.recordings import recordings
from graders.transcript import Transcript

SCHEMA = "streaming-kit/result/v1"
CheckStatus = Literal["passed", "failed", "skipped", "error"]
RunStatus = Literal["graded", "kit_fault"]
"""Whether the score is a mark; with a fault of the kit in it, it is none."""
ExerciseStatus = Literal["passed", "failed", "not_started", "error"]
NOT_STARTED = "not_started"
"""What an exercise's skipped checks wait for when its stub has not been filled in."""
LABEL = 10
"""Columns of a label; all lines of a text begin below each other, so that a caret points right."""

_PLACE = re.compile(r"(\w+\.py):([1-9]\d{0,5})\b", re.ASCII)
"""How `where` begins when it is a place in the submission."""

_UNKNOWN_NAME = re.compile(
    r"^(?:status 500: )?((?:Name|UnboundLocal)Error: .*)(?:\n(.*))?", re.MULTILINE
)


@dataclass
class CheckResult:
    """The verdict of one check; the texts are set when it failed, and are safe to print.

    `status` is "passed", "failed", "skipped" (then `because` names what it waits for: another
    check's id, or `NOT_STARTED`) or "error" (the kit could not judge it, `got` says why).
    `expected` and `got` may have several lines; a line that is a caret points into the one above.
    """

    id: str
    requirement: str
    status: CheckStatus
    score: int
    max_score: int
    expected: str | None = None
    got: str | None = None
    where: str | None = None
    advice: str | None = None
    because: str | None = None

    @property
    def place(self) -> tuple[str, int] | None:
        """The file and the line that the check points at, if it does."""
        found = _PLACE.match(self.where or "")
        return (found[1], int(found[2])) if found else None

    @property
    def unknown_name(self) -> tuple[str, str] | None:
        """Python's word of a name that it did not know, and the line, if that is what failed."""
        found = _UNKNOWN_NAME.search(self.got or "")
        return (found[1], found[2]) if found else None

    @property
    def awaited(self) -> str:
        """What a skipped check waits for, in words."""
        because = self.because or "nothing known"
        return "the code still to be written" if because == NOT_STARTED else because

    def as_text(self) -> str:
        """Return what was expected, what came instead, where, and what to try, as plain text."""
        told = {
            "expected": self.expected,
            "got": self.got,
            "where": self.where,
            "try": self.advice,
        }
        indent = "\n" + " " * LABEL
        lines = (f"{label:<{LABEL}}{text}" for label, text in told.items() if text is not None)
        return "\n".join(line.replace("\n", indent) for line in lines)


@dataclass(frozen=True)
class Expectation:
    """What a right answer would have delivered in one recording, so that it can be drawn.

    Where that is known, `clock` says at which second of the server's clock each piece would come,
    and `turns` in which step, or after how many tokens. `cut` says that the borders of the pieces
    count as well.
    """

    pieces: list[bytes]
    clock: list[float] | None = None
    turns: list[int] | None = None
    cut: bool = True


@dataclass(frozen=True)
class Repair:
    """A small edit of the student's own file, which was tried: it mends these checks (`fixes`).

    `verified` says that the edited file passed. `rule` names the kind of mistake, `line` is where
    the edit begins, and `says` is what it shows to be wrong. `own` is the file as it is, `edited`
    the one with the edit: they are there for hints, and are no part of the result file.
    """

    rule: str
    file: str
    line: int
    says: str
    verified: bool
    fixes: tuple[str, ...]
    own: str = ""
    edited: str = ""

    @property
    def sentence(self) -> str:
        """What a student is told: where the mistake is, what it is, and what the edit mends."""
        mends = (
            "With that changed, this file passes."
            if self.verified
            else "With that changed, some of it is right, and something else is still wrong."
        )
        return f"Line {self.line}: {self.says} {mends}"

    def as_json(self) -> dict[str, Any]:
        """Return the repair as the JSON Schema describes it."""
        plain = asdict(self) | {"fixes": list(self.fixes)}
        del plain["own"], plain["edited"]
        return plain


@dataclass
class ExerciseResult:
    """The verdict on one exercise; `status` is "passed", "failed", "not_started" or "error".

    `stand_in` is the exercise whose file was replaced by the kit's own, as it is not right.
    `diagnosis` is what the recordings tell of the mistake; `repair` is an edit that was tried.
    `observed` is all that was recorded, and `expected` what a right answer would have delivered, by
    the recording's name. They are there to be drawn; a result file has the recordings alone.
    """

    id: str
    title: str
    file: str
    status: ExerciseStatus
    checks: list[CheckResult]
    diagnosis: str | None = None
    output: str = ""
    stand_in: str | None = None
    repair: Repair | None = None
    observed: Transcript | None = None
    expected: dict[str, Expectation] = field(default_factory=dict)

    @property
    def story(self) -> tuple[str, str] | None:
        """The one explanation of what is wrong: how sure it is, in words, and a sentence."""
        if self.repair is not None:
            how = "The mistake" if self.repair.verified else "One of the mistakes"
            return how, self.repair.sentence
        return ("Most likely", self.diagnosis) if self.diagnosis else None

    @property
    def score(self) -> int:
        """Points earned."""
        return sum(check.score for check in self.checks)

    @property
    def max_score(self) -> int:
        """Points there are."""
        return sum(check.max_score for check in self.checks)

    @property
    def short(self) -> str:
        """The part of the id that a student types, as in `nox -s grade -- stage2`."""
        return self.id.partition("_")[0]

    def as_json(self) -> dict[str, Any]:
        """Return the exercise as the JSON Schema describes it."""
        plain = asdict(replace(self, observed=None, expected={}))
        del plain["observed"], plain["expected"]
        plain["transcripts"] = list(recordings(self.observed)) if self.observed else []
        if self.repair is not None:
            plain |= {"diagnosis": self.repair.sentence, "repair": self.repair.as_json()}
        return plain | {"score": self.score, "max_score": self.max_score}


class Origin(Protocol):
    """Where a result comes from: which kit, on what, of which submission."""

    @property
    def kit(self) -> dict[str, str]:
        """The kit's version and digest."""

    @property
    def environment(self) -> dict[str, str]:
        """The versions of what the verdicts rest on, and how submissions are kept apart."""

    @property
    def submission(self) -> dict[str, str]:
        """The submission's path and digest."""


@dataclass
class Result:
    """One run of the grader on one submission."""

    origin: Origin
    seed: int
    duration_s: float
    exercises: list[ExerciseResult]

    @property
    def score(self) -> int:
        """Points earned in the exercises that were graded."""
        return sum(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> int:
        """Points there are in the exercises that were graded."""
        return sum(exercise.max_score for exercise in self.exercises)

    @property
    def status(self) -> RunStatus:
        """Whether everything could be graded."""
        broken = any(exercise.status == "error" for exercise in self.exercises)
        return "kit_fault" if broken or not self.exercises else "graded"

    @property
    def exit_status(self) -> int:
        """0 when all passed, 1 when some did not, 3 when the kit could not grade something."""
        if self.status == "kit_fault":
            return 3
        return 0 if all(exercise.status == "passed" for exercise in self.exercises) else 1

    def as_json(self) -> dict[str, Any]:
        """Return the object that the JSON Schema describes."""
        return {
            "schema": SCHEMA,
            "status": self.status,
            "kit": self.origin.kit,
            "environment": self.origin.environment,
            "submission": self.origin.submission,
            "seed": self.seed,
            "duration_s": self.duration_s,
            "exercises": [exercise.as_json() for exercise in self.exercises],
            "score": self.score,
            "max_score": self.max_score,
        }
