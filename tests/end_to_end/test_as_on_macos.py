"""The same verdicts and words as on Linux where all is as on macOS, by fakes of what differs.

Nothing here runs macOS. `tests/support/as_on_macos` takes away what it lacks, all at once, from the
grader and its children; README says what was never run on the real one.
"""

from __future__ import annotations

import shutil
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import graders
from tests.support.paths import REPOSITORY, SOLUTIONS

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the fakes rest on Linux")

SEED = "1"
AS_ON_MACOS = str(REPOSITORY / "tests" / "support" / "as_on_macos")
CORPUS = REPOSITORY / "tests" / "corpus"
MISTAKES = {
    "stage1_generator": "returns_a_list",
    "stage2_streaming": "list_in_the_response",
    "stage3_async": "time_sleep",
    "stage4_client": "collects_the_pieces",
    "exercise1_sse": "keeps_the_connection_open",
    "exercise2_done": "stays_open",
    "exercise3_logs": "readlines",
}
"""One for each way to find out: by the gate, the clock, the memory, and by being stuck."""
HOSTILE = {
    "stage1_generator": "never_yields",
    "stage4_client": "client_hangs",
    "exercise2_done": "lifespan_hangs",
}


CASES = [(name, "fork") for name in ("solutions", "starter", "mistakes", "hostile")]
CASES += [(name, "spawn") for name in ("solutions", "mistakes")]
"""Which submission, and how children are started: forked as on Linux, or where they cannot be."""


def submission(name: str, folder: Path) -> Path:
    """Return a folder with the submission of this name."""
    if name in ("solutions", "starter"):
        return REPOSITORY / name
    shutil.copytree(SOLUTIONS, folder / name)
    for exercise, case in {"mistakes": MISTAKES, "hostile": HOSTILE}[name].items():
        shutil.copy(CORPUS / name / exercise / f"{case}.py", folder / name / f"{exercise}.py")
    return folder / name


@cache
def verdicts(folder: Path, start: str | None = None) -> list[dict[str, Any]]:
    """Return what is told of each exercise, here or with a start as on macOS."""
    fakes = {"PYTHONPATH": AS_ON_MACOS, "AS_ON_MACOS": start} if start else {}
    # How far the search for a mistake comes depends on the machine.
    run = graders("--submission", folder, "--json", "-", "--seed", SEED, "--no-explain", **fakes)
    assert (run.processes, run.files) == ([], [])
    told = ("id", "status", "score", "diagnosis", "checks", "output")
    return [{name: exercise[name] for name in told} for exercise in run.json["exercises"]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the submissions."""
    return tmp_path_factory.mktemp("submissions")


@pytest.mark.parametrize(("name", "start"), CASES)
def test_verdicts_are_those_of_linux(name: str, start: str, folder: Path) -> None:
    made = folder / name
    here = made if made.exists() else submission(name, folder)
    assert verdicts(here, start) == verdicts(here)
