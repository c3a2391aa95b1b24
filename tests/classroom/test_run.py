"""What is graded, how often, and what stands in the records afterwards."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from graders.classroom.job import GradingJob
from graders.classroom.records import Records
from graders.classroom.roster import read_roster
from graders.classroom.run import Again, ClassRun, Enrolled, Terms, look_into
from graders.errors import UsageError
from tests.support.classroom import ANSWERS, KIT, NAMES, FakeEngine, json_result, write_files
from tests.support.command import SCHEMA

SOME = {name: ANSWERS[name] for name in NAMES[:3]}
FAULTY = {NAMES[0]: b"# the kit fails here\n"}


@dataclass
class Heard:
    """What is told of a run."""

    begun: list[tuple[int, int]] = field(default_factory=list)
    students: list[tuple[str, bool]] = field(default_factory=list)

    def begin(self, all: int, kept: int) -> None:
        self.begun.append((all, kept))

    def done(self, student: str, is_fault: bool) -> None:
        self.students.append((student, is_fault))


@dataclass
class Class:
    """A class in a folder, graded by a fake."""

    folder: Path
    engine: FakeEngine = field(default_factory=FakeEngine)
    heard: Heard = field(default_factory=Heard)

    @property
    def records(self) -> Records:
        return Records(self.folder.parent / "out")

    def known(self) -> list[Enrolled]:
        roster = read_roster([str(self.folder)], self.folder.parent / "out")
        return [look_into(one) for one in roster.hand_ins]

    def go(self, again: Again | None = None, seed: int = 1, kit: str = KIT) -> list[str]:
        """Grade; return the students whose files were graded."""
        self.engine.graded.clear()
        self.records.prepare()
        known = self.known()
        terms = Terms(GradingJob("", {}, seed, kit), again)
        ClassRun(known, self.records, self.engine, terms, self.heard).go()
        names = {one.digest: one.hand_in.student for one in reversed(known)}
        return [names[job.key] for job, _ in self.engine.graded]

    def record(self, name: str) -> Any:
        return json.loads((self.folder.parent / "out" / "records" / f"{name}.json").read_text())


@pytest.fixture
def class_(tmp_path: Path) -> Class:
    write_files(tmp_path / "class" / "ada")
    write_files(tmp_path / "class" / "bob", SOME)
    return Class(tmp_path / "class")


def test_each_has_a_record_that_is_a_result(class_: Class) -> None:
    assert class_.go() == ["ada", "bob"]
    for name, score in (("ada", 100), ("bob", 45)):
        record = class_.record(name)
        Draft202012Validator(SCHEMA).validate(record)
        assert record["score"] == score
        assert record["hand_in"]["student"] == name
        assert record["submission"]["path"].endswith(f"class: {name}")


def test_a_second_run_does_what_is_left(class_: Class) -> None:
    class_.go()
    write_files(class_.folder / "cy", {NAMES[0]: b"# new\n"})
    assert class_.go() == ["cy"]
    assert class_.heard.begun[-1] == (1, 2)


def test_what_has_changed_is_graded_again(class_: Class) -> None:
    class_.go()
    write_files(class_.folder / "bob", {NAMES[0]: b"# better\n"})
    assert class_.go() == ["bob"]
    assert class_.go(seed=2) == ["ada", "bob"]
    assert class_.go(seed=2, kit="sha256:22") == ["ada", "bob"]


def test_a_record_that_is_broken_is_no_record(class_: Class) -> None:
    class_.go()
    (class_.folder.parent / "out" / "records" / "ada.json").write_text('{"schema": "str')
    assert class_.go() == ["ada"]


def test_everything_again(class_: Class) -> None:
    class_.go()
    assert class_.go(again="all") == ["ada", "bob"]


def test_identical_files_are_graded_once(class_: Class) -> None:
    write_files(class_.folder / "cy")
    assert class_.go() == ["ada", "bob"]
    assert class_.record("cy")["hand_in"]["identical_to"] == "ada"
    assert class_.record("cy")["score"] == 100
    write_files(class_.folder / "dan")
    assert class_.go() == []
    assert class_.record("dan")["score"] == 100


def test_a_fault_of_the_kit_is_tried_once_more_alone(class_: Class) -> None:
    write_files(class_.folder / "abe", FAULTY)
    assert class_.go() == ["abe", "ada", "bob", "abe"]
    assert [at_once for _, at_once in class_.engine.graded] == [None, None, None, 1]
    assert class_.record("abe")["status"] == "kit_fault"
    assert class_.record("abe")["hand_in"]["attempts"] == 2
    assert class_.heard.students[-1] == ("abe", True)
    assert class_.go() == []
    assert class_.go(again="faults") == ["abe", "abe"]


def test_a_run_that_was_stopped_before_the_second_try_makes_up_for_it(class_: Class) -> None:
    write_files(class_.folder / "abe", FAULTY)
    tries = 0

    def stopped(job: GradingJob) -> dict[str, Any]:
        nonlocal tries
        tries += b"the kit fails here" in b"".join(job.files.values())
        if tries == 2:
            raise KeyboardInterrupt
        return json_result(job)

    class_.engine = FakeEngine(stopped)
    with pytest.raises(KeyboardInterrupt):
        class_.go()
    class_.engine = FakeEngine()
    assert class_.go() == ["abe"]
    assert class_.record("abe")["hand_in"]["attempts"] == 2


def test_a_lost_worker_is_a_fault_and_no_zero(class_: Class) -> None:
    class_.engine = FakeEngine(lambda job: None if len(job.files) == 3 else json_result(job))
    class_.go()
    record = class_.record("bob")
    Draft202012Validator(SCHEMA).validate(record)
    assert record["status"] == "kit_fault"
    assert "ended" in record["hand_in"]["fault"]
    assert class_.record("ada")["status"] == "graded"


def test_each_record_is_there_before_the_next_is_begun(class_: Class) -> None:
    seen: list[list[str]] = []

    def look(job: GradingJob) -> dict[str, Any]:
        seen.append(sorted(p.name for p in (class_.folder.parent / "out" / "records").iterdir()))
        return json_result(job)

    class_.engine = FakeEngine(look)
    class_.go()
    assert seen == [[], ["ada.json"]]


def test_a_folder_with_other_things_in_it_is_left_alone(tmp_path: Path) -> None:
    kit = write_files(tmp_path / "kit" / "starter").parent
    with pytest.raises(UsageError, match="has other things in it"):
        Records(kit).prepare()
    assert [path.name for path in kit.iterdir()] == ["starter"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="nothing can be written to"):
        Records(tmp_path / "file" / "out").prepare()


def test_the_seed_of_an_earlier_run_is_known(class_: Class) -> None:
    assert class_.records.seed() is None
    class_.go(seed=5)
    assert class_.records.seed() == 5
