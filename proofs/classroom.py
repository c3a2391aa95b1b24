"""What `class` has to show: `python -m proofs.classroom PROOF [--number N]`.

downloads   30 hand-ins as each platform has them, odd ones among them, become a filled sheet
kills       a run that is killed ten times at random gives the table of an undisturbed one
speed       processor time for each submission, beside a loop over `python -m graders`
cluster     how much sooner two workers of Dask are done than one, in pairs
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from graders.classroom.job import GradingJob
from graders.exercise import exercise_ids
from graders.harness.process_tree import adopt_orphans
from graders.provenance import kit
from proofs.bench import FLOOR
from proofs.corpus import ROOT, Case, attempts, mistakes, variants
from tests.support.classroom import (
    ANSWERS,
    canvas_files,
    gradescope_files,
    make_zip,
    moodle_files,
    write_files,
    zipped,
)

KILLS = 10
EPOCH = {"SOURCE_DATE_EPOCH": "1764000000"}
LEFT_OUT = 0.08
"""The share of files that are not handed in."""

Files = dict[str, bytes]


def submissions(number: int, seed: int = 1) -> list[Files]:
    """Return submissions put together from the corpus: some good, some bad, files missing."""
    chance = random.Random(seed)
    right, wrong = _by_exercise(variants()), _by_exercise([*mistakes(), *attempts()])
    return [_one(chance, right, wrong) for _ in range(number)]


def _by_exercise(cases: Sequence[Case]) -> dict[str, list[Case]]:
    return {id: [case for case in cases if case.exercise == id] for id in exercise_ids()}


def _one(
    chance: random.Random, right: dict[str, list[Case]], wrong: dict[str, list[Case]]
) -> Files:
    skill, files = chance.random(), {}
    for id in exercise_ids():
        if chance.random() >= LEFT_OUT:
            is_right = chance.random() < 0.3 + 0.6 * skill
            files[f"{id}.py"] = chance.choice((right if is_right else wrong)[id]).source.encode()
    return files


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of one of the kit's commands."""
    return [sys.executable, "-m", "graders", *map(str, arguments)]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run one of the kit's commands to its end."""
    env = {**os.environ, **EPOCH}
    return subprocess.run(
        command(*arguments), cwd=ROOT, env=env, capture_output=True, encoding="utf-8", check=False
    )


def kills(number: int, scratch: Path) -> bool:
    """Grade a class undisturbed, and once more with kills; compare the tables."""
    source = scratch / "class"
    for n, files in enumerate(submissions(number)):
        write_files(source / f"student{n:04}", files)
    arguments = ("class", source, "--seed", "1", "--out")
    run(*arguments, scratch / "whole")
    chance, out = random.Random(2), scratch / "killed"
    for kill in range(1, KILLS + 1):
        wanted = kill * number // (KILLS + 1) + chance.randint(-1, 1)
        process = subprocess.Popen(
            command(*arguments, out),
            cwd=ROOT,
            env={**os.environ, **EPOCH},
            stdout=subprocess.DEVNULL,
        )
        while process.poll() is None and len(list(out.glob("records/student*"))) < wanted:
            time.sleep(chance.random() / 10)
        process.kill()
        process.wait()
        print(f"killed with {len(list(out.glob('records/student*')))} of {number} graded")
    run(*arguments, out)
    tables = [(folder / "grades.csv").read_bytes() for folder in (scratch / "whole", out)]
    print("the tables are the same" if tables[0] == tables[1] else "the tables DIFFER")
    both = zip(*(table.decode().splitlines() for table in tables), strict=False)
    print(*(f"{one}\n{other}" for one, other in both if one != other), sep="\n", end="")
    return tables[0] == tables[1]


def downloads(number: int, scratch: Path) -> bool:
    """Grade a download of each platform, and fill the sheets of those that have one."""
    files = submissions(number)
    files[1] = {name.replace(".py", "-1.py"): content for name, content in files[1].items()}
    files[2] = {f"my work/starter/{name}": content for name, content in files[2].items()}
    files[3] = {"all of it.zip": zipped(files[3], scratch)}
    files[4] = {"broken.zip": b"PK\x03\x04 no zip"}
    files[5] = {"essay.pdf": b"%PDF"}
    files[6] = files[7]
    made = [make(files, scratch) for make in (_canvas, _moodle, _gradescope)]
    return all(made)


def _canvas(files: list[Files], scratch: Path) -> bool:
    members: Files = {}
    rows = [["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Streaming (1)"]]
    rows.append(["    Points Possible", "", "", "", "", "100"])
    for n, one in enumerate(files):
        flat = {name.rpartition("/")[2]: content for name, content in one.items()}
        members |= canvas_files(f"studént{n:02}", n, flat, late=n % 5 == 0)
        rows.append([f"Studént {n:02}", str(n), "", f"login{n}", "A", ""])
    return _graded("canvas", make_zip(scratch / "submissions.zip", members), rows, 5, scratch)


