"""What the process of a submission may read, and what it may not."""

from __future__ import annotations

import os
import sys

import pytest

from graders.harness import session


def test_python_and_its_packages_are_readable_below_a_folder_that_cannot_be_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    really_scan = os.scandir

    def scan(folder: str) -> object:
        if folder == os.sep:
            raise PermissionError
        return really_scan(folder)

    monkeypatch.setattr(os, "scandir", scan)
    readable = set(session.Session()._not_hidden)
    assert {os.path.realpath(sys.prefix), os.path.realpath(sys.base_prefix)} <= readable
    assert not readable & set(map(str, session.HIDDEN))
