"""One run over a class: what is left is graded, each submission alone, each record at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol

from graders.classroom.hand_in import HandIn
from graders.classroom.job import Engine, GradingJob, Outcome
from graders.classroom.records import About, Records, StudentRecord, now
from graders.classroom.sharing import Shared, units
from graders.result import SCHEMA

Again = Literal["faults", "all"]
TRIES = 2
"""A fault of the kit is tried once more, alone."""


class Watcher(Protocol):
    """Who wants to know how far a run is."""

    def begin(self, all: int, kept: int) -> None:
        """So many are to be graded, and so many have been before."""

    def done(self, student: str, is_fault: bool) -> None:
        """This one has been graded, or the kit could not."""


@dataclass
class Enrolled:
    """What a look into a hand-in has told, without its files: a class may be large."""

    hand_in: HandIn
    digest: str
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    problem: str | None
    files: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What its files are called."""
        return self.hand_in.file_name

    @property
    def can_be_graded(self) -> bool:
        """Whether there is anything to grade."""
        return bool(self.files)


@dataclass(frozen=True)
class Terms:
    """How a class is graded; `job` has all but the files."""

    job: GradingJob
    again: Again | None = None


class ClassRun:
    """Grades the hand-ins that have no record yet."""

    def __init__(
        self,
        known: list[Enrolled],
        records: Records,
        engine: Engine,
        terms: Terms,
        watcher: Watcher,
    ) -> None:
        self._records = records
        self._engine = engine
        self._terms = terms
        self._watcher = watcher
        self._by_digest: dict[str, list[Enrolled]] = {}
        for one in known:
            if one.can_be_graded:
                self._by_digest.setdefault(one.digest, []).append(one)
        self._shared = Shared(same[0].units for same in self._by_digest.values())

    def go(self) -> None:
        """Grade what is left; afterwards each hand-in that can be graded has a record."""
        left = {digest: self._tries(same) for digest, same in self._by_digest.items()}
        first = [digest for digest, tries in left.items() if tries == 0]
        again = [digest for digest, tries in left.items() if 0 < tries < TRIES]
        kept = sum(len(self._by_digest[d]) for d, tries in left.items() if tries >= TRIES)
        self._watcher.begin(len(first) + len(again), kept)
        again += self._grade(first, attempts=1)
        self._grade(again, attempts=TRIES, at_once=1)

    def _tries(self, same: list[Enrolled]) -> int:
        """Return how often these have been tried, `TRIES` when it is enough; give all a record."""
        found = [record for one in same if (record := self._kept(one)) is not None]
        if not found:
            return 0
        best = min(found, key=lambda record: record.is_fault)
        self._shared.keep(same[0].units, best.result)
        if best.is_fault and self._terms.again == "faults":
            return 0
        for one in same:
            if self._kept(one) is None:
                self._write(one, same, best.result, best.about.fault, best.about.attempts)
        return best.about.attempts if best.is_fault else TRIES

    def _kept(self, one: Enrolled) -> StudentRecord | None:
        if self._terms.again == "all":
            return None
        record, job = self._records.get(one.name), self._terms.job
        return record if record and record.is_of(one.digest, job.kit, job.seed) else None

    def _grade(self, digests: list[str], attempts: int, at_once: int | None = None) -> list[str]:
        """Grade these; return those that the kit could not grade."""
        faults = []
        outcomes = self._engine.run(self._jobs(digests), at_once) if digests else iter(())
        for outcome in outcomes:
            same = self._by_digest[outcome.key]
            result = self._whole(same[0], outcome)
            for one in same:
                self._write(one, same, result, outcome.fault, attempts)
            is_fault = result["status"] != "graded"
            if is_fault:
                faults.append(outcome.key)
            if not is_fault or attempts == TRIES:
                self._watcher.done(same[0].hand_in.student, is_fault)
        return faults

    def _jobs(self, digests: list[str]) -> Iterator[GradingJob]:
        for digest in digests:
            first = self._by_digest[digest][0]
            files = first.hand_in.read().files
            left = self._shared.left(first.units, files)
            yield replace(self._terms.job, key=digest, files=files, exercises=left)

    def _whole(self, one: Enrolled, outcome: Outcome) -> dict[str, Any]:
        """Return the result, with what was known of the same files before."""
        if outcome.result is None:
            return self._no_result(one, outcome)
        self._shared.keep(one.units, outcome.result)
        return self._shared.completed(one.units, outcome.result)

    def _write(
        self,
        one: Enrolled,
        same: list[Enrolled],
        result: dict[str, Any],
        fault: str | None,
        attempts: int,
    ) -> None:
        hand_in, first = one.hand_in, same[0]
        about = About(
            hand_in.student,
            hand_in.id,
            hand_in.late,
            one.digest,
            now(),
            attempts,
            fault,
            identical_to=None if one is first else first.hand_in.id,
        )
        path = f"{hand_in.source}: {hand_in.id}"
        submission = {**result["submission"], "path": path}
        self._records.put(one.name, StudentRecord(about, {**result, "submission": submission}))

    def _no_result(self, one: Enrolled, outcome: Outcome) -> dict[str, Any]:
        """Return a result in which nothing was graded, for the kit had none."""
        from graders import provenance

        job = self._terms.job
        return {
            "schema": SCHEMA,
            "status": "kit_fault",
            "kit": provenance.kit() | {"digest": job.kit},
            "environment": provenance.environment(),
            "submission": {"path": "", "digest": one.digest},
            "seed": job.seed,
            "duration_s": 0.0,
            "exercises": [],
            "score": 0,
            "max_score": 0,
        }


def look_into(hand_in: HandIn) -> Enrolled:
    """Return what there is in a hand-in; the files themselves are read again when it is graded."""
    found = hand_in.read()
    known = Enrolled(hand_in, found.digest, tuple(found.missing), tuple(found.notes), found.problem)
    if not found.is_missing:
        known.files = {n: hashlib.sha256(content).hexdigest() for n, content in found.files.items()}
        known.units = units(found.files)
    return known
