"""The comments that a file of the corpus begins with; tests/corpus/README.md explains them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Headed:
    """A file of the corpus: what its block of comments says, and what is handed in."""

    sentence: str
    parts: dict[str, tuple[str, ...]]
    source: str


def parse(text: str, names: Collection[str] = ()) -> Headed:
    """Read a file whose block may have parts of these names."""
    lines = text.splitlines(keepends=True)
    size = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    block = "".join(line.removeprefix("#").removeprefix(" ") for line in lines[:size])
    sentence, *parts = re.split(rf"^({'|'.join(names)}):", block, flags=re.MULTILINE)
    found = {name: _words(told) for name, told in zip(parts[::2], parts[1::2], strict=True)}
    return Headed(_on_one_line(sentence), found, "".join(lines[size:]).lstrip("\n"))


def _words(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_on_one_line, text.split(","))))


def _on_one_line(text: str) -> str:
    return " ".join(text.split())
