"""Files of the kit as students get them: fewer sessions, and actions that cannot change."""

from __future__ import annotations

import ast
import re
from collections.abc import Collection

from graders.errors import KitError

ACTIONS = {
    "actions/checkout@v6": "actions/checkout@1af3b93b6815bc44a9784bd300feb67ff0d1eeb3 # v6.0.0",
    "actions/setup-python@v6": (
        "actions/setup-python@83679a892e2d95755f2dac6acb0bfd1e9ac5d548 # v6.1.0"
    ),
    "actions/upload-artifact@v6": (
        "actions/upload-artifact@b7c566a772e6b6bfb58ed0dc250532a479d7789f # v6.0.0"
    ),
}
"""A tag can be moved to other code; a commit cannot."""


def pinned_actions(workflow: str) -> bytes:
    """Return a workflow whose actions are named by their commits."""

    def pin(found: re.Match[str]) -> str:
        if found[1] not in ACTIONS:
            raise KitError(f"there is no commit for {found[1]} in graders/handout/trimming.py")
        return f"uses: {ACTIONS[found[1]]}"

    return re.sub(r"uses: (\S+)", pin, workflow).encode()


def sessions_for_students(noxfile: str, kept: Collection[str]) -> bytes:
    """Return the noxfile with these sessions alone, and what they call."""
    tree, lines = ast.parse(noxfile), noxfile.splitlines(keepends=True)
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    called = {name: _names(node) for name, node in functions.items()}
    others = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
    wanted, waiting = set[str](), [*kept, *(name for node in others for name in _names(node))]
    while waiting:
        name = waiting.pop()
        if name in functions and name not in wanted:
            wanted.add(name)
            waiting += called[name]
    gone = {
        number
        for name, node in functions.items()
        if name not in wanted
        for number in range(_first_line(node) - 1, node.end_lineno or 0)
    }
    text = "".join(line for number, line in enumerate(lines) if number not in gone)
    return (re.sub(r"\n{4,}", "\n\n\n", text).rstrip() + "\n").encode()


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def _first_line(node: ast.FunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
