"""Grade all submissions of the corpus with one seed, and write down what they are told.

`python -m proofs.windows.verdicts FILE [--part N]` is run on each system; `table.py` compares.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from graders.exercise import exercise_ids
from graders.result import ExerciseResult
from proofs.corpus import CORPUS, ROOT, Case, Grading, mistakes, variants

TOLD = ("expected", "got", "where", "advice")
"""What a check says beside its verdict."""


@dataclass(frozen=True)
class Verdict:
    """What one submission was told: the verdict, and then the words."""

    status: str
    score: int
    diagnosis: str | None
    checks: dict[str, str]
    words: dict[str, list[str | None]]

    @classmethod
    def of(cls, result: ExerciseResult) -> Verdict:
        """Return what a result says, without what is of the machine."""
        checks = {check.id: check.status for check in result.checks}
        words = {check.id: [getattr(check, name) for name in TOLD] for check in result.checks}
        return cls(result.status, result.score, result.diagnosis, checks, words)


Verdicts = dict[str, dict[str, Verdict]]
"""Verdicts by what kind of submission it is, and by its name."""


def cases() -> dict[str, list[Case]]:
    """Return what is graded, by kind."""
    return {
        "stubs": _folder(ROOT / "starter", "stub"),
        "whole": [
            case for kind in ("wrong", "stuck") for case in _folder(CORPUS / "bench" / kind, kind)
        ],
        "variants": variants(),
        "mistakes": [*mistakes()],
    }


def _folder(folder: Path, name: str) -> list[Case]:
    files = {id: folder / f"{id}.py" for id in exercise_ids()}
    return [
        Case(id, name, "", file.read_text(encoding="utf-8"))
        for id, file in files.items()
        if file.exists()
    ]


def part_of(cases: Sequence[Case], every: int) -> list[Case]:
    """Return every so many-th case, with all exercises among them."""
    return [*cases[::every]]


def graded(chosen: dict[str, list[Case]]) -> Verdicts:
    """Grade the cases; each kind by itself, so that names may be the same."""
    return {kind: dict(_graded(cases)) for kind, cases in chosen.items()}


def _graded(cases: Iterable[Case]) -> Iterable[tuple[str, Verdict]]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        with Grading(cases, Path(folder)) as grading:
            for case in cases:
                yield str(case), Verdict.of(grading.result(case))


def as_text(verdicts: Verdicts) -> str:
    """Return verdicts as JSON."""
    plain = {kind: {n: asdict(v) for n, v in told.items()} for kind, told in verdicts.items()}
    return json.dumps(plain, indent=1)


def from_text(text: str) -> Verdicts:
    """Return what `as_text` was given."""
    return {
        kind: {name: Verdict(**verdict) for name, verdict in told.items()}
        for kind, told in json.loads(text).items()
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Grade, and write the verdicts to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--every", metavar="N", type=int, default=1, help="one case of so many")
    options = parser.parse_args(arguments)
    chosen = {kind: part_of(all, options.every) for kind, all in cases().items()}
    options.file.write_text(as_text(graded(chosen)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
