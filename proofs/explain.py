"""Look for the mistake in each wrong file: `nox -s explain`, or `python -m proofs.explain`.

    python -m proofs.explain [attempts|mistakes|mutants|slips …] [EXERCISE …] [--only PART]

Of each file it is printed what a student would be told, and of each exercise how many mistakes were
verified (a small edit was graded, and the file passes), found in part, or told by facts only. A
sentence is false when the edit is in a line where there is no mistake; the command fails when more
of them are than MOST_FALSE allows. The slips show whether a rule takes what is right for a mistake:
each is a right answer of the corpus, whatever its way, with one slip of another kind in it.
"""

from __future__ import annotations

import argparse
import ast
import asyncio
import difflib
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from rich.console import Console
from rich.table import Table

from graders.exercise import exercise_ids, grader
from graders.grading import exercise_result
from graders.harness.rig import observe
from graders.harness.session import Session
from graders.repair import can_be_searched
from graders.repair.effort import Effort
from graders.repair.search import AT_LAST, MOST_SECONDS, Search
from graders.result import ExerciseResult
from proofs.corpus import SEED, Case, attempts, hand_in, mistakes, variants
from proofs.mutants import cases as mutant_cases
from proofs.mutants import solution

KINDS = ("attempts", "mistakes", "mutants", "slips")
MOST_FALSE = 0.01
"""The share of false sentences that is borne."""
SLIPS = {
    "stage1_generator": ("streamed answer", "streamd answer"),
    "stage2_streaming": ("/generate", "/generat"),
    "stage3_async": ("/generate-async", "/generate-asinc"),
    "stage4_client": ("raise_for_status()", "raise_for_status"),
    "exercise1_sse": ("text/event-stream", "text/event-streem"),
    "exercise2_done": ("[DONE]", "[DON]"),
    "exercise3_logs": ("server.log", "serve.log"),
}
"""What is right in an answer to each exercise, and the slip that is put in its place."""
NEAR = 1
"""Lines beside the mistake's in which an edit may begin: a statement can go on in the next one."""

Told = Literal["verified", "partly", "facts only", "false"]


@dataclass(frozen=True)
class Wrong:
    """A wrong file, and the lines in which it is wrong, where these are known."""

    case: Case
    lines: tuple[int, ...] = ()


@dataclass(frozen=True)
class Explained:
    """What was told of a file, how many edits were tried for it, and how many seconds it took."""

    wrong: Wrong
    result: ExerciseResult
    tried: int
    seconds: float

    @property
    def told(self) -> Told:
        """How well the mistake was told."""
        repair, lines = self.result.repair, self.wrong.lines
        if repair is None:
            return "facts only"
        if lines and not any(abs(repair.line - line) <= NEAR for line in lines):
            return "false"
        return "verified" if repair.verified else "partly"

    def __str__(self) -> str:
        repair = self.result.repair
        name = f"{self.told:10} {self.seconds:4.1f} s {self.tried:2} tried  {self.wrong.case}"
        return f"{name}\n    {repair.rule}: {repair.sentence}" if repair else name


def wrong_files(kinds: Sequence[str], exercises: Sequence[str]) -> Iterator[Wrong]:
    """Yield the wrong files of these kinds for these exercises."""
    if "attempts" in kinds:
        yield from (Wrong(a, a.lines) for a in attempts() if a.exercise in exercises)
    if "mistakes" in kinds:
        yield from (Wrong(m) for m in mistakes() if m.exercise in exercises)
    if "mutants" in kinds:
        for id in exercises:
            yield from (Wrong(case, _changed(id, case.source)) for case in mutant_cases(id))
    if "slips" in kinds:
        yield from (slip for v in variants() if v.exercise in exercises for slip in _slips(v))


