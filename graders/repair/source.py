"""A student's file as text with a syntax tree, and edits of it that leave everything else as is.

The tree is tree-sitter's: it has a place in the text for each node, and it comes also where the
text is not valid Python, so that rules can mend that as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from ast_grep_py import SgNode, SgRoot


@dataclass(frozen=True)
class Edit:
    """Put `text` in the place of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


class SourceText:
    """The text of a file, and what is in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def root(self) -> SgNode:
        """The module's node."""
        return SgRoot(self.text, "python").root()

    @cached_property
    def lines(self) -> list[str]:
        """All lines, each with its line end."""
        return re.findall(r"[^\n]*\n|[^\n]+", self.text)

    def edited(self, edits: Iterable[Edit]) -> str:
        """Return the text with `edits` made, none of which may overlap."""
        text = self.text
        for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
            text = text[: edit.start] + edit.text + text[edit.end :]
        return text

    def line_of(self, place: int) -> int:
        """Return the number of the line, from 1, that the character at `place` is in."""
        return self.text.count("\n", 0, place) + 1

    def start_of_line(self, line: int) -> int:
        """Return the place of the first character of the line with this number."""
        return sum(map(len, self.lines[: line - 1]))

    def all(self, *kinds: str) -> Iterator[SgNode]:
        """Yield all nodes of these kinds, in the order of the text."""
        found = [node for kind in kinds for node in self.root.find_all(kind=kind)]
        yield from sorted(found, key=start)

    def calls(self, *names: str) -> Iterator[SgNode]:
        """Yield the calls of these names, such as `list` or `StreamingResponse`.

        A name with a dot in front, such as `.split`, stands for a method or attribute of anything.
        """
        for call in self.all("call"):
            function = call.field("function")
            if function is not None and _is_named(function, names):
                yield call

    def functions(self) -> Iterator[SgNode]:
        """Yield all function definitions, in the order of the text."""
        yield from self.all("function_definition")


def start(node: SgNode) -> int:
    """Return where a node begins, in characters."""
    return node.range().start.index


def end(node: SgNode) -> int:
    """Return where a node ends, in characters."""
    return node.range().end.index


def replace(node: SgNode, text: str) -> Edit:
    """Return the edit that puts `text` in a node's place."""
    return Edit(start(node), end(node), text)


def before(node: SgNode, text: str) -> Edit:
    """Return the edit that puts `text` in front of a node."""
    return Edit(start(node), start(node), text)


def after(node: SgNode, text: str) -> Edit:
    """Return the edit that puts `text` behind a node."""
    return Edit(end(node), end(node), text)


def delete_statement(source: SourceText, node: SgNode) -> Edit:
    """Return the edit that takes a statement out, with its lines if nothing else is in them."""
    first, last = source.line_of(start(node)), source.line_of(end(node))
    begin = source.start_of_line(first)
    stop = source.start_of_line(last) + len(source.lines[last - 1])
    rest = source.text[begin : start(node)] + source.text[end(node) : stop]
    if not rest.strip() or rest.strip().startswith("#"):
        return Edit(begin, stop, "")
    return replace(node, "pass")


def indent_of(source: SourceText, node: SgNode) -> str:
    """Return the white space in front of the line in which a node begins."""
    line = source.lines[source.line_of(start(node)) - 1]
    return line[: len(line) - len(line.lstrip())]


def arguments(call: SgNode) -> list[SgNode]:
    """Return the arguments of a call, those with a keyword as they are written."""
    listed = call.field("arguments")
    if listed is None:
        return []
    return [node for node in listed.named_children() if node.kind() != "comment"]


def function_around(node: SgNode) -> SgNode | None:
    """Return the innermost function that a node is in."""
    return next((a for a in node.ancestors() if a.kind() == "function_definition"), None)


def name_of(function: SgNode) -> str:
    """Return the name of a function or class that is defined."""
    name = function.field("name")
    return name.text() if name is not None else ""


def is_async(node: SgNode) -> bool:
    """Whether a `def`, `for` or `with` has `async` in front."""
    first = node.child(0)
    return first is not None and first.kind() == "async"


def _is_named(function: SgNode, names: tuple[str, ...]) -> bool:
    text = function.text()
    return any(text == name or (name.startswith(".") and text.endswith(name)) for name in names)
