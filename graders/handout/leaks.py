"""Proves that a package gives no answer away: it has none of their lines, files, or archives."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path

KIT = Path(__file__).resolve().parents[2]
TELLING = 30
"""A line of so many characters, which no stub has, is an answer's own; so are two shorter ones."""
ARCHIVES = (".zip", ".whl", ".tar", ".gz", ".pyc", ".7z")

DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def leaks(files: Mapping[str, bytes]) -> list[str]:
    """Return what in these files gives an answer away, one line for each."""
    answers = [*_answers()]
    secret = {hashlib.sha256(path.read_bytes()).digest(): path for path in _secret_files()}
    found = []
    for name, content in files.items():
        if name.endswith(ARCHIVES):
            found.append(f"{name}: nobody can see what is in an archive")
        if (path := secret.get(hashlib.sha256(content).digest())) is not None:
            found.append(f"{name}: is {path.relative_to(KIT)}")
        lines = _lines(content.decode("utf-8", "replace"))
        found += [f"{name}: {shown!r} of an answer" for shown in _told(lines, answers)]
    return found


def _told(lines: list[str], answers: Iterable[list[str]]) -> Iterator[str]:
    """Yield the telling lines, and pairs of lines, that are in an answer as well."""
    single, pairs = set(lines), set(pairwise(lines))
    for answer in answers:
        yield from (line for line in answer if len(line) >= TELLING and line in single)
        for pair in pairwise(answer):
            if all(pair) and pair in pairs:
                yield " / ".join(pair)


def _answers() -> Iterator[list[str]]:
    """Yield the code of each answer; a line that its stub has as well is empty."""
    for path in sorted((KIT / "solutions").glob("*.py")):
        stub = set(_lines((KIT / "starter" / path.name).read_text("utf-8")))
        yield ["" if line in stub else line for line in _code(path.read_text("utf-8"))]


def _code(text: str) -> list[str]:
    """Return the lines of code, without comments, docstrings and imports."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) and len(node.body) > 1:
            del node.body[0]
    kept = [n for n in tree.body if not isinstance(n, (ast.Import, ast.ImportFrom, ast.Expr))]
    numbers = {
        part.lineno for node in kept for part in ast.walk(node) if isinstance(part, ast.stmt)
    }
    lines = text.splitlines()
    return [lines[number - 1].strip() for number in sorted(numbers)]


def _lines(text: str) -> list[str]:
    return [stripped for line in text.splitlines() if (stripped := line.strip())]


def _secret_files() -> Iterator[Path]:
    for folder in ("solutions", "tests", "proofs"):
        for path in (KIT / folder).rglob("*"):
            if path.is_file() and path.stat().st_size and "__pycache__" not in path.parts:
                yield path
