"""Grade slightly changed solutions: `nox -s mutants`, or `python -m proofs.mutants [EXERCISE…]`.

Each mutant of a solution must be rejected, or stand in `equivalents.py` with a reason why nobody
could tell the difference. The command fails when a mutant survives that does not stand there, when
one that does has been rejected or is none any more, and when the kit could not grade one.
"""

from __future__ import annotations

import ast
import difflib
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import track

from graders.result import ExerciseResult
from proofs.corpus import (
    SOLUTIONS,
    Case,
    Grading,
    chosen_exercises,
)
from proofs.equivalents import EQUIVALENTS
from proofs.mutation import Mutant, mutants

Key = tuple[str, str, str]
"""How a mutant is named: the exercise, the text of the changed line, and what was done to it."""
OUTCOMES = ("rejected", "equivalent", "surviving", "not graded")


def solution(exercise: str) -> str:
    """Return the source of a reference answer."""
    return (SOLUTIONS / f"{exercise}.py").read_text(encoding="utf-8")


def cases(exercise: str) -> dict[Case, Mutant]:
    """Return the mutants of a solution, each with what is handed in for it."""
    return {
        Case(
            exercise, f"mutant_{number}", f"{exercise}:{mutant.line} {mutant.change}", mutant.source
        ): mutant
        for number, mutant in enumerate(mutants(solution(exercise)), start=1)
    }


def key(exercise: str, mutant: Mutant) -> Key:
    """Return the name of a mutant that stays when its line moves."""
    return exercise, mutant.code, mutant.change


def outcome(status: str, key: Key, equivalents: Collection[Key]) -> str:
    """Return which of the OUTCOMES it is that the mutant `key` was graded `status`."""
    if status == "error":
        return "not graded"
    if status != "passed":
        return "rejected"
    return "equivalent" if key in equivalents else "surviving"


def outdated(outcomes: Mapping[Key, str], equivalents: Collection[Key]) -> list[str]:
    """Return what is wrong with the list of equivalents, each entry in one line."""
    told = {key: outcomes.get(key, "no mutant any more") for key in equivalents}
    return [f"{' | '.join(key)}: is {what}" for key, what in told.items() if what != "equivalent"]


def changed_lines(before: str, after: str) -> list[str]:
    """Return the lines that differ, those before with a minus, those after with a plus."""
    plain = (ast.unparse(ast.parse(source)).splitlines() for source in (before, after))
    compared = list(difflib.unified_diff(*plain, lineterm="", n=0))[2:]
    return [line for line in compared if not line.startswith("@@")]


def main(arguments: Sequence[str] | None = None) -> int:
    """Grade the mutants and tell which survive; return 1 if one does that should not, else 0."""
    begun = time.monotonic()
    exercises = chosen_exercises("Grade slightly changed solutions.", arguments)
    known = {
        key: reason for reason, keys in EQUIVALENTS.items() for key in keys if key[0] in exercises
    }
    all_cases = {case: mutant for exercise in exercises for case, mutant in cases(exercise).items()}
    results = dict(_graded([*all_cases]))
    outcomes = {
        key(case.exercise, mutant): outcome(results[case].status, key(case.exercise, mutant), known)
        for case, mutant in all_cases.items()
    }
    for case, mutant in all_cases.items():
        what = outcomes[key(case.exercise, mutant)]
        if what in ("surviving", "not graded"):
            _tell(case, mutant, what)
    print(_counts(outcomes))
    wrong = outdated(outcomes, known)
    for line in wrong:
        print(f"equivalents.py: {line}")
    print(f"{time.monotonic() - begun:.0f} s")
    return int(bool(wrong) or not {"rejected", "equivalent"} >= set(outcomes.values()))


def _graded(cases: Sequence[Case]) -> Iterator[tuple[Case, ExerciseResult]]:
    console = Console(stderr=True)
    with tempfile.TemporaryDirectory() as folder, Grading(cases, Path(folder)) as grading:
        for case in track(cases, "Grading the mutants", console=console, transient=True):
            yield case, grading.result(case)


def _tell(case: Case, mutant: Mutant, what: str) -> None:
    print(f"{case.about}: {what}")
    for line in changed_lines(solution(case.exercise), mutant.source):
        print(f"    {line}")


def _counts(outcomes: Mapping[Key, str]) -> str:
    rows = [("", "mutants", *OUTCOMES)]
    for exercise in dict.fromkeys(key[0] for key in outcomes):
        count = Counter(what for key, what in outcomes.items() if key[0] == exercise)
        rows.append((exercise, *map(str, (count.total(), *(count[name] for name in OUTCOMES)))))
    all_of_them = Counter(outcomes.values())
    rows.append(("all", str(len(outcomes)), *(str(all_of_them[name]) for name in OUTCOMES)))
    return "\n".join(
        " ".join([f"{row[0]:18}", *(f"{cell:>10}" for cell in row[1:])]) for row in rows
    )


if __name__ == "__main__":
    sys.exit(main())
