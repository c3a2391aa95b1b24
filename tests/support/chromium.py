"""The Chromium of this machine, for tests and pictures; Playwright drives it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Missing(Exception):
    """What is needed to start a Chromium, and is not here."""


@contextmanager
def chromium() -> Iterator[Any]:
    """Run a headless Chromium; raise `Missing` if that cannot be done here."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError as error:
        raise Missing("the package playwright is not installed") from error
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise Missing(f"there is no Chromium on the PATH ({', '.join(NAMES)})")
    with sync_playwright() as playwright:
        with playwright.chromium.launch(executable_path=path, args=ARGUMENTS) as browser:
            yield browser


# Not for the whole session: while it runs, Playwright has an event loop of its own in this
# thread, and no asynchronous test can have one.
@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Start a Chromium for all tests of a module, or skip them."""
    try:
        with chromium() as running:
            yield running
    except Missing as missing:
        pytest.skip(str(missing))
