"""What rules ask of a syntax tree: what is around a node, in a block, yielded, or in a string."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ast_grep_py import SgNode

from graders.repair.source import Edit, SourceText, arguments, end, start
from graders.text import visible

FUNCTION = "function_definition"
LOOPS = ("for_statement", "while_statement")
MOST_SHOWN = 50
PREFIX = re.compile(r"[rRbBuUfF]*")


def shown(code: SgNode | str, most: int = MOST_SHOWN) -> str:
    """Return code for a sentence: in one line, of a block its first line, cut when it is long."""
    text = code if isinstance(code, str) else code.text()
    if not isinstance(code, str) and block_of(code) is not None:
        text = text.partition(":\n")[0]
    line = printable(" ".join(text.split()))
    return line if len(line) <= most else f"{line[: most - 3]}..."


def printable(text: str) -> str:
    """Return a text with escapes for all in it that cannot be seen."""
    return "".join(sign for _, sign in visible(text, {}))


def last_name(text: str) -> str:
    """Return the part of a dotted name that is behind the last dot."""
    return text.rpartition(".")[2]


# Around a node, and in it


def is_same(one: SgNode | None, other: SgNode | None) -> bool:
    """Whether both are the node in the same place, of the same kind."""
    if one is None or other is None:
        return False
    return (start(one), end(one), one.kind()) == (start(other), end(other), other.kind())


def parent_kind(node: SgNode) -> str:
    """Return the kind of what a node is directly in."""
    parent = node.parent()
    return parent.kind() if parent is not None else ""


def parent_is(node: SgNode, *kinds: str) -> bool:
    """Whether a node stands directly in one of these kinds."""
    return parent_kind(node) in kinds


def inside(node: SgNode, outer: SgNode) -> bool:
    """Whether a node lies in another one, or is it."""
    return start(outer) <= start(node) and end(node) <= end(outer)


def within(outer: SgNode, *kinds: str) -> Iterator[SgNode]:
    """Yield the nodes of these kinds that lie in `outer`, in the order of the text."""
    found = [node for kind in kinds for node in outer.find_all(kind=kind) if node.is_named()]
    yield from sorted(found, key=start)


def around(node: SgNode, *kinds: str) -> SgNode | None:
    """Return the innermost node of these kinds around a node, in the same function."""
    for above in node.ancestors():
        if above.kind() in kinds:
            return above
        if above.kind() in (FUNCTION, "lambda"):
            return None
    return None


def loop_around(node: SgNode) -> SgNode | None:
    """Return the innermost loop of its own function that a node is in."""
    return around(node, *LOOPS)


def is_main_guard(node: SgNode) -> bool:
    """Whether a node lies in what only runs when the file is run as a program."""
    chain = (node, *node.ancestors())
    return any(n.kind() == "if_statement" and "__main__" in n.text() for n in chain)


def names_in(node: SgNode) -> set[str]:
    """Return the names that stand in a node."""
    if node.kind() == "identifier":
        return {node.text()}
    return {name.text() for name in node.find_all(kind="identifier")}


# Statements and blocks


def statement_of(node: SgNode) -> SgNode:
    """Return the statement that a node is in or is, with its decorators if it has some."""
    for outer in (node, *node.ancestors()):
        if parent_is(outer, "block", "module", ""):
            return outer
    return node


def block_of(node: SgNode) -> SgNode | None:
    """Return the block of a loop, with, if, try or function."""
    return node.field("body") or node.field("consequence")


def statements(block: SgNode | None) -> list[SgNode]:
    """Return the statements of a block, without comments."""
    children = block.named_children() if block is not None else []
    return [child for child in children if child.kind() != "comment"]


def body_of(node: SgNode) -> list[SgNode]:
    """Return the statements in a function, a loop, or whatever else has a block."""
    return statements(block_of(node))


def following(node: SgNode) -> SgNode | None:
    """Return the statement after this one in its block."""
    return next(iter(statements_behind(node)), None)


def statements_behind(statement: SgNode) -> list[SgNode]:
    """Return the statements that follow one in its block."""
    return [other for other in statements(statement.parent()) if start(other) > start(statement)]


def statement_above(statement: SgNode) -> SgNode | None:
    """Return the statement that stands before one in its block."""
    above = [s for s in statements(statement.parent()) if start(s) < start(statement)]
    return above[-1] if above else None


def expressions(source: SourceText) -> Iterator[tuple[SgNode, SgNode]]:
    """Yield each statement that is only an expression, with that expression."""
    for statement in source.all("expression_statement"):
        if (only := statement.child(0)) is not None:
            yield statement, only


def is_text(statement: SgNode) -> bool:
    """Whether a statement is only a string, such as a docstring."""
    only = statement.child(0)
    is_expression = statement.kind() == "expression_statement"
    return is_expression and only is not None and only.kind() == "string"


# Loops and calls


def loop_variable(loop: SgNode | None, last: bool = False) -> str | None:
    """Return the name that a `for` gives to each item, if it gives one, or the last of several."""
    left = loop.field("left") if loop is not None else None
    if left is not None and last and left.kind() == "pattern_list":
        left = left.named_children()[-1]
    return left.text() if left is not None and left.kind() == "identifier" else None


def keyword(call: SgNode, name: str) -> SgNode | None:
    """Return the value that a call gives by keyword."""
    for argument in arguments(call):
        given = argument.field("name")
        if argument.kind() == "keyword_argument" and given is not None and given.text() == name:
            return argument.field("value")
    return None


# What is given away


def yields(source: SourceText) -> Iterator[SgNode]:
    """Yield every yield of the file, in the order of the text."""
    yield from (node for node in source.all("yield") if node.is_named() and node.children())


def is_from(node: SgNode) -> bool:
    """Whether it is a `yield from`."""
    return any(child.kind() == "from" for child in node.children())


def value_of(node: SgNode) -> SgNode | None:
    """Return what a yield, a return or an expression statement is about, if anything."""
    values = [n for n in node.children() if n.is_named() and n.kind() not in ("comment", "yield")]
    return values[-1] if values else None


def yielded(node: SgNode) -> SgNode | None:
    """Return what a `yield` gives; nothing for a bare one or a `yield from`."""
    return None if is_from(node) else value_of(node)


def yielded_from(node: SgNode) -> SgNode | None:
    """Return what a `yield from` takes from."""
    return value_of(node) if is_from(node) else None


def produced(source: SourceText) -> Iterator[SgNode]:
    """Yield the expressions that become tokens: what is yielded, and what comprehensions make."""
    for node in source.all("yield", "list_comprehension", "generator_expression"):
        if node.kind() != "yield":
            yield from node.named_children()[:1]
        elif node.is_named() and (value := yielded(node)) is not None:
            yield value


# Strings


@dataclass(frozen=True)
class Literal:
    """A string: its letters in front, its quotes, and what is between them as it is written."""

    node: SgNode
    prefix: str
    quote: str
    body: str

    @property
    def place(self) -> int:
        """Where the text between the quotes begins."""
        return start(self.node) + len(self.prefix) + len(self.quote)

    @property
    def has_f(self) -> bool:
        """Whether it is an f-string."""
        return "f" in self.prefix.lower()

    def with_body(self, body: str) -> Edit:
        """Return the edit that changes what is between the quotes."""
        return Edit(self.place, self.place + len(self.body), body)


def literal(node: SgNode) -> Literal | None:
    """Return a string node taken apart, or None if the node is no string."""
    if node.kind() != "string":
        return None
    text = node.text()
    found = PREFIX.match(text)
    prefix = found[0] if found else ""
    rest = text[len(prefix) :]
    quote = rest[:3] if rest[:3] in ('"""', "'''") else rest[:1]
    return Literal(node, prefix, quote, rest[len(quote) : len(rest) - len(quote)])


def literals(source: SourceText) -> Iterator[Literal]:
    """Yield every string that is part of what the file does: no docstring, no annotation."""
    for node in source.all("string"):
        made = literal(node)
        is_docstring = parent_is(node, "expression_statement")
        if made is not None and not is_docstring and not is_main_guard(node):
            yield made
