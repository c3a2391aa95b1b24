"""What rules ask of a syntax tree: what is yielded, what a string has in it, what is in scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ast_grep_py import SgNode

from graders.repair.source import Edit, SourceText, end, function_around, name_of, start

PREFIX = re.compile(r"[rRbBuUfF]*")


def shown(text: str, most: int = 40) -> str:
    """Return code for a sentence: in one line, cut when it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 3]}..."


def is_same(one: SgNode | None, other: SgNode | None) -> bool:
    """Whether both are the node in the same place, of the same kind."""
    if one is None or other is None:
        return False
    return (start(one), end(one), one.kind()) == (start(other), end(other), other.kind())


def parent_kind(node: SgNode) -> str:
    """Return the kind of what a node is directly in."""
    parent = node.parent()
    return parent.kind() if parent is not None else ""


def inside(node: SgNode, outer: SgNode) -> bool:
    """Whether a node lies in another one, or is it."""
    return start(outer) <= start(node) and end(node) <= end(outer)


def within(outer: SgNode, *kinds: str) -> Iterator[SgNode]:
    """Yield the nodes of these kinds that lie in `outer`, in the order of the text."""
    found = [node for kind in kinds for node in outer.find_all(kind=kind) if node.is_named()]
    yield from sorted(found, key=start)


# Statements


def statement_of(node: SgNode) -> SgNode:
    """Return the statement that a node is in, with its decorators if it has some."""
    for outer in (node, *node.ancestors()):
        if parent_kind(outer) in ("block", "module", ""):
            return outer
    return node


def statements(block: SgNode) -> list[SgNode]:
    """Return the statements of a block."""
    return [node for node in block.children() if node.is_named() and node.kind() != "comment"]


def body_of(node: SgNode) -> list[SgNode]:
    """Return the statements in a function, a loop, or whatever else has a body."""
    block = node.field("body") or node.field("consequence")
    return statements(block) if block is not None else []


def following(node: SgNode) -> SgNode | None:
    """Return the statement after this one in its block."""
    later = (n for n in node.next_all() if n.is_named() and n.kind() != "comment")
    return next(later, None)


def whole_lines(source: SourceText, node: SgNode) -> tuple[int, int]:
    """Return from where to where the lines go that a node is in."""
    first, last = source.line_of(start(node)), source.line_of(end(node))
    begin = source.start_of_line(first)
    return begin, source.start_of_line(last) + len(source.lines[last - 1])


def indented(source: SourceText, node: SgNode, by: str) -> str:
    """Return the lines of a statement with `by` as the white space in front of the first."""
    begin, stop = whole_lines(source, node)
    lines = source.text[begin:stop].splitlines(keepends=True)
    old = len(lines[0]) - len(lines[0].lstrip())
    moved = [by + line[old:] if line[:old].strip() == "" else line for line in lines]
    return "".join(moved if moved[-1].endswith("\n") else [*moved, "\n"])


def is_docstring(string: SgNode) -> bool:
    """Whether a string stands alone, as a docstring does."""
    return parent_kind(string) == "expression_statement"


def is_main_guard(node: SgNode) -> bool:
    """Whether a node lies in what only runs when the file is run as a program."""
    return any(n.kind() == "if_statement" and "__main__" in n.text() for n in _chain(node))


def loop_around(node: SgNode) -> SgNode | None:
    """Return the innermost loop of its own function that a node is in."""
    for outer in node.ancestors():
        if outer.kind() in ("for_statement", "while_statement"):
            return outer
        if outer.kind() == "function_definition":
            return None
    return None


def _chain(node: SgNode) -> list[SgNode]:
    return [node, *node.ancestors()]


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


def produced(source: SourceText) -> Iterator[SgNode]:
    """Yield the expressions that become tokens: what is yielded, and what comprehensions make."""
    for node in source.all("yield", "list_comprehension", "generator_expression"):
        if node.kind() != "yield":
            yield from node.named_children()[:1]
        elif node.is_named() and not is_from(node):
            value = value_of(node)
            if value is not None:
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
        if made is not None and not is_docstring(node) and not is_main_guard(node):
            yield made


# Names


def parameters(function: SgNode) -> dict[str, SgNode]:
    """Return the parameters of a function by their names."""
    listed = function.field("parameters")
    found: dict[str, SgNode] = {}
    for node in listed.named_children() if listed is not None else []:
        name = node if node.kind() == "identifier" else next(iter(within(node, "identifier")), None)
        if name is not None and node.kind() != "comment":
            found[name.text()] = node
    return found


def prompt_at(node: SgNode) -> str | None:
    """Return the parameter that holds the prompt where a node is: `prompt`, else the first."""
    function = function_around(node)
    while function is not None:
        names = [name for name in parameters(function) if name not in ("self", "cls")]
        if names:
            return "prompt" if "prompt" in names else names[0]
        function = function_around(function)
    return None


def uses(source: SourceText, name: str) -> list[SgNode]:
    """Return the places where a name is used: not as attribute, keyword, parameter or import."""
    return [
        node
        for node in source.all("identifier")
        if node.text() == name and _is_use(node) and not is_main_guard(node)
    ]


def bound(source: SourceText) -> set[str]:
    """Return the names that the file gives to something."""
    names = {name_of(node) for node in source.all("function_definition", "class_definition")}
    for function in source.functions():
        names.update(parameters(function))
    for node in source.all("assignment", "for_statement", "for_in_clause", "named_expression"):
        left = node.field("left") or node.field("name")
        if left is not None:
            names.update(re.findall(r"(?<![\w.])[A-Za-z_]\w*(?![\w.\[(])", left.text()))
    for node in source.all("import_statement", "import_from_statement"):
        names.update(imported(node))
    return names - {""}


def imported(node: SgNode) -> dict[str, str]:
    """Return what an import binds: the name in this file, and the name in the module."""
    module = node.field("module_name")
    found = {}
    for child in node.named_children():
        if module is not None and is_same(child, module):
            continue
        name, alias = child.field("name"), child.field("alias")
        real = name.text() if name is not None else child.text()
        found[alias.text() if alias is not None else real.partition(".")[0]] = real
    return found


def _is_use(node: SgNode) -> bool:
    parent = node.parent()
    if parent is None:
        return False
    if parent.kind() == "attribute":
        return is_same(parent.field("object"), node)
    if parent.kind() == "keyword_argument":
        return not is_same(parent.field("name"), node)
    outer = {n.kind() for n in node.ancestors()}
    if outer & {"import_statement", "import_from_statement", "type"}:
        return False
    return parent.kind() not in (
        "function_definition",
        "class_definition",
        "parameters",
        "typed_parameter",
        "default_parameter",
        "typed_default_parameter",
        "global_statement",
    )
