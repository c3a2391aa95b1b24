"""Measure the grader: `nox -s bench`, or `python -m proofs.bench [--runs N] [--json FILE]`.

Whole processes are measured, as a student waits for them. Machines differ, so most times are told
as ratios to a floor: a fresh Python that imports pytest, fastapi, uvicorn and httpx, and does
nothing else. The floor is measured anew before every other run, so that a machine that slows down
slows both.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from graders.provenance import system
from proofs.figures import Figure
from proofs.measuring import (
    CannotMeasure,
    GradingRun,
    memory_for_each_byte,
    run_to_end,
    seconds_of,
    to_verdict,
    watching,
)

SUBMISSIONS = Path("tests", "corpus", "bench")
FLOOR = [sys.executable, "-c", "import pytest, fastapi, uvicorn, httpx"]
MEMORY_RUNS = 3
"""At most so many runs for each memory figure: memory varies less than time."""
FLAT = 16.0
"""MB that the grader may need more for a stream of any length: it keeps some of what it saw."""
SAVES = 20
"""Saves that are timed, one after the other."""


class Bench:
    """The runs, and the figures that come of them."""

    def __init__(self, runs: int, scratch: Path, console: Console) -> None:
        self._runs = runs
        self._scratch = scratch
        self._console = console
        submissions = SUBMISSIONS.as_posix()
        self.solutions = self._grading("solutions", status=0)
        self.one = self._grading("solutions", "stage2", status=0)
        self.log = self._grading("solutions", "exercise3", status=0)
        self.stubs = self._grading("starter", status=1)
        self.wrong = self._grading(f"{submissions}/wrong", status=1)
        self.stuck = self._grading(f"{submissions}/stuck", status=1)
        self.endless = self._grading(f"{submissions}/endless", "stage2", status=1)

    def times(self) -> list[Figure]:
        """Measure what takes long enough to be waited for."""
        compared = [self.solutions, self.one, self.stubs, self.wrong]
        self._warm_up(FLOOR, *(run.command for run in [*compared, self.stuck]))
        floors: list[float] = []
        stuck: list[float] = []
        ratios: list[list[float]] = []
        for number in range(self._runs):
            self._say(f"times, round {number + 1} of {self._runs}")
            ratios.append([])
            for run in compared:
                floors.append(seconds_of(FLOOR, 0))
                ratios[-1].append(run.seconds() / floors[-1])
            stuck.append(self.stuck.seconds())
        solutions, one, stubs, wrong = zip(*ratios, strict=True)
        return [
            Figure("floor: the imports", "s", floors),
            Figure("all solutions", "x", solutions, 2.0),
            Figure("one exercise", "x", one, 1.4),
            Figure("the stubs", "x", stubs),
            Figure("wrong everywhere", "x", wrong),
            Figure("stuck everywhere", "s", stuck, 15.0),
        ]

    def overhead(self, nox: Sequence[str]) -> list[Figure]:
        """Measure what `nox -s grade` adds to `python -m graders` once its environment exists."""
        arguments = [*nox, "-s", "grade", "--"]
        session = GradingRun(arguments, self.stubs.status, self._scratch / "nox.json")
        self._warm_up(session.command, self.stubs.command)
        added: list[float] = []
        for number in range(self._runs):
            self._say(f"nox, round {number + 1} of {self._runs}")
            added.append(session.seconds() - self.stubs.seconds())
        return [Figure("nox on top of the grader", "s", added, 0.5)]

    def saves(self) -> list[Figure]:
        """Measure the time from the save of one exercise's file to the last line of its verdict."""
        self._say(f"{SAVES} saves")
        with watching("stage2_streaming", self._scratch / "watched") as (file, lines):
            source = file.read_text(encoding="utf-8")
            seconds = [to_verdict(file, f"{source}# {number}\n", lines) for number in range(SAVES)]
        return [Figure("from save to verdict", "s", seconds, 0.5)]

    def memory(self) -> list[Figure]:
        """Measure the memory of the grader, and of the child for two sizes of a log."""
        plain: list[float] = []
        slopes: list[float] = []
        endless: list[float] = []
        log: list[float] = []
        rounds = min(self._runs, MEMORY_RUNS)
        for number in range(rounds):
            self._say(f"memory, round {number + 1} of {rounds}")
            plain.append(self.solutions.memory())
            slopes.append(memory_for_each_byte())
            one = self.one.memory()
            endless.append(self.endless.memory() - one)
            log.append(self.log.memory() - one)
        return [
            Figure("memory of the grader", "MB", plain),
            Figure("memory added by endless", "MB", endless, FLAT),
            Figure("memory added by large logs", "MB", log, FLAT),
            Figure("server memory per log byte", "B", slopes, 0.1, signed=True),
        ]

    def _grading(self, folder: str, *exercises: str, status: int) -> GradingRun:
        arguments = [sys.executable, "-m", "graders", *exercises, "--submission", folder]
        return GradingRun(arguments, status, self._scratch / "result.json")

    def _warm_up(self, *commands: Sequence[str]) -> None:
        """Run each command once: compiled files and environments exist from then on."""
        self._say("a first run of each, which does not count")
        for command in commands:
            run_to_end(command, None)

    def _say(self, what: str) -> None:
        self._console.print(f"Measuring: {what}")


def _nox(python: str | None) -> list[str] | None:
    """Return the command that runs nox, if there is one."""
    if python is not None:
        return [python, "-m", "nox"]
    found = shutil.which("nox")
    return [found] if found else None


def _tell(figures: Sequence[Figure], console: Console) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("figure", "median", "spread", "target", ""):
        table.add_column(title, no_wrap=title != "figure")
    for figure in figures:
        table.add_row(*figure.row, style="bold red" if figure.met is False else "")
    console.print(table)


def _write(figures: Sequence[Figure], runs: int, destination: str) -> None:
    environment = {
        "python": platform.python_version(),
        "platform": system(),
        "processors": os.cpu_count(),
    }
    measured = [figure.plain for figure in figures]
    result = {"environment": environment, "runs": runs, "figures": measured}
    Path(destination).write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m proofs.bench", description="Measure the kit.")
    parser.add_argument("--runs", type=int, default=7, metavar="N", help="rounds (default: 7)")
    parser.add_argument("--json", metavar="FILE", help="write the figures as JSON")
    parser.add_argument(
        "--nox", metavar="PYTHON", help="the Python that has nox (default: the nox on the PATH)"
    )
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and tell; return 0, or 1 if something could not be measured."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.runs < 1:
        parser.error("--runs must be at least 1")
    console, nox = Console(highlight=False), _nox(options.nox)
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(options.runs, Path(scratch), Console(stderr=True, highlight=False))
        try:
            figures = bench.times() + (bench.overhead(nox) if nox else [])
            figures += bench.saves() + bench.memory()
        except CannotMeasure as error:
            console.print(f"Could not measure: {error}", markup=False)
            return 1
    _tell(figures, console)
    if nox is None:
        console.print("Not measured: what nox adds, since no nox was found.")
    if options.json:
        _write(figures, options.runs, options.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
