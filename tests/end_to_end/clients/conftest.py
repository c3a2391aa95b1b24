"""Served solutions for the tests with real clients, and a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from tests.support.chromium import browser
from tests.support.serving import Server, serve

__all__ = ["browser"]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Serve solutions; all are ended after the test."""
    with ExitStack() as stack:
        yield lambda solution, **how: stack.enter_context(serve(solution, tmp_path, **how))


@pytest.fixture
def held(served: Callable[..., Server]) -> Callable[..., Server]:
    """Serve solutions that wait for a release after each token."""
    return partial(served, hold=True)
