"""What a system must give for grading; without it nothing is judged."""

from __future__ import annotations

import _thread
import errno
import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from graders.errors import KitError
from graders.harness import limits, surroundings
from graders.harness.surroundings import killed_for_memory, prove_surroundings


def raising(error: Exception) -> Callable[..., NoReturn]:
    def fail(*_: Any, **__: Any) -> NoReturn:
        raise error

    return fail


def test_an_ordinary_system_gives_all() -> None:
    prove_surroundings()


@pytest.mark.parametrize("number", [errno.ENETUNREACH, errno.EADDRNOTAVAIL, errno.EMFILE])
def test_no_connection_is_told(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    error = OSError(number, os.strerror(number))
    monkeypatch.setattr(socket, "create_connection", raising(error))
    with pytest.raises(KitError, match=f"24 connections at once .* {os.strerror(number)}"):
        prove_surroundings()


def test_too_few_threads_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        _thread, "start_new_thread", raising(RuntimeError("can't start new thread"))
    )
    with pytest.raises(KitError, match="32 more threads: can't start"):
        prove_surroundings()


def test_a_small_address_space_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    monkeypatch.setattr(resource, "getrlimit", lambda kind: (limits.MEMORY - 1, limits.MEMORY))
    with pytest.raises(KitError, match="1 GiB of address space: only 1023 MiB"):
        prove_surroundings()


@pytest.mark.parametrize(
    ("events", "killed"),
    [
        pytest.param("pgfault 17\noom_kill 3\npgfree 4\n", 3, id="counted"),
        pytest.param("pgfault 17\n", 0, id="not-counted-by-this-kernel"),
        pytest.param(None, 0, id="not-told-by-this-system"),
    ],
)
def test_processes_killed_for_memory_are_counted(
    events: str | None, killed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(surroundings, "EVENTS", tmp_path / "vmstat")
    if events is not None:
        (tmp_path / "vmstat").write_text(events)
    assert killed_for_memory() == killed
