"""The audit of the kit: what counts as gained, what as left behind, and a few cheats in earnest."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from proofs import audit, leavings
from proofs.audit import IDLE, Audited, Cheat, cheats, faults, gained, hand_in, main, row
from proofs.leavings import NEIGHBOUR, Leavings
from tests.support.lesson import IDS

MADE_UP = Cheat("made_up", "", "")
FEW = ("reads_the_reference", "patches_the_kit", "changes_the_neighbours")
"""Cheats that are tried whenever the tests are run; `nox -s audit` tries them all."""


def audited(*told: str, **points: int | None) -> Audited:
    return Audited(MADE_UP, points, told)


def test_points_beyond_those_for_nothing_are_gained() -> None:
    idle = replace(audited(a=1, b=3, c=0), cheat=IDLE)
    assert gained(audited(a=2, b=1, c=None), idle).points == {"a": 1, "b": 0, "c": None}


def test_what_is_gained_not_graded_or_left_is_a_fault() -> None:
    assert faults(audited(a=0)) == []
    assert faults(audited(a=1, b=2, c=None)) == [
        "made_up: a gave it 1 point",
        "made_up: b gave it 2 points",
        "made_up: c was not graded",
    ]
    assert faults(audited("left a file: x", a=0)) == ["made_up: left a file: x"]


def test_the_row_shows_points_and_that_something_is_wrong() -> None:
    assert row(audited(a=0, b=12, c=None), 8) == "  made_up    ·  12   E"
    assert row(audited("left a file: x", a=0), 8) == "  made_up    ·   !"


def test_a_cheat_stands_below_each_stub_and_nothing_is_an_empty_hole(tmp_path: Path) -> None:
    hand_in(Cheat("one", "", "CHEAT = 1\n"), tmp_path)
    files = [tmp_path / f"{id}.py" for id in IDS]
    assert all(file.read_text().endswith("CHEAT = 1\n") for file in files)
    assert all("raise NotImplementedError" in file.read_text() for file in files)
    hand_in(IDLE, tmp_path)
    assert not any("NotImplementedError" in file.read_text() for file in files)


@pytest.mark.parametrize("cheat", cheats(), ids=lambda cheat: cheat.name)
def test_a_cheat_says_what_it_tries_and_can_be_compiled(cheat: Cheat) -> None:
    assert cheat.about.endswith(".")
    compile(cheat.source, cheat.name, "exec")


CHANGES = {
    "left a file: left": lambda left: (left.temporary / "left").touch(),
    f"changed submission/{NEIGHBOUR} beside it": lambda left: (left.submission / NEIGHBOUR).chmod(
        0o600
    ),
    "left a process: ": lambda left: subprocess.Popen(
        [sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_a_run_leaves_is_found(
    what: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leavings, "ENDS_WITHIN", 0.1)
    with Leavings(tmp_path) as left:
        assert list(left.found()) == []
        made = CHANGES[what](left)
        assert [one[: len(what)] for one in left.found()] == [what]
    if isinstance(made, subprocess.Popen):
        made.communicate()


def test_a_level_is_passed_on_where_the_grader_knows_levels(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "graders", "grade", "--help"]
    told = subprocess.run(command, cwd=audit.ROOT, capture_output=True, text=True, check=True)
    if "--isolation" in told.stdout:
        assert audit._level("confined") == ["--isolation", "confined"]
    else:
        with pytest.raises(SystemExit, match="nothing was run"):
            audit._level("confined")
    assert audit._level(None) == []


@pytest.mark.skipif(os.name != "posix", reason="Windows and macOS confine nothing")
def test_some_cheats_gain_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    chosen = [word for name in FEW for word in ("--cheat", name)]
    status = main(["stage1", "stage2", *chosen])
    said = capsys.readouterr().out
    assert status == 0, said
    for name in FEW:
        assert re.search(rf"^  {name} +· +·$", said, re.MULTILINE)
