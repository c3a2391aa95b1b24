"""What is run by each Python of Windows, and the table of what came out."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from proofs.windows.comparing import (
    Difference,
    differences,
    not_reviewed,
    other_words,
    result_differences,
    stale,
)
from proofs.windows.python import Python, environment_for_nox
from proofs.windows.reviewed import REVIEWED
from proofs.windows.verdicts import Record

OF_THE_CORPUS = ("test_mistakes.py", "test_variants.py")
OTHER_TESTS = ("tests", *(f"--ignore=tests/end_to_end/{name}" for name in OF_THE_CORPUS))
"""All but what grades once more what is compared."""
SOME_TESTS = ("tests/report/test_windows_console.py", "tests/report/test_json_file.py")
SOME_TESTS = (*SOME_TESTS, "tests/test_files.py", "tests/harness/test_scratch.py")
"""What looks at Windows' own ways."""


@dataclass(frozen=True)
class Outcome:
    """What came of a step: a cell of the table, and lines about what is wrong."""

    step: str
    cell: str
    faults: Sequence[str] = ()


class Steps:
    """All steps, or a part of them, for one Python after the other.

    `linux` is what Linux said; without it only what is expected of any system is required.
    """

    def __init__(self, linux: Record | None, part: bool, every: int) -> None:
        self._linux = linux
        self._part = part
        self._every = every
        self._found: list[Difference] = []
        self._graded: set[str] = set()

    def run(self, pythons: Sequence[Python]) -> int:
        """Run every step by every Python, print the table, return 1 if there are faults, else 0."""
        outcomes = {python.name: list(self._outcomes(python)) for python in pythons}
        print(f"\n{_table(outcomes)}\n")
        faults = [
            f"{name} {outcome.step}: {fault}"
            for name, told in outcomes.items()
            for outcome in told
            for fault in outcome.faults
        ]
        faults += [
            f"proofs/windows/reviewed.py lists {name}, which does not differ any more"
            for name in stale(self._found, self._graded, REVIEWED)
        ]
        for fault in faults:
            print(f"  {fault}")
        print(f"windows: {len(faults)} faults")
        return 1 if faults else 0

    def _outcomes(self, python: Python) -> Iterator[Outcome]:
        steps: list[Callable[[Python], Iterator[Outcome]]] = [
            self._verdicts,
            self._tests,
            self._nox,
        ]
        for step in steps:
            begun = time.monotonic()
            for outcome in step(python):
                print(f"windows: Python {python.name}, {outcome.step}: {outcome.cell}", flush=True)
                yield outcome
            yield Outcome(
                f"{step.__name__.strip('_')}, minutes", f"{(time.monotonic() - begun) / 60:.1f}"
            )

    def _verdicts(self, python: Python) -> Iterator[Outcome]:
        """Grade the corpus, and compare."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "record.json")
            arguments = ("--every", str(self._every))
            status, told = python.run(
                "-m", "proofs.windows.verdicts", python.path(file), *arguments, shown=True
            )
            if status:
                yield Outcome("verdicts", "failed", told.splitlines()[-20:])
                return
            windows = Record.from_text(file.read_text("utf-8"))
        yield _score(windows)
        yield from self._compared(windows)

    def _compared(self, windows: Record) -> Iterator[Outcome]:
        linux = self._linux or windows
        for kind, verdicts in windows.verdicts.items():
            before, now = Record({kind: linux.verdicts[kind]}, {}), Record({kind: verdicts}, {})
            found = differences(before.verdicts, now.verdicts)
            words = other_words(before.verdicts, now.verdicts)
            self._found += found
            self._graded |= {f"{kind}/{name}" for name in verdicts}
            new = not_reviewed(found, REVIEWED)
            cell = f"{len(verdicts) - len(found)} of {len(verdicts)} the same"
            cell += f", {len(words)} in other words" if words else ""
            for difference in words:
                print(f"  other words: {difference.name}: {'; '.join(difference.what)[:600]}")
            yield Outcome(kind, cell, [f"{d.name}: {'; '.join(d.what)}" for d in new])
        for name, result in windows.results.items():
            paths = result_differences(linux.results[name], result)
            yield Outcome(f"{name}, whole result", f"{len(paths)} differences", paths)

    def _tests(self, python: Python) -> Iterator[Outcome]:
        """Run the kit's own tests."""
        # Where nothing is compared, what the corpus declares is all there is to go by.
        of_all = OTHER_TESTS if self._linux else ("tests",)
        chosen = SOME_TESTS if self._part else of_all
        status, told = python.run(
            "-m", "pytest", "-q", "-p", "no:cacheprovider", *chosen, shown=True
        )
        lines = told.splitlines() or [f"status {status}"]
        failed = [line for line in lines if line.startswith(("FAILED", "ERROR"))]
        yield Outcome("tests", lines[-1].strip("= "), failed or (lines[-5:] if status else []))

    def _nox(self, python: Python) -> Iterator[Outcome]:
        """Grade as a student does, by nox and the python.exe of its environment."""
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            where: list[str] = []
            if python.home is not None:
                where = environment_for_nox(python, python.home, Path(folder, "envs"))
            grade = ("-s", "grade", "--", "stage1", "--submission", "solutions")
            status, told = python.run("-m", "nox", *where, *grade)
        lines = told.splitlines()
        graded = status == 0 and any("10 of 10 points" in line for line in lines)
        yield Outcome(
            "nox -s grade", "graded" if graded else "failed", [] if graded else lines[-20:]
        )


def _score(record: Record) -> Outcome:
    """Return what the reference answers earn."""
    result = record.results["solutions"]
    if not isinstance(result, dict):
        return Outcome("solutions", "failed", [f"exit status {result}"])
    cell = f"{result['score']} of {result['max_score']}"
    missing = [
        f"{e['id']} is {e['status']}" for e in result["exercises"] if e["status"] != "passed"
    ]
    return Outcome("solutions", cell, missing)


def _table(outcomes: dict[str, list[Outcome]]) -> str:
    """Return a row for each step and a column for each Python."""
    steps = list(dict.fromkeys(outcome.step for told in outcomes.values() for outcome in told))
    rows = [["", *(f"Python {name}" for name in outcomes)]]
    for step in steps:
        cells = ({o.step: o.cell for o in told}.get(step, "-") for told in outcomes.values())
        rows.append([step, *cells])
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(str.ljust, row, widths)).rstrip() for row in rows)
