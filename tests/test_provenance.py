"""What a result says of where it comes from."""

from __future__ import annotations

import platform
import sys
from types import SimpleNamespace

import pytest

from graders import provenance


def test_windows_is_not_asked_through_its_slow_service(monkeypatch: pytest.MonkeyPatch) -> None:
    version = SimpleNamespace(major=10, minor=0, build=22631)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "getwindowsversion", lambda: version, raising=False)
    monkeypatch.delattr(platform, "platform")
    monkeypatch.delattr(platform, "uname")
    assert provenance.system().startswith("Windows-10.0.22631-")
