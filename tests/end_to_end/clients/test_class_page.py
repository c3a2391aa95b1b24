"""The page on a class, in a real browser: it can be read by everybody, at any width."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graders.classroom.page import class_page
from graders.classroom.statistics import Identical
from tests.classroom.test_page import a_class
from tests.support.accessibility import (
    CUT,
    MOVING,
    UNFOLD,
    axe,
    grave_findings,
    unfold_by_keyboard,
)

__all__ = ["axe"]

WIDTHS = [390, 768, 1280, 1920]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Write the page on a class in which nearly everything has happened."""
    file = Path(tmp_path_factory.mktemp("class"), "class.html")
    same = [Identical(("ada 1", "bob 2"), ("stage1_generator.py",))]
    file.write_text(class_page(a_class(), same, ["nothing was handed in by somebody"]))
    return file.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_nobody_is_kept_out(page: str, browser: Any, axe: str, width: int, scheme: str) -> None:
    with browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme) as tab:
        tab.goto(page)
        assert grave_findings(tab, axe) == []
        tab.evaluate(UNFOLD)
        assert grave_findings(tab, axe) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_cut_without_a_sign(page: str, browser: Any, width: int) -> None:
    with browser.new_page(viewport={"width": width, "height": 900}) as tab:
        tab.goto(page)
        tab.evaluate(UNFOLD)
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        assert tab.evaluate(CUT) == []


def test_the_keyboard_alone_is_enough(page: str, browser: Any) -> None:
    with browser.new_page(viewport={"width": 390, "height": 900}) as tab:
        tab.goto(page)
        unfold_by_keyboard(tab)
        wide = ".scroll"  # a table or a drawing, which the arrow keys move sideways
        places = tab.locator(wide).evaluate_all(
            "all => all.filter(one => one.scrollWidth > one.clientWidth)"
            ".map(one => { one.focus(); return document.activeElement === one; })"
        )
        assert places
        assert all(places)
        tab.locator(wide).last.focus()
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.tagName") == "A"


def test_nothing_moves(page: str, browser: Any) -> None:
    with browser.new_page(reduced_motion="reduce") as tab:
        tab.goto(page)
        assert tab.evaluate(MOVING) == 0
