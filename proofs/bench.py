"""Measure the grader: `nox -s bench`, or `python -m proofs.bench [--runs N] [--json FILE]`.

Whole processes are measured, as a student waits for them. Machines differ, so most times are told
as ratios to a floor: a fresh Python that imports pytest, fastapi, uvicorn and httpx, and does
nothing else. The floor is measured anew before every other run, so that a machine that slows down
slows both.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from graders.exercise import grader
from graders.harness.session import Session
from graders.transcript import Memory

ROOT = Path(__file__).resolve().parents[1]
SUBMISSIONS = Path("tests", "corpus")
FLOOR = [sys.executable, "-c", "import pytest, fastapi, uvicorn, httpx"]
LONGEST = 120.0
"""Seconds after which a run is given up: nothing that is measured here takes as long."""
LOOKED_EVERY = 0.01
"""Seconds between two looks at the memory of a process."""
MEMORY_RUNS = 3
"""At most so many runs for each memory figure: memory varies less than time."""
FLAT = 16.0
"""MB that the grader may need more for a stream of any length: it keeps some of what it saw."""
SAVES = 20
"""Saves that are timed, one after the other."""
LAST_LINE = "q quit"
"""What the last line has that `watch` prints after a save."""
MEBIBYTE = 1 << 20


class CannotMeasure(Exception):
    """A run did not do what it should, so its time or its memory says nothing."""


@dataclass(frozen=True)
class Figure:
    """Something measured several times, and what it should reach at most.

    `signed` says that it may miss its target on either side of zero.
    """

    name: str
    unit: str
    values: Sequence[float]
    target: float | None = None
    signed: bool = False

    @property
    def median(self) -> float:
        """The value that counts."""
        return statistics.median(self.values)

    @property
    def met(self) -> bool | None:
        """Whether the target is reached; `None` if there is none."""
        if self.target is None:
            return None
        return (abs(self.median) if self.signed else self.median) <= self.target

    @property
    def row(self) -> list[str]:
        """The cells of the figure's line in the table."""
        value = f"{self.median:.2f} {self.unit}"
        spread = f"{min(self.values):.2f} to {max(self.values):.2f}"
        if self.target is None:
            return [self.name, value, spread, "", ""]
        bound = f"{'0 +/-' if self.signed else 'up to'} {self.target:g} {self.unit}"
        return [self.name, value, spread, bound, "ok" if self.met else "MISSED"]

    @property
    def plain(self) -> dict[str, Any]:
        """The figure as JSON has it."""
        numbers = {"median": self.median, "min": min(self.values), "max": max(self.values)}
        rounded = {key: round(value, 4) for key, value in numbers.items()}
        values = [round(value, 4) for value in self.values]
        told = {"target": self.target, "met": self.met}
        return {"name": self.name, "unit": self.unit, **rounded, "values": values, **told}


@dataclass(frozen=True)
class Run:
    """A command that grades, the exit status it must have, and where it leaves its result."""

    arguments: Sequence[str]
    status: int
    result: Path

    @property
    def command(self) -> list[str]:
        """The whole command line."""
        return [*self.arguments, "--json", str(self.result)]

    def seconds(self) -> float:
        """Run it and return how long it took."""
        return _seconds(self.command, self.status)

    def memory(self) -> float:
        """Run it and return the most memory, in MB, that the grader's own process held."""
        peak = 0

        def look(pid: int) -> None:
            nonlocal peak
            peak = max(peak, _peak_memory(pid))

        _run(self.command, self.status, look)
        return peak / MEBIBYTE


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
                floors.append(_seconds(FLOOR, 0))
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
        session = Run(arguments, self.stubs.status, self._scratch / "nox.json")
        self._warm_up(session.command, self.stubs.command)
        added: list[float] = []
        for number in range(self._runs):
            self._say(f"nox, round {number + 1} of {self._runs}")
            added.append(session.seconds() - self.stubs.seconds())
        return [Figure("nox on top of the grader", "s", added, 0.5)]

    def saves(self) -> list[Figure]:
        """Measure the time from the save of one exercise's file to the last line of its verdict."""
        self._say(f"{SAVES} saves")
        with _watching("stage2_streaming", self._scratch / "watched") as (file, lines):
            source = file.read_text(encoding="utf-8")
            seconds = [_to_verdict(file, f"{source}# {number}\n", lines) for number in range(SAVES)]
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
            slopes.append(_memory_for_each_byte())
            one = self.one.memory()
            endless.append(self.endless.memory() - one)
            log.append(self.log.memory() - one)
        return [
            Figure("memory of the grader", "MB", plain),
            Figure("memory added by endless", "MB", endless, FLAT),
            Figure("memory added by large logs", "MB", log, FLAT),
            Figure("server memory per log byte", "B", slopes, 0.1, signed=True),
        ]

    def _grading(self, folder: str, *exercises: str, status: int) -> Run:
        arguments = [sys.executable, "-m", "graders", *exercises, "--submission", folder]
        return Run(arguments, status, self._scratch / "result.json")

    def _warm_up(self, *commands: Sequence[str]) -> None:
        """Run each command once: compiled files and environments exist from then on."""
        self._say("a first run of each, which does not count")
        for command in commands:
            _run(command, None)

    def _say(self, what: str) -> None:
        self._console.print(f"Measuring: {what}")


