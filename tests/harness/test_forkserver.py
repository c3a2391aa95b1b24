"""Where the process that children are forked from is spoken to: a socket with a short name."""

from __future__ import annotations

import os
import tempfile

import pytest

from graders.harness import forkserver

LONGEST_NAME = 103
"""Bytes of the name of a socket on macOS; others allow a few more."""
OF_MULTIPROCESSING = "/pymp-12345678/listener-12345678"
"""What multiprocessing puts in the folder for temporary files."""

posix = pytest.mark.skipif(os.name != "posix", reason="such sockets are POSIX")


@posix
@pytest.mark.parametrize("more", [0, 1, 200], ids=["longest", "too-long", "far-too-long"])
def test_the_name_is_short_enough_for_macos(more: int, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = "/".ljust(forkserver.LONGEST_FOLDER + more, "x")
    monkeypatch.setattr(tempfile, "tempdir", folder)
    with forkserver._short_temporary_names():
        used = tempfile.gettempdir()
    assert (used == folder) == (more == 0)
    assert len(os.fsencode(used + OF_MULTIPROCESSING)) <= LONGEST_NAME
    assert tempfile.gettempdir() == folder
