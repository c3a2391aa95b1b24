"""What is left of a stub in a file: its raise beside other code, and its yield of nothing."""

from __future__ import annotations

import ast
import linecache
from collections.abc import Iterator
from typing import TypeGuard

MOST_LINES = 100
"""Lines of bare yields that are told."""
Function = ast.FunctionDef | ast.AsyncFunctionDef


def bare_yields(source: bytes | str) -> list[int]:
    """Return the lines of a file that are nothing but `yield`."""
    found = (
        node.lineno for node in _nodes(source) if isinstance(node, ast.Expr) and _is_bare(node)
    )
    return sorted(found)[:MOST_LINES]


def is_whole_body(filename: str, line: int) -> bool:
    """Whether the statement at `line` is all there is in its function, as in a stub.

    A docstring and a bare yield do not count; nor does a file that cannot be read as Python.
    """
    functions = [
        node for node in _nodes("".join(linecache.getlines(filename))) if _holds(node, line)
    ]
    if not functions:
        return True
    innermost = max(functions, key=lambda node: node.lineno)
    return all(_is_of_a_stub(statement, line) for statement in innermost.body)


def _nodes(source: bytes | str) -> Iterator[ast.AST]:
    try:
        yield from ast.walk(ast.parse(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return


def _holds(node: ast.AST, line: int) -> TypeGuard[Function]:
    is_function = isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
    return is_function and node.lineno <= line <= (node.end_lineno or 0)  # type: ignore[attr-defined]


def _is_of_a_stub(statement: ast.stmt, line: int) -> bool:
    if isinstance(statement, ast.Expr):
        return _is_bare(statement) or isinstance(statement.value, ast.Constant)
    return isinstance(statement, ast.Raise) and statement.lineno == line


def _is_bare(statement: ast.Expr) -> bool:
    return isinstance(statement.value, ast.Yield) and statement.value.value is None
