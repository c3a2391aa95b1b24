"""What a result says of where it was made: what was in force there."""

from __future__ import annotations

import platform
import sys
import time
from types import SimpleNamespace

import pytest

from graders import provenance
from graders.harness.child import sandbox
from tests.support.command import SCHEMA


def test_what_is_in_force_is_what_the_harness_uses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graders.harness.zygote.METHOD", "spawn")
    monkeypatch.setattr(provenance, "measure_in_force", lambda: "physical footprint (macOS)")
    monkeypatch.setattr(sys, "platform", "darwin")
    told = provenance.environment()
    assert told["isolation"] == "process: a process for each exercise (spawn), not confined"
    assert told["memory"] == "physical footprint (macOS)"


def test_confinement_is_told_where_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "landlock_version", lambda: 6)
    assert "confined to their own files and signals" in provenance.environment()["isolation"]


def test_a_coarse_clock_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    coarse = SimpleNamespace(implementation="GetTickCount64()", resolution=0.015625)
    monkeypatch.setattr(time, "get_clock_info", lambda name: coarse)
    assert provenance.environment()["clock"] == "the grader's, or GetTickCount64() to 0.015625 s"


@pytest.mark.parametrize(
    ("version", "python"),
    [
        ("3.14.0 free-threading build (main, Oct  7 2025)", "3.14.0 free-threading build"),
        ("3.13.0 experimental free-threading build (main)", "3.13.0 free-threading build"),
        ("3.14.0 (main, Oct  7 2025)", "3.14.0"),
    ],
)
def test_a_python_without_the_global_lock_is_told(
    version: str, python: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version", version)
    monkeypatch.setattr(platform, "python_version", lambda: version.partition(" ")[0])
    assert provenance.environment()["python"] == python


def test_every_word_of_it_is_in_the_schema() -> None:
    known = SCHEMA["$defs"]["environment"]["properties"]
    assert provenance.environment().keys() == known.keys()


def test_windows_is_not_asked_through_its_slow_service(monkeypatch: pytest.MonkeyPatch) -> None:
    version = SimpleNamespace(major=10, minor=0, build=22631)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "getwindowsversion", lambda: version, raising=False)
    monkeypatch.delattr(platform, "platform")
    monkeypatch.delattr(platform, "uname")
    assert provenance.system().startswith("Windows-10.0.22631-")
