"""Edits that many rules make: of arguments, and of whole lines."""

from __future__ import annotations

from ast_grep_py import SgNode

from graders.repair.source import Edit, SourceText, arguments, end, indent_of, start
from graders.repair.tree import block_of, parent_is, statements

STEP = "    "


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


# Whole lines


def whole_lines(source: SourceText, first: SgNode, last: SgNode | None = None) -> tuple[int, int]:
    """Return from where to where the lines of a statement go, or from one to another."""
    last = last or first
    stop_line = source.line_of(max(end(last) - 1, start(last)))
    stop = source.start_of_line(stop_line) + len(source.lines[stop_line - 1])
    return source.start_of_line(source.line_of(start(first))), stop


def lines_of(source: SourceText, first: SgNode, last: SgNode | None = None) -> Edit:
    """Return the edit that takes out the lines of a statement, or from one to another."""
    return Edit(*whole_lines(source, first, last), "")


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


def moved(source: SourceText, node: SgNode, by: str) -> str:
    """Return the lines of a statement with `by` as the white space in front of the first."""
    begin, stop = whole_lines(source, node)
    lines = source.text[begin:stop].splitlines(keepends=True)
    old = len(lines[0]) - len(lines[0].lstrip())
    new = [by + line[old:] if line[:old].strip() == "" else line for line in lines]
    return "".join(new if new[-1].endswith("\n") else [*new, "\n"])


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
    block = block_of(compound)
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
