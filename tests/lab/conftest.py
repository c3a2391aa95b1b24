"""Labs that run on a copy of the solutions, for the tests of the lab's server and of its page."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.support.chromium import browser
from tests.support.lab import Running, lab_on
from tests.support.paths import REPOSITORY

__all__ = ["browser"]


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """A folder with a copy of the solutions, to be changed."""
    folder = tmp_path / "submission"
    shutil.copytree(REPOSITORY / "solutions", folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture
def temporary(tmp_path: Path) -> Path:
    """A folder for what a lab keeps while it runs."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return folder


@pytest.fixture
def open_lab(submission: Path, temporary: Path) -> Iterator[Callable[..., Running]]:
    """Start labs on the submission; all are ended after the test."""
    with ExitStack() as stack:
        yield lambda *arguments: stack.enter_context(
            lab_on(submission, *arguments, temporary=temporary)
        )
