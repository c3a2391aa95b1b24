"""Warm workers: what they grade, what becomes of one that is lost, and what they leave behind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from graders.classroom import engine
from graders.classroom.engine import LocalEngine
from graders.classroom.job import GradingJob, Outcome
from graders.harness.child.sandbox import landlock_version
from graders.provenance import kit
from tests.support.classroom import ANSWERS, NAMES

READS = """\
import glob

SEEN = []
for pattern in {patterns!r}:
    for path in glob.glob(pattern, recursive=True):
        try:
            SEEN.append(path + " " + open(path).read()[:20])
        except OSError:
            pass


def token_stream(prompt):
    print("SEEN", SEEN)
    yield from [word + " " for word in f"You said: {{prompt}}. Here is a streamed answer.".split()]
"""


def job(key: str, files: dict[str, bytes], **more: object) -> GradingJob:
    return replace(GradingJob(key, files, 1, kit()["digest"]), **more)  # type: ignore[arg-type]


def only(*outcomes: Outcome) -> Outcome:
    (outcome,) = outcomes
    return outcome


def workers() -> list[psutil.Process]:
    return [one for one in psutil.Process().children() if "graders.classroom" in _command(one)]


def _command(process: psutil.Process) -> str:
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def test_a_job_is_the_same_at_the_other_end() -> None:
    one = job("k", {"a.py": bytes(range(256))}, isolation="confined", page=True)
    assert GradingJob.from_line(one.as_line()) == one
    outcome = Outcome("k", {"score": 1}, None, "<p>")
    assert Outcome.from_line(outcome.as_line()) == outcome


def test_one_worker_grades_several_and_is_gone() -> None:
    jobs = [job(str(n), {NAMES[0]: ANSWERS[NAMES[0]] + b"#" * n}) for n in range(3)]
    pids = set()
    found = {}
    for outcome in LocalEngine(1).run(jobs):
        pids |= {worker.pid for worker in workers()}
        found[outcome.key] = outcome.result
    assert len(pids) == 1
    assert [found[key]["score"] for key in ("0", "1", "2")] == [10, 10, 10]  # type: ignore[index]
    assert all(r and not any(e["transcripts"] for e in r["exercises"]) for r in found.values())
    assert workers() == []


def test_a_worker_that_is_killed_costs_one_job() -> None:
    def jobs() -> Iterator[GradingJob]:
        yield job("first", {NAMES[0]: ANSWERS[NAMES[0]]})
        for worker in workers():
            worker.kill()
        yield job("second", {NAMES[0]: ANSWERS[NAMES[0]]})
        yield job("third", {NAMES[0]: ANSWERS[NAMES[0]]})

    found = {outcome.key: outcome for outcome in LocalEngine(1).run(jobs())}
    assert found["first"].fault is None
    assert "ended" in str(found["second"].fault)
    assert found["third"].result is not None
    assert found["third"].result["score"] == 10


def test_another_version_of_the_kit_is_refused() -> None:
    other = job("k", {NAMES[0]: b""}, kit="sha256:other")
    assert "another version" in str(only(*LocalEngine(1).run([other])).fault)


def test_stopping_ends_what_goes_on() -> None:
    engine = LocalEngine(2)
    stuck = b"while True: pass\n"
    run = engine.run([job("a", {NAMES[0]: ANSWERS[NAMES[0]]}), job("b", {NAMES[0]: stuck})])
    assert next(iter(run)).key == "a"
    run.close()  # type: ignore[attr-defined]
    assert workers() == []


@pytest.mark.parametrize(("tells", "number"), [(True, 6), (False, 8)])
def test_there_are_two_workers_for_each_processor_that_may_be_used(
    tells: bool, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine.os, "cpu_count", lambda: 4)
    monkeypatch.setattr(engine.os, "sched_getaffinity", lambda pid: {0, 1, 2}, raising=False)
    if not tells:  # as on macOS and Windows
        monkeypatch.delattr(engine.os, "sched_getaffinity")
    assert engine.usual_number() == number


@pytest.mark.skipif(landlock_version() == 0, reason="this system keeps no files back")
def test_none_can_see_another(tmp_path: Path) -> None:
    secret = tmp_path / "class" / "ada" / NAMES[0]
    secret.parent.mkdir(parents=True)
    secret.write_text("what ada wrote")
    copies = f"{tempfile.gettempdir()}/streaming-kit-class-*/*/streaming-kit-copy-*/*.py"
    files = {NAMES[0]: READS.format(patterns=[str(secret), copies]).encode()}
    for outcome in LocalEngine(2).run([job("one", files), job("other", files)]):
        assert outcome.result is not None
        seen = outcome.result["exercises"][0]["output"]
        assert "SEEN" in seen
        assert "what ada wrote" not in seen
        # Its own copy is all that it finds; that of the other worker's is there as well.
        assert seen.splitlines()[0].count("streaming-kit-copy") <= 1


def test_a_page_has_the_streams_drawn() -> None:
    one = job("k", {NAMES[1]: ANSWERS[NAMES[1]], NAMES[0]: ANSWERS[NAMES[0]]}, page=True)
    assert "<svg" in str(only(*LocalEngine(1).run([one])).page)
