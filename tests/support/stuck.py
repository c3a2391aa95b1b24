"""When what a test waits for is given up."""

from __future__ import annotations

import pytest

from graders.harness import process

STUCK = 180.0
"""Seconds after which a test that hangs is ended; no verdict depends on it."""


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the harness give up on a process that is stuck after a shorter time."""
    monkeypatch.setattr(process, "STUCK_AFTER", 0.4)
    for method in (process.Child.ask, process.Child.wait_for):
        monkeypatch.setattr(method, "__defaults__", (0.4,))
