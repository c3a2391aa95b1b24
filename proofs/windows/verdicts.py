"""Grade all submissions of the corpus with one seed, and write down what they are told.

`python -m proofs.windows.verdicts FILE` is run on each system; `comparing.py` compares.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from graders.exercise import exercise_ids
from graders.result import ExerciseResult
from proofs.corpus import CORPUS, ROOT, SEED, SOLUTIONS, Case, Grading, mistakes, variants

TOLD = ("expected", "got", "where", "advice")
"""What a check says beside its verdict."""


WHOLE = {"solutions": SOLUTIONS, "wrong": CORPUS / "bench" / "wrong"}
"""Submissions whose whole results are compared."""


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


@dataclass(frozen=True)
class Record:
    """What one system says: the verdict on each case, and the whole result of some submissions."""

    verdicts: Verdicts
    results: dict[str, Any]

    @classmethod
    def from_text(cls, text: str) -> Record:
        """Return what `as_text` made a text of."""
        plain = json.loads(text)
        verdicts = {
            kind: {name: Verdict(**verdict) for name, verdict in told.items()}
            for kind, told in plain["verdicts"].items()
        }
        return cls(verdicts, plain["results"])

    def as_text(self) -> str:
        """Return it as JSON."""
        return json.dumps(asdict(self), indent=1)


def graded_here(every: int) -> Record:
    """Grade one case of so many of each kind, and the submissions as a whole."""
    chosen = {kind: all[::every] for kind, all in cases().items()}
    verdicts = {}
    for kind, some in chosen.items():  # each by itself, as names may be the same
        print(f"grading {len(some)} {kind}", flush=True)
        verdicts[kind] = dict(_graded(some))
    return Record(verdicts, {name: _result(folder) for name, folder in WHOLE.items()})


def _graded(cases: Iterable[Case]) -> Iterable[tuple[str, Verdict]]:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        with Grading(cases, Path(folder)) as grading:
            for case in cases:
                yield str(case), Verdict.of(grading.result(case))


def _result(folder: Path) -> Any:
    """Return the result of a submission, or the exit status if there is none."""
    grade = [sys.executable, "-m", "graders", "--seed", str(SEED), "--submission", str(folder)]
    done = subprocess.run(
        # How far the search for a mistake comes in its time depends on the machine.
        [*grade, "--json", "-", "--no-explain"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return json.loads(done.stdout) if done.stdout else done.returncode


def main(arguments: Sequence[str] | None = None) -> int:
    """Grade, and write the record to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--every", metavar="N", type=int, default=1, help="one case of so many")
    options = parser.parse_args(arguments)
    options.file.write_text(graded_here(options.every).as_text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
