"""What axe-core finds on a page that keeps somebody from using it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.npm import installed

GRAVE = ("serious", "critical")


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
