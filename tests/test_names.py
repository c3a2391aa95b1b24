"""One word for one thing: no two classes of the kit share a name."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import graders

ROOT = Path(graders.__file__).parent


def test_no_two_classes_share_a_name() -> None:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name.strip("_")].append(path.relative_to(ROOT).as_posix())
    assert found
    assert {name: files for name, files in found.items() if len(files) > 1} == {}
