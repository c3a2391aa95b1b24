"""The same surroundings for every report, whoever runs the tests."""

from __future__ import annotations

import pytest

from graders.report import next_commands


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the width, the colours and the shell independent of who runs the tests."""
    for name in ("NO_COLOR", "FORCE_COLOR", "LC_ALL", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(next_commands, "WINDOWS", False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")
