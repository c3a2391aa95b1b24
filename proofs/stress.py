"""Grade on a busy machine, over and over: `nox -s stress`, or `python -m proofs.stress`.

What a file is told may depend on that file alone: not on the prompts, nor on what else the machine
does. Right files and wrong ones are graded once in peace, and then again and again while other
processes take every processor, in another order and with another seed each time. The command fails
when a verdict changes.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from proofs.corpus import (
    Case,
    Grading,
    mistakes,
    variants,
)

ROOT = Path(__file__).resolve().parents[1]
CORES = os.cpu_count() or 1
CASES = 14
"""Mistakes that are graded, and as many right files; the solutions are graded in any case."""
LARGEST_SEED = 10**9
BUSY = """
import os, sys
while os.getppid() == int(sys.argv[1]):
    for _ in range(10**6):
        pass
"""


@dataclass(frozen=True)
class Verdict:
    """What a file was told, without the words that quote its own stream."""

    status: str
    score: int
    failed: tuple[str, ...]
    diagnosis: str | None


@dataclass(frozen=True)
class Graded:
    """One grading of the file `name`; `got` says what its failed checks have seen."""

    name: str
    seed: int
    verdict: Verdict
    got: tuple[str, ...] = field(compare=False)

    @classmethod
    def of(cls, name: str, seed: int, result: Mapping[str, Any]) -> Graded:
        """Sum up a result as it stands in the result file."""
        unmet = [check for check in result["checks"] if check["status"] in ("failed", "error")]
        failed = tuple(check["id"] for check in unmet)
        verdict = Verdict(result["status"], result["score"], failed, result["diagnosis"])
        return cls(name, seed, verdict, tuple(str(check["got"]) for check in unmet))

    def __str__(self) -> str:
        told = f"{self.verdict.status}, {self.verdict.score} points: {self.verdict.diagnosis}"
        lines = [f"seed {self.seed}: {told}"]
        for id, got in zip(self.verdict.failed, self.got, strict=True):
            lines.append(f"  {id}: got {got}")
        return "\n  ".join(lines)


class Record:
    """The verdicts on each file: the first one, and how many of the others were not like it."""

    def __init__(self) -> None:
        self.compared = 0
        self.changed = 0
        self._first: dict[str, Graded] = {}

    def add(self, graded: Graded) -> None:
        """Compare a verdict with the first on the same file, and print both if they differ."""
        first = self._first.setdefault(graded.name, graded)
        if first is graded:
            return
        self.compared += 1
        if graded.verdict != first.verdict:
            self.changed += 1
            print(f"{graded.name}\n  {first}\n  {graded}", flush=True)


def sample(source: random.Random, number: int) -> list[Case]:
    """Return so many wrong files of the corpus, and as many right ones."""
    return source.sample(mistakes(), number) + source.sample(variants(), number)


def grade_apart(cases: list[Case], source: random.Random) -> Iterator[Graded]:
    """Grade each case alone, several at once, in random order and with a seed of its own."""
    order = source.sample(cases, len(cases))
    seeds = {case: source.randrange(LARGEST_SEED) for case in order}
    with tempfile.TemporaryDirectory(prefix="stress-") as folder:
        with Grading(order, Path(folder), seeds) as grading:
            for case in order:
                result = grading.result(case)
                plain = {**asdict(result), "score": result.score}
                yield Graded.of(str(case), seeds[case], plain)


def grade_together(source: random.Random) -> Iterator[Graded]:
    """Grade all solutions in one run of the command, as `nox -s solutions` does."""
    seed = source.randrange(LARGEST_SEED)
    command = [sys.executable, "-m", "graders", "--submission", "solutions"]
    command += ["--json", "-", "--seed", str(seed)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    for result in json.loads(run.stdout)["exercises"]:
        yield Graded.of(f"{result['id']}-in-a-whole-run", seed, result)


@contextmanager
def busy_processes(number: int) -> Iterator[None]:
    """Keep so many processes busy; they also end when this one does."""
    command = [sys.executable, "-c", BUSY, str(os.getpid())]
    running = [subprocess.Popen(command) for _ in range(number)]
    try:
        yield
    finally:
        for process in running:
            process.kill()
            process.wait()


def stress(repeats: int, busy: int, seed: int, number: int) -> Record:
    """Grade the sample once in peace and `repeats` times on a busy machine."""
    source, record = random.Random(seed), Record()
    cases = sample(source, number)

    def grade_all() -> None:
        for graded in (*grade_apart(cases, source), *grade_together(source)):
            record.add(graded)

    grade_all()
    with busy_processes(busy):
        for repeat in range(1, repeats + 1):
            grade_all()
            done = f"repeat {repeat} of {repeats}: {record.compared} verdicts compared"
            print(f"{done}, {record.changed} changed", file=sys.stderr, flush=True)
    return record


def main(arguments: Sequence[str] | None = None) -> int:
    """Grade a sample on a busy machine; return 1 if a verdict changed, else 0."""
    description = "Grade the same files over and over on a busy machine."
    parser = argparse.ArgumentParser(prog="python -m proofs.stress", description=description)
    for option, default, what in [
        ("--repeats", 100, "how often each file is graded on the busy machine"),
        ("--busy", 2 * CORES, "processes that do nothing but use a processor"),
        ("--cases", CASES, "wrong files, and as many right ones"),
        ("--seed", random.randrange(LARGEST_SEED), "draws the files, and what they are given"),
    ]:
        parser.add_argument(option, type=int, default=default, metavar="N", help=what)
    options = parser.parse_args(arguments)
    begun = time.monotonic()
    record = stress(options.repeats, options.busy, options.seed, options.cases)
    print(f"{record.compared} verdicts compared, {record.changed} changed")
    print(
        f"{options.repeats} repeats, {options.busy} busy processes on {CORES} cores, "
        f"seed {options.seed}, {time.monotonic() - begun:.0f} s"
    )
    return 1 if record.changed else 0


if __name__ == "__main__":
    sys.exit(main())
