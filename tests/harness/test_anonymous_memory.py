"""The memory of one process, also as systems tell it that this is not: by a fake of each call."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from types import SimpleNamespace

import psutil
import pytest

from graders.harness import anonymous_memory as module
from graders.harness import libproc, process_tree
from graders.harness.anonymous_memory import anonymous_memory, measure_in_force

MEBIBYTE = 1 << 20
GONE = 2**22 + 1


def test_own_memory_grows_with_what_is_allocated() -> None:
    before = anonymous_memory(os.getpid())
    kept = bytearray(os.urandom(1)) * (64 * MEBIBYTE)
    grown = anonymous_memory(os.getpid()) - before
    assert grown > 0.8 * len(kept)


def test_a_process_that_is_gone_needs_none() -> None:
    assert anonymous_memory(GONE) == 0


class Process:
    """What psutil tells of a process; a number that is an exception is raised."""

    def __init__(self, resident: int, unique: int | Exception, commit: int | None = None) -> None:
        self.pid = 4711
        self._resident, self._unique, self._commit = resident, unique, commit

    def memory_info(self) -> object:
        commit = {} if self._commit is None else {"pagefile": self._commit}
        return SimpleNamespace(rss=self._resident, **commit)

    def memory_full_info(self) -> object:
        if isinstance(self._unique, Exception):
            raise self._unique
        return SimpleNamespace(uss=self._unique)


NEVER = AssertionError("on macOS this may never come back")
MACOS = Process(90, NEVER)
WINDOWS = Process(90, NEVER, commit=40)
DENIED, REFUSED = Process(90, psutil.AccessDenied()), Process(90, PermissionError())

Set = Callable[..., None]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Set:
    """Have the system be another one, on which psutil and libproc tell this of a process."""

    def on(platform: str, process: Process, footprint: int | None = None) -> None:
        monkeypatch.setattr(sys, "platform", platform)
        monkeypatch.setattr(module, "Path", _nothing_below_proc)
        monkeypatch.setattr(psutil, "Process", lambda pid: process)
        monkeypatch.setattr(libproc, "footprint", lambda pid: footprint)

    return on


def _nothing_below_proc(path: str) -> object:
    raise FileNotFoundError(path)


@pytest.mark.parametrize(
    ("platform", "process", "footprint", "told"),
    [
        pytest.param("darwin", MACOS, 30, ("physical footprint (macOS)", 30), id="macos"),
        pytest.param("darwin", MACOS, None, ("resident size", 90), id="macos-refuses"),
        pytest.param("win32", WINDOWS, None, ("commit charge (Windows)", 40), id="windows"),
        pytest.param("freebsd14", Process(90, 50), None, ("unique set size", 50), id="elsewhere"),
        pytest.param("freebsd14", DENIED, None, ("resident size", 90), id="denied"),
        pytest.param("freebsd14", REFUSED, None, ("resident size", 90), id="refused"),
    ],
)
def test_the_best_measure_that_there_is_counts(
    platform: str, process: Process, footprint: int | None, told: tuple[str, int], on: Set
) -> None:
    on(platform, process, footprint)
    assert (measure_in_force(), anonymous_memory(process.pid)) == told
    assert process_tree.memory([process] * 2) == 2 * told[1]


@pytest.mark.skipif(sys.platform != "linux", reason="the measure of Linux")
def test_linux_tells_anonymous_memory() -> None:
    assert measure_in_force() == "anonymous memory (Linux)"


def test_a_family_beyond_the_limit_is_measured_without_psutil_on_macos(
    on: Set, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_tree.limits, "MEMORY", 50)
    on("darwin", MACOS, footprint=30)
    assert process_tree.memory([MACOS] * 2) == 60