def _memory_for_each_byte() -> float:
    """Return the child's bytes of memory for each byte of log, as the grader sees them here."""

    async def look() -> list[Memory]:
        module = grader("exercise3_logs")
        async with Session() as workshop:
            folder = ROOT / "solutions"
            seen = await workshop.observe(module.EXERCISE, module.record, folder, seed=1)
        return seen.memory

    memory = asyncio.run(look())
    if len(memory) != 2:
        raise CannotMeasure(f"{len(memory)} large logs were streamed, not two")
    small, large = sorted(memory, key=lambda record: record.log_size)
    return (large.peak - small.peak) / (large.log_size - small.log_size)


def _seconds(command: Sequence[str], status: int) -> float:
    begun = time.perf_counter()
    _run(command, status)
    return time.perf_counter() - begun


@contextlib.contextmanager
def _watching(exercise: str, folder: Path) -> Iterator[tuple[Path, Iterator[str]]]:
    """Watch a right answer; yields its file, and the lines that are printed from then on."""
    shutil.copytree(ROOT / "solutions", folder)
    command = [
        sys.executable,
        "-m",
        "graders",
        "watch",
        exercise,
        "--submission",
        str(folder),
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        switch = threading.Timer(LONGEST, process.kill)
        switch.start()
        try:
            assert process.stdout is not None
            lines = iter(process.stdout)
            _await_verdict(lines)
            yield folder / f"{exercise}.py", lines
        finally:
            switch.cancel()
            process.terminate()


def _to_verdict(file: Path, source: str, lines: Iterator[str]) -> float:
    new = file.with_suffix(".new")
    new.write_text(source, encoding="utf-8")
    begun = time.perf_counter()
    new.replace(file)
    told = _await_verdict(lines)
    seconds = time.perf_counter() - begun
    if " saved" not in told or " passed" not in told:
        raise CannotMeasure(f"after a save of {file.name} watch said {told!r}")
    return seconds


def _await_verdict(lines: Iterator[str]) -> str:
    told = ""
    for line in lines:
        told += line
        if LAST_LINE in line:
            return told
    raise CannotMeasure(f"watch ended, or took longer than {LONGEST:g} s, after {told!r}")


def _run(
    command: Sequence[str],
    status: int | None,
    look: Callable[[int], None] | None = None,
) -> None:
    """Run a command as a user would from a shell, unheard; `look` is given its pid every so often.

    It must end with `status`, unless that is `None`.
    """
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    unheard = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=unheard, stdout=unheard, stderr=unheard
    ) as process:
        # Not wait(timeout): that sleeps between two looks, and the time is what we are after.
        switch = threading.Timer(LONGEST, process.kill)
        switch.start()
        while look is not None and process.poll() is None:
            look(process.pid)
            time.sleep(LOOKED_EVERY)
        ended = process.wait()
        in_time = switch.is_alive()
        switch.cancel()
    if not in_time:
        raise CannotMeasure(f"{_shown(command)} ran longer than {LONGEST:g} s")
    if status not in (None, ended):
        raise CannotMeasure(f"{_shown(command)} ended with {ended}, not {status}")


def _shown(command: Sequence[str]) -> str:
    return " ".join([Path(command[0]).name, *command[1:]])


def _peak_memory(pid: int) -> int:
    """Return the most bytes that a process has held so far; 0 if it is gone."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
            return int(found[1]) * 1024 if found else 0
    with contextlib.suppress(psutil.Error):
        memory = psutil.Process(pid).memory_info()
        return int(getattr(memory, "peak_wset", memory.rss))
    return 0


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
        "platform": platform.platform(),
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
