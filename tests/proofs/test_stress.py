"""A busy machine changes no verdict and no result; `nox -s stress` shows it at length."""

from __future__ import annotations

import contextlib
import subprocess
import sys
from pathlib import Path
from typing import Any

import psutil
import pytest

from graders.exercise import exercise_ids
from proofs.corpus import mistakes
from proofs.stress import (
    BUSY,
    CORES,
    Graded,
    Record,
    Verdict,
    busy_processes,
)
from tests.support.command import graders
from tests.support.paths import REPOSITORY, SOLUTIONS
from tests.support.stuck import STUCK

WRONG = {
    "stage1_generator-yields_lists",
    "stage2_streaming-collects_in_a_list",
    "stage3_async-time_sleep",
    "stage4_client-collects_the_pieces",
    "exercise1_sse-one_newline",
    "exercise2_done-keeps_alive",
    "exercise3_logs-readlines",
}
NOT_COMPARED = {"duration_s", "kit", "environment"}
"""What may be different in the results of two runs with one seed."""


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """Return a submission with a mistake in each file."""
    for case in mistakes():
        if str(case) in WRONG:
            (tmp_path / f"{case.exercise}.py").write_text(case.source, encoding="utf-8")
    assert {path.stem for path in tmp_path.iterdir()} == {name.partition("-")[0] for name in WRONG}
    return tmp_path


def result(submission: Path) -> dict[str, Any]:
    """Return what two runs with the same seed must have in common."""
    run = graders("--submission", submission, "--json", "-", "--seed", "5")
    assert run.status in (0, 1), run.err
    return {name: value for name, value in run.json.items() if name not in NOT_COMPARED}


@pytest.mark.parametrize("submission", ["right", "wrong"])
def test_the_same_seed_gives_the_same_result(submission: str, wrong: Path) -> None:
    folder = SOLUTIONS if submission == "right" else wrong
    in_peace = result(folder)
    with busy_processes(2 * CORES):
        busy = result(folder)
    for left, right in zip(in_peace["exercises"], busy["exercises"], strict=True):
        for one, other in zip(left["transcripts"], right["transcripts"], strict=True):
            assert one == other
        assert left == right
    assert in_peace == busy


def test_no_verdict_changes_on_a_busy_machine() -> None:
    command = [sys.executable, "-m", "proofs.stress", "--repeats", "3", "--cases", "2"]
    run = subprocess.run(
        command, cwd=REPOSITORY, capture_output=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    compared = 3 * (2 + 2 + len(exercise_ids()))
    assert f"{compared} verdicts compared, 0 changed" in run.stdout


def test_a_changed_verdict_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    record = Record()
    right = Verdict("passed", 10, (), None)
    wrong = Verdict("failed", 7, ("stage1.lazy",), "The tokens are all made before the first.")
    for seed, verdict in enumerate([right, wrong, right]):
        record.add(Graded("stage1", seed, verdict, ("a list",) * len(verdict.failed)))
    assert (record.compared, record.changed) == (2, 1)
    told = capsys.readouterr().out
    assert "seed 0: passed, 10 points" in told
    assert "seed 1: failed, 7 points: The tokens are all made" in told
    assert "stage1.lazy: got a list" in told


def test_busy_processes_end_even_when_something_fails() -> None:
    before = set(psutil.Process().children())
    with pytest.raises(LookupError), busy_processes(2):
        busy = set(psutil.Process().children()) - before
        assert len(busy) == 2
        raise LookupError
    assert not any(process.is_running() for process in busy)


def test_a_busy_process_ends_with_the_one_that_started_it() -> None:
    script = """
import os, subprocess, sys
command = [sys.executable, "-c", sys.argv[1], str(os.getpid())]
print(subprocess.Popen(command, stdout=subprocess.DEVNULL).pid)
"""
    command = [sys.executable, "-c", script, BUSY]
    starter = subprocess.run(command, capture_output=True, check=True)
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(int(starter.stdout)).wait(STUCK)
