"""The report as a page, in a real browser: no error, and nothing asked of any server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.reports import hand_in, report

SUBMISSIONS: dict[str, list[str]] = {
    "right": [],
    "wrong": ["stage2_streaming/collects_in_a_list", "exercise1_sse/no_newlines"],
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write the reports of two submissions."""
    folder = tmp_path_factory.mktemp("reports")
    return {
        name: report(hand_in(folder / name, *mistakes), folder / f"{name}.html")
        for name, mistakes in SUBMISSIONS.items()
    }


# The browser comes second: while it runs, there can be no other event loop, and so no grading.
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", SUBMISSIONS)
def test_it_renders_alone(pages: dict[str, Path], browser: Any, name: str, scheme: str) -> None:
    address = pages[name].as_uri()
    told: list[str] = []
    requests: list[str] = []
    with browser.new_page(color_scheme=scheme) as tab:
        tab.on("console", lambda message: told.append(message.text))
        tab.on("pageerror", lambda error: told.append(str(error)))
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto(address)
        tab.evaluate("document.querySelectorAll('details').forEach(more => more.open = true)")
        failed = tab.locator(".exercise:not(.passed)").evaluate_all("all => all.map(a => a.id)")
        heights = tab.locator("figure svg").evaluate_all(
            "drawings => drawings.map(drawing => drawing.getBoundingClientRect().height)"
        )
    assert (told, requests) == ([], [address])
    assert failed == [mistake.split("/")[0] for mistake in SUBMISSIONS[name]]
    assert heights
    assert all(heights)
