"""What stands where in a file: statements and blocks around a node, and edits of whole lines."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair.rule import Evidence
from graders.repair.source import Edit, SourceText, arguments, end, indent_of, start

FUNCTION = "function_definition"
LOOPS = ("for_statement", "while_statement")
STEP = "    "
MOST_SHOWN = 50


def is_client(evidence: Evidence) -> bool:
    """Whether the file is to read a stream, and not to send one."""
    return evidence.exercise.role == "client"


def shown(node: SgNode) -> str:
    """Return a node's text as one short line, to be named in a sentence."""
    text = node.text().partition(":\n")[0] if body_of(node) is not None else node.text()
    text = " ".join(text.split())
    return text if len(text) <= MOST_SHOWN else f"{text[: MOST_SHOWN - 3]}..."


def parent_is(node: SgNode, *kinds: str) -> bool:
    """Whether a node stands directly in one of these kinds."""
    parent = node.parent()
    return parent is not None and parent.kind() in kinds


def statement_of(node: SgNode) -> SgNode:
    """Return the statement that a node is in, or is."""
    while not parent_is(node, "block", "module"):
        parent = node.parent()
        if parent is None:
            break
        node = parent
    return node


def body_of(node: SgNode) -> SgNode | None:
    """Return the block of a loop, with, if, try or function."""
    return node.field("body") or node.field("consequence")


def statements(block: SgNode | None) -> list[SgNode]:
    """Return the statements of a block, without comments."""
    children = block.named_children() if block is not None else []
    return [child for child in children if child.kind() != "comment"]


def statements_behind(statement: SgNode) -> list[SgNode]:
    """Return the statements that follow one in its block."""
    parent = statement.parent()
    return [other for other in statements(parent) if start(other) > start(statement)]


def statement_above(statement: SgNode) -> SgNode | None:
    """Return the statement that stands before one in its block."""
    above = [s for s in statements(statement.parent()) if start(s) < start(statement)]
    return above[-1] if above else None


def expressions(source: SourceText) -> Iterator[tuple[SgNode, SgNode]]:
    """Yield each statement that is only an expression, with that expression."""
    for statement in source.all("expression_statement"):
        if (only := statement.child(0)) is not None:
            yield statement, only


def around(node: SgNode, *kinds: str) -> SgNode | None:
    """Return the innermost node of these kinds around a node, in the same function."""
    for above in node.ancestors():
        if above.kind() in kinds:
            return above
        if above.kind() in (FUNCTION, "lambda"):
            return None
    return None


def parameters(function: SgNode | None) -> list[str]:
    """Return the names of a function's parameters."""
    listed = function.field("parameters") if function is not None else None
    nodes = listed.named_children() if listed is not None else []
    names = [node if node.kind() == "identifier" else node.child(0) for node in nodes]
    return [name.text() for name in names if name is not None and name.kind() == "identifier"]


def loop_variable(loop: SgNode | None) -> str | None:
    """Return the name that a `for` gives to each item, if it gives one."""
    left = loop.field("left") if loop is not None else None
    return left.text() if left is not None and left.kind() == "identifier" else None


def names_in(node: SgNode) -> set[str]:
    """Return the names that stand in a node."""
    if node.kind() == "identifier":
        return {node.text()}
    found = node.find_all(kind="identifier")
    return {name.text() for name in found}


def yielded(node: SgNode) -> SgNode | None:
    """Return what a `yield` gives; nothing for a bare one or a `yield from`."""
    parts = node.children()
    return parts[1] if len(parts) == 2 else None


def yielded_from(node: SgNode) -> SgNode | None:
    """Return what a `yield from` takes from."""
    parts = node.children()
    return parts[2] if len(parts) == 3 else None


def keyword(call: SgNode, name: str) -> SgNode | None:
    """Return the value that a call gives by keyword."""
    for argument in arguments(call):
        given = argument.field("name")
        if argument.kind() == "keyword_argument" and given is not None and given.text() == name:
            return argument.field("value")
    return None


def drop_argument(source: SourceText, argument: SgNode) -> Edit:
    """Return the edit that takes an argument out of a call, with its comma."""
    head = source.text[: start(argument)].rstrip()
    if head.endswith(","):
        return Edit(len(head) - 1, end(argument), "")
    behind = source.text[end(argument) :]
    if behind.lstrip().startswith(","):
        rest = behind.lstrip()[1:].lstrip(" ")
        return Edit(start(argument), len(source.text) - len(rest), "")
    return Edit(start(argument), end(argument), "")


