"""The report as a page, in a real browser: no error, nothing asked of a server, all to be found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.accessibility import (
    CUT,
    MOVING,
    UNFOLD,
    axe,
    grave_findings,
    unfold_by_keyboard,
)
from tests.support.reports import hand_in, report

__all__ = ["axe"]

SUBMISSIONS: dict[str, list[str]] = {
    "right": [],
    "wrong": ["stage2_streaming/collects_in_a_list", "exercise1_sse/no_newlines"],
    "six": [
        "stage1_generator/no_space_after_the_last_word",
        "stage2_streaming/collects_in_a_list",
        "stage3_async/forgets_await",
        "stage4_client/collects_the_pieces",
        "exercise1_sse/no_newlines",
        "exercise2_done/no_sentinel",
    ],
}
TALLEST = 4_000
"""Pixels that six failures may take, on a page of any width."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write the reports of the submissions."""
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
        tab.evaluate(UNFOLD)
        failed = tab.locator(".exercise:not(.passed)").evaluate_all("all => all.map(a => a.id)")
        heights = tab.locator("figure svg").evaluate_all(
            "drawings => drawings.map(drawing => drawing.getBoundingClientRect().height)"
        )
    assert (told, requests) == ([], [address])
    assert failed == [mistake.split("/")[0] for mistake in SUBMISSIONS[name]]
    assert heights
    assert all(heights)


def test_what_failed_is_open_and_what_passed_is_folded(
    pages: dict[str, Path], browser: Any
) -> None:
    with browser.new_page(viewport={"width": 1280, "height": 900}) as tab:
        tab.goto(pages["wrong"].as_uri())
        order = tab.locator(".exercise").evaluate_all("all => all.map(one => one.classList[1])")
        assert order == ["failed"] * 2 + ["passed"] * 5
        failed = tab.locator("#stage2_streaming")
        assert failed.locator(".check.failed dl, .next, figure svg").all_inner_texts()
        assert all(part.is_visible() for part in failed.locator(".check.failed, .next").all())
        assert not any(part.is_visible() for part in tab.locator(".check.passed").all())
        passed = tab.locator("#stage3_async")
        passed.locator("summary").first.click()
        assert passed.locator("figure").first.is_visible()


def test_a_link_to_a_folded_check_unfolds_it(pages: dict[str, Path], browser: Any) -> None:
    with browser.new_page() as tab:
        tab.goto(f"{pages['wrong'].as_uri()}#stage3.pauses")
        tab.locator("[id='stage3.pauses']").wait_for(state="visible")


def test_print_has_it_all(pages: dict[str, Path], browser: Any) -> None:
    with browser.new_page() as tab:
        tab.goto(pages["wrong"].as_uri())
        tab.emulate_media(media="print")
        hidden = tab.locator(".check, .bytes, .output").evaluate_all(
            "all => all.filter(one => !one.checkVisibility({contentVisibilityAuto: true})).length"
        )
    assert hidden == 0


@pytest.mark.parametrize("width", [390, 768, 1280])
def test_six_failures_are_no_scroll(pages: dict[str, Path], browser: Any, width: int) -> None:
    with browser.new_page(viewport={"width": width, "height": 900}) as tab:
        tab.goto(pages["six"].as_uri())
        assert tab.locator(".exercise.failed").count() == 6
        assert tab.evaluate("document.documentElement.scrollHeight") <= TALLEST


@pytest.mark.parametrize("width", [390, 768, 1280, 1920])
def test_nothing_is_cut_without_a_sign(pages: dict[str, Path], browser: Any, width: int) -> None:
    with browser.new_page(viewport={"width": width, "height": 900}) as tab:
        tab.goto(pages["six"].as_uri())
        tab.evaluate(UNFOLD)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.evaluate(CUT) == []


@pytest.mark.parametrize("view", [{"width": 390, "height": 900}, {"width": 1920, "height": 900}])
@pytest.mark.parametrize("name", ["right", "six"])
def test_nobody_is_kept_out(
    pages: dict[str, Path], browser: Any, axe: str, name: str, view: dict[str, int]
) -> None:
    with browser.new_page(viewport=view) as tab:
        tab.goto(pages[name].as_uri())
        tab.evaluate(UNFOLD)
        for scheme in ("light", "dark"):
            tab.emulate_media(color_scheme=scheme)
            assert grave_findings(tab, axe) == [], scheme


@pytest.mark.parametrize("width", [390, 1280])
def test_the_keyboard_alone_unfolds_everything(
    pages: dict[str, Path], browser: Any, width: int
) -> None:
    with browser.new_page(viewport={"width": width, "height": 900}) as tab:
        tab.goto(pages["wrong"].as_uri())
        unfold_by_keyboard(tab)
        assert all(part.is_visible() for part in tab.locator(".check, figure").all())


def test_nothing_moves(pages: dict[str, Path], browser: Any) -> None:
    with browser.new_page() as tab:
        tab.goto(pages["wrong"].as_uri())
        assert tab.evaluate(MOVING) == 0
