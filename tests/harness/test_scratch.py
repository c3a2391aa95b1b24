"""The folder of a run: removed at its end, or as soon as the system lets go of it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graders.harness import scratch
from graders.harness.scratch import remove_left_behind, scratch_folder


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which all temporary ones are made."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return for how long was slept, which takes no time."""
    seconds: list[float] = []
    monkeypatch.setattr(scratch.time, "sleep", seconds.append)
    return seconds


def keeping(times: int, cleanup: Callable[..., None]) -> Callable[..., None]:
    """Return a clean-up that cannot remove the folder so many times."""
    left = iter(range(times))

    def tried(folder: tempfile.TemporaryDirectory[str]) -> None:
        folder._finalizer.detach()  # type: ignore[attr-defined]
        if next(left, None) is None:
            cleanup(folder)

    return tried


def test_it_is_there_and_then_gone_with_all_in_it(temporary: Path) -> None:
    with scratch_folder("kit-") as folder:
        (folder / "a").mkdir()
        (folder / "a" / "file").touch()
        assert [path.name for path in temporary.iterdir()] == [folder.name]
    assert not folder.exists()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere no name can be so long")
def test_folders_in_folders_are_removed_however_many(temporary: Path) -> None:
    with scratch_folder("kit-") as folder:
        here = os.getcwd()
        os.chdir(folder)
        try:
            for number in range(3_000):
                os.mkdir("deeper", 0o700 if number % 100 else 0o300)
                os.chdir("deeper")
        finally:
            os.chdir(here)
    assert not folder.exists()


@pytest.mark.parametrize("times", [1, 3])
def test_what_is_kept_for_a_while_is_removed_all_the_same(
    times: int, slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = tempfile.TemporaryDirectory.cleanup
    monkeypatch.setattr(tempfile.TemporaryDirectory, "cleanup", keeping(times, usual))
    with scratch_folder("kit-") as folder:
        pass
    assert not folder.exists()
    assert len(slept) == times


def test_what_is_kept_for_good_ends_in_no_error(
    slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = tempfile.TemporaryDirectory.cleanup
    monkeypatch.setattr(tempfile.TemporaryDirectory, "cleanup", keeping(99, usual))
    with scratch_folder("kit-") as folder:
        pass
    assert folder.exists()
    assert sum(slept) < 3


def test_only_what_a_run_that_is_over_has_left_is_removed(temporary: Path) -> None:
    over = subprocess.Popen([sys.executable, "-c", ""])
    over.wait()
    left, running = temporary / f"kit-{over.pid}-a", temporary / f"kit-{os.getpid()}-a"
    others = [temporary / "kit-notes-a", temporary / f"other-{over.pid}-a"]
    for folder in (left, running, *others):
        folder.mkdir()
    (left / "file").touch()
    remove_left_behind("kit-")
    assert sorted(temporary.iterdir()) == sorted([running, *others])
