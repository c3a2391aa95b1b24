"""Try every cheat on every exercise: `nox -s audit`, or `python -m proofs.audit [EXERCISE…]`.

A cheat does nothing of an exercise's work. It stands below the stub, as it was handed out. What the
stub earns when its hole is just left empty is for the file that loads, say; each point beyond that
is gained by a trick. The command prints a matrix of these points, and fails when one is not 0, when
a run is not graded to its end, or when anything is left behind.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from graders.exercise import exercise_ids
from proofs.corpus import CORPUS, ROOT
from proofs.headers import parse
from proofs.leavings import Leavings

STARTER = ROOT / "starter"
LONGEST = 300.0
"""Seconds after which a run is given up: a grader that hangs is what a cheat may want."""
NO_POINT, NOT_GRADED = "·", "E"
GRADED = (0, 1)
"""The exit statuses of a run in which all could be graded."""


@dataclass(frozen=True)
class Cheat:
    """What is put below each stub; `about` is its sentence."""

    name: str
    about: str
    source: str


IDLE = Cheat("(nothing)", "The hole of the stub is left empty.", "")
HOLE = re.compile(r"raise NotImplementedError\(.*\)")


@dataclass(frozen=True)
class Audited:
    """What came of one cheat: the points by exercise (`None`: not graded), and what is wrong."""

    cheat: Cheat
    points: Mapping[str, int | None]
    faults: tuple[str, ...]


def cheats() -> list[Cheat]:
    """Return every cheat of the corpus."""
    files = sorted((CORPUS / "cheats").glob("*.py"))
    headed = {path.stem: parse(path.read_text(encoding="utf-8")) for path in files}
    return [Cheat(name, one.sentence, one.source) for name, one in headed.items()]


def hand_in(cheat: Cheat, folder: Path) -> None:
    """Make a submission of the stubs, with the cheat below each; or of stubs that do nothing."""
    for id in exercise_ids():
        stub = (STARTER / f"{id}.py").read_text(encoding="utf-8")
        if cheat is IDLE:
            stub = HOLE.sub("return", stub)
        (folder / f"{id}.py").write_text(f"{stub}\n\n{cheat.source}", encoding="utf-8")


def gained(audited: Audited, idle: Audited) -> Audited:
    """Return an audit with the points that are beyond those for doing nothing."""
    points = {
        id: None if score is None else max(score - (idle.points[id] or 0), 0)
        for id, score in audited.points.items()
    }
    return replace(audited, points=points)


def audit(cheat: Cheat, exercises: Sequence[str], options: Sequence[str] = ()) -> Audited:
    """Grade a submission of stubs with the cheat in each, and look at what became of all else."""
    with _place() as place, Leavings(place) as left:
        hand_in(cheat, left.submission)
        result = left.folder / "result.json"
        arguments = [*exercises, "--submission", left.submission, "--no-explain", "--seed", "1"]
        status = run([*map(str, arguments), "--json", str(result), *options], left.temporary)
        faults = [*_faults_of(status), *left.found()]
        return Audited(cheat, _points(result, exercises), tuple(faults))


@contextmanager
def _place() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="audit-"))
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


def run(arguments: Sequence[str], temporary: Path) -> int | None:
    """Grade, and return the exit status; nothing where it never ended."""
    command = [sys.executable, "-m", "graders", "grade", *arguments]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdin=quiet,
        stdout=quiet,
        stderr=quiet,
        start_new_session=True,
    ) as program:
        try:
            return program.wait(LONGEST)
        except subprocess.TimeoutExpired:
            program.kill()
            return None


def _faults_of(status: int | None) -> Iterable[str]:
    if status is None:
        yield f"the grader had not ended after {LONGEST:g} seconds"
    elif status not in GRADED:
        yield f"the grader ended with {status}"


def _points(result: Path, exercises: Sequence[str]) -> dict[str, int | None]:
    """Return the points by exercise; an exercise that was not graded has none, not even 0."""
    try:
        told = json.loads(result.read_text(encoding="utf-8"))
        graded: list[dict[str, Any]] = told["exercises"]
    except (OSError, ValueError, KeyError, TypeError):
        graded = []
    points = {one["id"]: one["score"] for one in graded if one["status"] != "error"}
    return {id: points.get(id) for id in exercises}


def faults(audited: Audited) -> list[str]:
    """Return what is wrong with an audit, each fault in one line."""
    cells = audited.points.items()
    found = [f"{id} gave it {_points_in_words(n)}" for id, n in cells if n]
    found += [f"{id} was not graded" for id, n in cells if n is None]
    return [f"{audited.cheat.name}: {fault}" for fault in (*found, *audited.faults)]


def _points_in_words(number: int) -> str:
    return f"{number} point{'s' if number > 1 else ''}"


def row(audited: Audited, widest: int) -> str:
    """Return a cheat's line of the matrix."""
    cells = [NOT_GRADED if n is None else str(n or NO_POINT) for n in audited.points.values()]
    marks = [f"{cell:>4}" for cell in cells]
    return f"  {audited.cheat.name:{widest}}{''.join(marks)}{'   !' if audited.faults else ''}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Try the cheats, print the matrix and the faults; return 1 if there are any, else 0."""
    chosen = _chosen(arguments)
    options = _level(chosen.isolation)
    widest = max(len(cheat.name) for cheat in (IDLE, *chosen.cheats))
    for number, id in enumerate(chosen.exercises, start=1):
        print(f"{number:>4} {id}")
    print(" " * (widest + 2) + "".join(f"{n:>4}" for n in range(1, len(chosen.exercises) + 1)))
    idle = audit(IDLE, chosen.exercises, options)
    print(row(idle, widest))
    found = faults(replace(idle, points={}))
    for cheat in chosen.cheats:
        audited = gained(audit(cheat, chosen.exercises, options), idle)
        print(row(audited, widest), flush=True)
        found += faults(audited)
    print(f"{IDLE.name} what an empty stub earns; below it, what a cheat earns beyond that")
    print(f"{NO_POINT} no point, {NOT_GRADED} not graded, ! something was left, or did not end")
    print(f"{len(chosen.cheats)} cheats, {len(chosen.exercises)} exercises, {len(found)} faults")
    print("".join(f"  {fault}\n" for fault in found), end="")
    return 1 if found else 0


def _chosen(arguments: Sequence[str] | None) -> argparse.Namespace:
    known = {cheat.name: cheat for cheat in cheats()}
    parser = argparse.ArgumentParser(description="Try every cheat on every exercise.")
    parser.add_argument("exercises", nargs="*", metavar="EXERCISE", help="the beginning of its id")
    parser.add_argument("--cheat", action="append", choices=known, help="only this one, or these")
    parser.add_argument("--isolation", metavar="LEVEL", help="the level that the grader is to use")
    chosen = parser.parse_args(arguments)
    beginnings = tuple(chosen.exercises)
    chosen.exercises = [id for id in exercise_ids() if not beginnings or id.startswith(beginnings)]
    if not chosen.exercises:
        parser.error("there is no such exercise")
    chosen.cheats = [known[name] for name in chosen.cheat or known]
    return chosen


def _level(isolation: str | None) -> list[str]:
    """Return the options for a level; a grader that knows no levels must not seem to have one."""
    if isolation is None:
        return []
    command = [sys.executable, "-m", "graders", "grade", "--help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    if "--isolation" not in told:
        sys.exit("grade has no option --isolation here; nothing was run")
    return ["--isolation", isolation]


if __name__ == "__main__":
    sys.exit(main())