def drop_async(node: SgNode) -> Edit:
    """Return the edit that takes `async` from in front of a `def`, `for` or `with`."""
    first, second = node.children()[:2]
    return Edit(start(first), start(second), "")


def add_argument(call: SgNode, text: str, first: bool = False) -> Edit:
    """Return the edit that gives a call one more argument, at the end or in front."""
    given = arguments(call)
    listed = call.field("arguments") or call
    if not given:
        return Edit(start(listed) + 1, start(listed) + 1, text)
    if first:
        return Edit(start(given[0]), start(given[0]), f"{text}, ")
    return Edit(end(given[-1]), end(given[-1]), f", {text}")


def last_name(text: str) -> str:
    """Return the part of a dotted name that is behind the last dot."""
    return text.rpartition(".")[2]


# Whole lines


def lines_of(source: SourceText, first: SgNode, last: SgNode | None = None) -> Edit:
    """Return the edit that takes out the lines of a statement, or from one to another."""
    last = last or first
    stop_line = source.line_of(max(end(last) - 1, start(last)))
    stop = source.start_of_line(stop_line) + len(source.lines[stop_line - 1])
    return Edit(source.start_of_line(source.line_of(start(first))), stop, "")


def text_of(source: SourceText, edit: Edit) -> str:
    """Return the text that an edit takes out, with a line end."""
    text = source.text[edit.start : edit.end]
    return text if text.endswith("\n") else text + "\n"


def indented(text: str, old: str, new: str) -> str:
    """Return lines with the indentation `new` where they had at least `old`."""
    return "".join(
        new + line[len(old) :] if line.startswith(old) and line.strip() else line
        for line in text.splitlines(keepends=True)
    )


def insert_before(source: SourceText, statement: SgNode, code: str) -> Edit:
    """Return the edit that puts a line of code above a statement."""
    place = source.start_of_line(source.line_of(start(statement)))
    return Edit(place, place, f"{indent_of(source, statement)}{code}\n")


def insert_after(source: SourceText, statement: SgNode, code: str) -> Edit:
    """Return the edit that puts a line of code below a statement."""
    taken = lines_of(source, statement)
    line_end = "" if source.text[: taken.end].endswith("\n") else "\n"
    return Edit(taken.end, taken.end, f"{line_end}{indent_of(source, statement)}{code}\n")


def is_on_own_lines(source: SourceText, block: SgNode | None) -> bool:
    """Whether a block begins on a line of its own, not behind the colon."""
    if block is None or not statements(block):
        return False
    first = statements(block)[0]
    return not source.text[
        source.start_of_line(source.line_of(start(first))) : start(first)
    ].strip()


def unwrapped(source: SourceText, compound: SgNode) -> Edit | None:
    """Return the edit that leaves only the block of a compound statement, one level further out."""
    block = body_of(compound)
    if block is None or not is_on_own_lines(source, block):
        return None
    inner = lines_of(source, statements(block)[0], statements(block)[-1])
    outer = indent_of(source, compound)
    text = indented(text_of(source, inner), indent_of(source, statements(block)[0]), outer)
    whole = lines_of(source, compound)
    return Edit(whole.start, whole.end, text)


def wrapped(source: SourceText, header: str, first: SgNode, last: SgNode) -> Edit:
    """Return the edit that puts statements into a block under a new header."""
    taken, indent = lines_of(source, first, last), indent_of(source, first)
    step = "\t" if "\n\t" in source.text else STEP
    body = indented(text_of(source, taken), indent, indent + step)
    return Edit(taken.start, taken.end, f"{indent}{header}\n{body}")


def with_import(source: SourceText, module: str) -> tuple[Edit, ...]:
    """Return the edit that imports a module, if the file does not."""
    imports = list(source.all("import_statement", "import_from_statement"))
    if any(node.text() == f"import {module}" for node in imports):
        return ()
    top = next((node for node in imports if parent_is(node, "module")), None)
    place = start(top) if top is not None else 0
    return (Edit(place, place, f"import {module}\n"),)
