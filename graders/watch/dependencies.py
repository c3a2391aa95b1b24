"""Which exercises can a save have changed? Those whose files import what was saved."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable
from pathlib import Path, PurePosixPath

from graders.harness import limits

DYNAMIC = {"__import__", "exec", "eval", "importlib", "runpy"}
"""Names that can import what cannot be told by looking."""


def affected(folder: Path, saved: Collection[str], ids: Iterable[str]) -> list[str]:
    """Return the exercises whose verdict the saved files of `folder` can have changed.

    When it cannot be told what an exercise imports, any file may be part of it.
    """
    units = {unit_of(name) for name in saved}
    return [id for id in ids if units and _may_need(folder, id, units)]


def unit_of(name: str) -> str:
    """Return what is imported when a file is: its module, or the package around it."""
    return PurePosixPath(name).parts[0].removesuffix(".py")


def _may_need(folder: Path, id: str, units: Collection[str]) -> bool:
    needed, unread = {id}, [id]
    while unread:
        for path in _files(folder, unread.pop()):
            imported = _imported(path)
            if imported is None:
                return True
            unread += imported - needed
            needed |= imported
    return not needed.isdisjoint(units)


def _files(folder: Path, unit: str) -> list[Path]:
    """Return the files that a module or a package of the submission is made of."""
    return [path for path in [folder / f"{unit}.py", *(folder / unit).rglob("*.py")] if _is(path)]


def _is(path: Path) -> bool:
    return path.is_file() and path.stat().st_size <= limits.SOURCE


def _imported(path: Path) -> set[str] | None:
    """Return the modules that a file imports, by their first name; `None` if it cannot be told."""
    try:
        nodes = list(ast.walk(ast.parse(path.read_bytes())))
    except (OSError, SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add((node.module or "").partition(".")[0])
        elif isinstance(node, ast.Name) and node.id in DYNAMIC:
            return None
    return None if found & DYNAMIC else found