def _slips(right: Case) -> Iterator[Wrong]:
    """Yield a right answer with a slip in it, if it has what the slip is made of just once."""
    good, bad = SLIPS[right.exercise]
    if right.source.count(good) == 1:
        line = right.source.partition(good)[0].count("\n") + 1
        source = right.source.replace(good, bad)
        yield Wrong(replace(right, source=source), (line,))


def _changed(id: str, mutant: str) -> tuple[int, ...]:
    """Return the lines of a mutant that are not the solution's, or where some are missing."""
    plain = ast.unparse(ast.parse(solution(id))).splitlines()
    matcher = difflib.SequenceMatcher(None, plain, mutant.splitlines(), autojunk=False)
    changes = [(first, last) for tag, *_, first, last in matcher.get_opcodes() if tag != "equal"]
    # What is missing stands between two lines, and they are named; first and last count from 0.
    return tuple(line for first, last in changes for line in range(first, last + 2))


async def explained(files: Iterable[Wrong]) -> list[Explained]:
    """Grade each file and look for its mistake, one after the other; print what is told of each.

    What is not rejected is left out: it has no mistake that could be told.
    """
    found = []
    async with Session() as session:
        with tempfile.TemporaryDirectory(prefix="explain-") as parent:
            for wrong in files:
                one = await _explained(session, wrong, Path(parent))
                if one is not None:
                    found.append(one)
                    print(one, flush=True)
    return found


async def _explained(session: Session, wrong: Wrong, parent: Path) -> Explained | None:
    module, folder = grader(wrong.case.exercise), hand_in(wrong.case, parent)
    seen = await observe(session, module.EXERCISE, module.record, folder, SEED)
    result = exercise_result(module, seen)
    if result.status != "failed":
        return None
    search, begun = Search(session, module, folder, SEED, result), time.perf_counter()
    if can_be_searched(result):
        await Effort(session).bound(search.explain(), MOST_SECONDS, AT_LAST)
    return Explained(wrong, result, search.tried, time.perf_counter() - begun)


def table(found: Iterable[Explained]) -> Table:
    """Return how many mistakes of each exercise were told how well, and what that took."""
    by_exercise = defaultdict(list)
    for one in found:
        by_exercise[one.wrong.case.exercise].append(one)
        by_exercise["all"].append(one)
    shown = Table(box=None)
    for heading in ("", "files", *Told.__args__, "tried", "median s", "95 % s", "most s"):
        shown.add_column(heading, justify="right" if heading else "left")
    for exercise in [*exercise_ids(), "all"]:
        if exercise in by_exercise:
            shown.add_row(exercise, *_row(by_exercise[exercise]))
    return shown


def _row(found: list[Explained]) -> list[str]:
    counts = [sum(one.told == told for one in found) for told in Told.__args__]
    seconds = sorted(one.seconds for one in found)
    tried = statistics.mean(one.tried for one in found)
    late = seconds[min(len(seconds) - 1, len(seconds) * 95 // 100)]
    times = [statistics.median(seconds), late, seconds[-1]]
    return [str(len(found)), *map(str, counts), f"{tried:.1f}", *(f"{time:.1f}" for time in times)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Explain a corpus; return 1 if too many sentences are false, else 0."""
    parser = argparse.ArgumentParser(prog="python -m proofs.explain", description=__doc__)
    parser.add_argument("chosen", nargs="*", metavar="KIND or EXERCISE", help="(default: all)")
    parser.add_argument("--only", default="", metavar="PART", help="files with this in their name")
    options = parser.parse_args(arguments)
    kinds = [kind for kind in KINDS if kind in options.chosen] or KINDS
    named = [name for name in options.chosen if name not in KINDS]
    exercises = [id for id in exercise_ids() if not named or id.startswith(tuple(named))]
    files = [w for w in wrong_files(kinds, exercises) if options.only in str(w.case)]
    found = asyncio.run(explained(files))
    Console().print(table(found))
    false = sum(one.told == "false" for one in found)
    return 1 if false > MOST_FALSE * len(found) else 0


if __name__ == "__main__":
    sys.exit(main())
