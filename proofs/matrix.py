"""Show which check tells which mistake: `nox -s matrix`, or `python -m proofs.matrix [EXERCISE…]`.

Every mistake of the corpus is graded. The table of an exercise has a row for each mistake and a
column for each check. The command fails when a mistake is not told as its comments declare, or when
there is a check for which no mistake was made.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graders.result import CheckResult, ExerciseResult
from proofs.corpus import (
    Grading,
    Mistake,
    check_ids,
    chosen_exercises,
    mistakes,
)

# mark: how it is shown, the same in ASCII, what it means
MARKS = {
    "killed": ("●", "#", "fails, as it must"),
    "allowed": ("○", "o", "fails, as it may"),
    "passed": ("·", ".", "passes"),
    "skipped": (" ", " ", "is not reached"),
    "missed": ("?", "?", "must fail, and does not"),
    "undeclared": ("!", "!", "fails undeclared"),
    "error": ("E", "E", "could not be judged"),
}

Verdicts = Mapping[Mistake, ExerciseResult]


def mark(mistake: Mistake, check: CheckResult) -> str:
    """Return which of the MARKS the verdict of one check on `mistake` earns."""
    if check.status == "failed":
        declared = "allowed" if check.id in mistake.may else "undeclared"
        return "killed" if check.id in mistake.must else declared
    return "missed" if check.id in mistake.must else check.status


def faults(mistake: Mistake, result: ExerciseResult) -> list[str]:
    """Return what is wrong with the verdict on `mistake`, each fault in one line."""
    if result.status != "failed":
        broken = [f": {check.got}" for check in result.checks if check.status == "error"]
        return [f"it is {result.status}, where it should have failed{''.join(broken[:1])}"]
    found = [_fault(check, mark(mistake, check)) for check in result.checks]
    diagnosis = result.diagnosis or ""
    found += [
        f"the diagnosis lacks {word!r}: {diagnosis or 'there is none'}"
        for word in mistake.says
        if word.lower() not in diagnosis.lower()
    ]
    return list(filter(None, found))


def _fault(check: CheckResult, mark: str) -> str:
    match mark:
        case "missed":
            return f"{check.id} is {check.status}, but must fail"
        case "undeclared":
            return f"{check.id} fails undeclared: expected {check.expected}, got {check.got}"
    return ""


def checks_without_a_mistake(ids: Iterable[str], mistakes: Sequence[Mistake]) -> list[str]:
    """Return those of the checks `ids` that no mistake names among what it must fail."""
    return [id for id in ids if not any(id in mistake.must for mistake in mistakes)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Grade the mistakes, print the tables and the faults; return 1 if there are any, else 0."""
    exercises = chosen_exercises("Show which check tells which mistake.", arguments)
    cases = [mistake for mistake in mistakes() if mistake.exercise in exercises]
    checks = {id: check_ids()[id] for id in exercises}
    with tempfile.TemporaryDirectory() as folder, Grading(cases, Path(folder)) as grading:
        verdicts = {case: grading.result(case) for case in cases}
    for exercise, ids in checks.items():
        _print_table(exercise, ids, {m: v for m, v in verdicts.items() if m.exercise == exercise})
    return _sum_up([id for ids in checks.values() for id in ids], verdicts)


def _print_table(exercise: str, ids: Sequence[str], verdicts: Verdicts) -> None:
    print(f"{exercise}: {len(verdicts)} mistakes, {len(ids)} checks")
    for number, id in enumerate(ids, start=1):
        print(f"  {number:2} {id}")
    widest = max((len(mistake.name) for mistake in verdicts), default=0)
    print(" ".join([" " * (widest + 2), *(f"{number:2}" for number, _ in enumerate(ids, 1))]))
    for mistake, result in verdicts.items():
        shown = (_shown(mark(mistake, check)) for check in result.checks)
        print(
            " ".join([f"  {mistake.name:{widest}}", *(f" {symbol}" for symbol in shown)]).rstrip()
        )
    print()


def _shown(mark: str) -> str:
    return MARKS[mark][_ascii_only()]


def _ascii_only() -> bool:
    """Whether the marks are beyond what the output can encode."""
    try:
        "".join(symbol for symbol, _, _ in MARKS.values()).encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return True
    return False


def _sum_up(ids: Sequence[str], verdicts: Verdicts) -> int:
    found = [f"{m}: {fault}" for m, result in verdicts.items() for fault in faults(m, result)]
    found += [
        f"{id}: no mistake is made for it" for id in checks_without_a_mistake(ids, [*verdicts])
    ]
    marks = [mark(m, check) for m, result in verdicts.items() for check in result.checks]
    for name, (*_, meaning) in MARKS.items():
        print(f"{_shown(name)} {meaning}")
    print(
        f"{len(verdicts)} mistakes, {len(ids)} checks, {marks.count('killed')} kills, "
        f"{len(found)} faults"
    )
    for fault in found:
        print(f"  {' '.join(fault.split())}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
