"""What axe-core finds on a page that keeps somebody from using it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.npm import installed

GRAVE = ("serious", "critical")
CUT = """
    [...document.querySelectorAll("body *")].filter(element =>
        element.checkVisibility() && element.scrollWidth > element.clientWidth + 1
        && getComputedStyle(element).display !== "inline"
        && getComputedStyle(element).overflowX !== "visible"
        && !element.closest(".hidden")
        && !getComputedStyle(element).backgroundImage.includes("radial-gradient")
    ).map(element => element.outerHTML.slice(0, 80))
"""
"""What is cut at its right and does not show a shadow there."""
MOVING = """
    [...document.querySelectorAll("*")].filter(element => {
        const style = getComputedStyle(element);
        return style.transitionDuration !== "0s" || style.animationName !== "none"
            || style.scrollBehavior !== "auto";
    }).length
"""
"""How many elements move by themselves, or go slowly to where they go."""
UNFOLD = "document.querySelectorAll('details').forEach(more => more.open = true)"


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Install axe-core, and return its source."""
    folder = installed(Path(__file__).with_name("axe"), tmp_path_factory.mktemp("axe"))
    return (folder / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


def grave_findings(tab: Any, axe: str) -> list[str]:
    """Return what is wrong on a page, and where."""
    tab.evaluate(axe)
    found = tab.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['html'][:120]} | {node['failureSummary'][:300]}"
        for rule in found
        if rule["impact"] in GRAVE
        for node in rule["nodes"]
    ]


def unfold_by_keyboard(tab: Any) -> None:
    """Unfold everything that is folded, without a mouse."""
    folded, unfolded = (tab.locator(f"details{state}") for state in (":not([open])", "[open]"))
    while summaries := folded.locator("> summary:visible").all():
        before = unfolded.count()
        summaries[0].focus()
        tab.keyboard.press("Enter")
        assert unfolded.count() == before + 1
    tab.keyboard.press("Shift+Tab")
    assert tab.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
