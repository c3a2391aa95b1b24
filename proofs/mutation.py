"""Change a Python source systematically, one small change at a time.

The changes are those of operators.py. What has no effect on how a file is graded is left alone:
imports, docstrings, annotations, and what only runs when the file is run as a program (a function
`main`, and the `__main__` block).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from proofs.operators import OPERATORS, Changes, Function, has_no_effect


@dataclass(frozen=True)
class Mutant:
    """A changed source: where the change begins, the text of that line, what was done."""

    line: int
    code: str
    change: str
    source: str


def mutants(source: str) -> list[Mutant]:
    """Return every mutant of `source` that compiles, each different one once."""
    tree = ast.parse(source)
    lines = source.splitlines()
    found: dict[str, Mutant] = {ast.unparse(tree): Mutant(0, "", "nothing", source)}
    for place in _places(tree, line=1, names=()):
        for change, new in _changes(place):
            with_change = place.unparsed_with(tree, new)
            if with_change not in found and _compiles(with_change):
                code = lines[place.line - 1].strip()
                found[with_change] = Mutant(place.line, code, change, with_change)
    return list(found.values())[1:]


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec")
    except (SyntaxError, ValueError):
        return False
    return True


# Where a change can be made


@dataclass(frozen=True)
class Place:
    """A node, what holds it, and the local names of the function it is in."""

    holder: ast.AST
    field: str
    index: int | None
    node: ast.AST
    line: int
    names: tuple[str, ...]

    def unparsed_with(self, tree: ast.AST, new: ast.AST | list[ast.stmt]) -> str:
        """Return the source of `tree` with `new` in this place."""
        before = getattr(self.holder, self.field)
        after = new
        if self.index is not None:
            several = new if isinstance(new, list) else [new]
            after = [*before[: self.index], *several, *before[self.index + 1 :]]
        setattr(self.holder, self.field, after)
        try:
            return ast.unparse(ast.fix_missing_locations(tree))
        finally:
            setattr(self.holder, self.field, before)


def _places(holder: ast.AST, line: int, names: tuple[str, ...]) -> Iterator[Place]:
    for field, value in ast.iter_fields(holder):
        for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
            if not isinstance(node, ast.AST) or has_no_effect(field, node):
                continue
            # Before Python 3.12, what is inside an f-string does not know its line.
            known = not isinstance(holder, (ast.JoinedStr, ast.FormattedValue))
            here = getattr(node, "lineno", line) if known else line
            local = _local_names(node) if isinstance(node, Function) else names
            yield Place(holder, field, index, node, here, local)
            yield from _places(node, here, local)


def _local_names(function: ast.AST) -> tuple[str, ...]:
    inside = list(ast.walk(function))
    names = [node.arg for node in inside if isinstance(node, ast.arg)]
    names += [
        node.id for node in inside if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    ]
    return tuple(dict.fromkeys(names))


def _changes(place: Place) -> Changes:
    for kinds, operator in OPERATORS:
        if isinstance(place.node, kinds):
            yield from operator(place.node)
    if isinstance(place.node, ast.Name) and isinstance(place.node.ctx, ast.Load):
        for name in place.names if place.node.id in place.names else ():
            yield f"{place.node.id} -> {name}", ast.Name(name, ast.Load())
