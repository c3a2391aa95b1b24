"""What `class` does from beginning to end."""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from graders.arguments import KIT_FAILED, PASSED
from graders.classroom import sheets
from graders.classroom.engines import engine
from graders.classroom.feedback import write_feedback
from graders.classroom.gradebook import FILE as GRADES
from graders.classroom.gradebook import Row, write_grades
from graders.classroom.job import Engine, GradingJob
from graders.classroom.page import FILE as PAGE
from graders.classroom.page import write_class_page
from graders.classroom.progress import ClassProgress
from graders.classroom.records import Records
from graders.classroom.roster import Roster, read_roster
from graders.classroom.run import ClassRun, Terms, look_into
from graders.classroom.statistics import identical
from graders.commands.stubs import stub_of
from graders.errors import UsageError
from graders.exercise import exercise_ids
from graders.files import atomic_write
from graders.harness import isolation
from graders.provenance import kit
from graders.report.console import Lines, make_console
from graders.text import count

SOLUTIONS = Path(__file__).parents[2] / "solutions"
PAGES = "pages"
MOST_NAMED = 12
"""Students who are named on the terminal; the page has them all."""


class ClassWork:
    """One run of the command."""

    def __init__(
        self,
        options: argparse.Namespace,
        files: Mapping[str, str],
        seed: Callable[[int | None], int],
    ) -> None:
        self._options = options
        self._out = Path(options.out)
        self._records = Records(self._out)
        self._console = make_console()
        self._engine = engine(
            options.engine, options.workers, options.scheduler, options.certificates
        )
        # What can be wrong with what was typed comes out before anything is graded.
        self._plans = [sheets.plan(name, file, options.column) for name, file in files.items()]
        self._roster: Roster = read_roster(options.sources, self._out)
        _prove_isolation(options.isolation)
        self._known = [look_into(hand_in) for hand_in in self._roster.hand_ins]
        self._records.prepare()
        given = options.seed if options.seed is not None else self._records.seed()
        self._terms = Terms(self._job(seed(given)), options.again)

    def _job(self, seed: int) -> GradingJob:
        return GradingJob(
            key="",
            files={},
            seed=seed,
            kit=kit()["digest"],
            isolation=self._options.isolation,
            explain=self._options.explain,
        )

    def go(self) -> int:
        """Grade what is left and write everything; return the exit status."""
        if self._options.page:
            return self._write_page(self._engine)
        progress = ClassProgress(self._console)
        with contextlib.closing(_Ended(progress)):
            ClassRun(self._known, self._records, self._engine, self._terms, progress).go()
        rows = [Row(known, self._records.outline(known.name)) for known in self._known]
        self._write(rows)
        self._tell(rows)
        states = {row.status for row in rows}
        return KIT_FAILED if states & {"unreadable", "kit_fault"} else PASSED

    def _write(self, rows: Sequence[Row]) -> None:
        write_grades(rows, self._out)
        write_feedback(rows, self._records, self._out)
        write_class_page(rows, identical(self._known, _ours()), self._roster.notes, self._out)

    def _tell(self, rows: Sequence[Row]) -> None:
        page = Lines(self._console)
        states = Counter(row.status for row in rows)
        parts = [f"{states['graded']} graded"]
        parts += [f"{number} {name}" for name, number in states.items() if name != "graded"]
        page.write(page.text(f"{count(len(rows), 'hand-in')}: {', '.join(parts)}."))
        without = [row for row in rows if row.status != "graded"]
        for row in without[:MOST_NAMED]:
            hand_in = row.known.hand_in
            page.write(page.text(f"  {hand_in.student} ({hand_in.id}): {row.status}: {row.reason}"))
        if len(without) > MOST_NAMED:
            page.write(page.text(f"  and {len(without) - MOST_NAMED} more: see {PAGE}"))
        for plan in self._plans:
            page.write(page.text(f"Filled {sheets.fill(plan, rows)}"))
        page.write(page.text(f"Marks: {self._out / GRADES}   The class: {self._out / PAGE}"))

    def _write_page(self, engine: Engine) -> int:
        """Grade one student again, with the same prompts, and write the report, drawn."""
        wanted = self._options.page
        found = [one for one in self._known if wanted in (one.hand_in.id, one.hand_in.student)]
        if len(found) != 1 or not found[0].can_be_graded:
            raise UsageError(f"--page {wanted!r} names no one hand-in that can be graded")
        files = found[0].hand_in.read().files
        outcome = next(iter(engine.run([replace(self._terms.job, key="", files=files, page=True)])))
        if outcome.page is None:
            print(f"class: the kit could not grade it: {outcome.fault}", file=sys.stderr)
            return KIT_FAILED
        (self._out / PAGES).mkdir(exist_ok=True)
        file = self._out / PAGES / f"{found[0].name}.html"
        atomic_write(file, outcome.page.encode("ascii"))
        self._console.print(f"The report: {file}")
        return PASSED


def _prove_isolation(level: str | None) -> None:
    """Raise `NoIsolation` where this system cannot do what the workers will be asked for."""
    isolation.choose(level)
    try:
        isolation.prove()
    finally:
        isolation.choose(None)


class _Ended:
    """Takes the line of the progress away, however the grading ends."""

    def __init__(self, progress: ClassProgress) -> None:
        self.close = progress.end


def _ours() -> frozenset[str]:
    """Return the digests of stubs and reference answers, which many have with good reason."""
    stubs = [stub_of(id) for id in exercise_ids()]
    answers = [file.read_bytes() for file in SOLUTIONS.glob("*.py")] if SOLUTIONS.is_dir() else []
    return frozenset(hashlib.sha256(content).hexdigest() for content in [*stubs, *answers])