def _moodle(files: list[Files], scratch: Path) -> bool:
    members: Files = {}
    rows = [
        ["Identifier", "Full name", "Status", "Grade", "Maximum grade", "Last modified (grade)"]
    ]
    for n, one in enumerate(files):
        members |= moodle_files(f"Studént {n:02}", 900 + n, one, "_" if n % 2 else "")
        rows.append([f"Participant {900 + n}", f"Studént {n:02}", "Submitted", "", "100.00", "-"])
    return _graded("moodle", make_zip(scratch / "lab-77.zip", members), rows, 3, scratch)


def _gradescope(files: list[Files], scratch: Path) -> bool:
    people = {n: ([(f"Studént {n:02}", f"s{n}")], one) for n, one in enumerate(files)}
    source = make_zip(scratch / "export.zip", gradescope_files(people))
    return _graded("gradescope", source, None, 0, scratch)


def _graded(
    name: str, source: Path, rows: list[list[str]] | None, column: int, scratch: Path
) -> bool:
    """Grade a download; say how many marks there are, and whether they are all in the sheet."""
    sheet, fill = scratch / f"{name}.csv", list[str | Path]()
    if rows is not None:
        with sheet.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        fill = ["--fill", f"{name}={sheet}"]
    done = run("class", source, "--out", scratch / name, "--seed", "1", *fill)
    with (scratch / name / "grades.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    marks = [row["score"] for row in table if row["status"] == "graded"]
    filled = len(marks)
    if rows is not None:
        with sheet.open(encoding="utf-8", newline="") as file:
            filled = sum(row[column].isdecimal() for row in csv.reader(file)) - (name == "canvas")
    print(f"{name}: {len(table)} hand-ins, {len(marks)} marks, {filled} filled; {done.stdout}")
    return len(marks) == filled > 0


def speed(number: int, scratch: Path) -> bool:
    """Measure a class and a loop over the same submissions, against the floor of the imports."""
    source = scratch / "class"
    for n, files in enumerate(submissions(number)):
        write_files(source / f"student{n:04}", files)
    for attempt in range(2):
        floor = _spent(FLOOR)[0]
        whole = command("class", source, "--seed", "1", "--out", scratch / f"out{attempt}")
        spent, took = _spent(whole)
        alone = [
            _spent(command("grade", "--submission", one, "--no-explain", "--seed", "1"))
            for one in sorted(source.iterdir())
        ]
        looped, long = map(sum, zip(*alone, strict=True))
        print(
            f"floor {floor:.2f} s; class {spent / number:.2f} s of processor for each "
            f"({spent / number / floor:.2f} floors), {took:.0f} s in all; "
            f"loop {looped / number:.2f} s ({looped / number / floor:.2f} floors), {long:.0f} s"
        )
    return True


def cluster(number: int, scratch: Path) -> bool:
    """Grade right answers by one worker of Dask and by two, one after the other."""
    from distributed import LocalCluster

    from graders.classroom.dask_engine import DaskEngine

    digest = kit()["digest"]
    own = [{n: content + b"# %d\n" % k for n, content in ANSWERS.items()} for k in range(number)]
    jobs = [GradingJob(str(k), files, 1, digest) for k, files in enumerate(own)]
    os.environ["PYTHONPATH"] = str(ROOT)
    for _ in range(3):
        took = []
        for workers in (1, 2):
            with LocalCluster(
                n_workers=workers, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
            ) as local:
                engine = DaskEngine(local.scheduler_address, None, workers)
                list(engine.run(jobs[:workers]))  # warm
                begun = time.monotonic()
                list(engine.run(jobs))
                took.append(time.monotonic() - begun)
        print(f"one {took[0]:.1f} s, two {took[1]:.1f} s: {took[0] / took[1]:.2f} times as fast")
    return True


def _spent(command: Sequence[str]) -> tuple[float, float]:
    """Run a command; return the processor time of it and all it started, and how long it took."""
    adopt_orphans()
    before, begun = _of_children(), time.monotonic()
    quiet = subprocess.DEVNULL
    subprocess.run(command, cwd=ROOT, stdout=quiet, stderr=quiet, check=False)
    took = time.monotonic() - begun
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    return _of_children() - before, took


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


PROOFS: dict[str, tuple[Callable[[int, Path], bool], int]] = {
    "downloads": (downloads, 30),
    "kills": (kills, 300),
    "speed": (speed, 20),
    "cluster": (cluster, 12),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Show one of them; return 0 if it holds."""
    parser = argparse.ArgumentParser(prog="python -m proofs.classroom")
    parser.add_argument("proof", choices=PROOFS)
    parser.add_argument("--number", type=int, metavar="N", help="submissions")
    options = parser.parse_args(arguments)
    proof, usual = PROOFS[options.proof]
    with tempfile.TemporaryDirectory() as scratch:
        return 0 if proof(options.number or usual, Path(scratch)) else 1


if __name__ == "__main__":
    sys.exit(main())
