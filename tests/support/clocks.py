"""Clocks of other systems."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest


def coarse(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the clock that asyncio reads go in steps of 15.6 ms, as that of Windows does."""
    step, monotonic = 0.015625, time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: monotonic() // step * step)
    monkeypatch.setattr(time, "get_clock_info", lambda name: SimpleNamespace(resolution=step))
