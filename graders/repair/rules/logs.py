"""A file that is read: how it is opened, and how its lines are taken from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair import seen
from graders.repair.edits import is_on_own_lines, lines_of
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.source import (
    Edit,
    SourceText,
    arguments,
    function_around,
    indent_of,
    is_async,
    replace,
    start,
)
from graders.repair.tree import (
    LOOPS,
    around,
    block_of,
    body_of,
    expressions,
    loop_variable,
    parent_is,
    shown,
    statement_of,
    statements,
    yielded,
    yielded_from,
)

LAZY = re.compile(r"\w+$|\(|(?:iter|map|filter|enumerate|islice)\(")
"""What has not read anything of a file yet when it is returned."""
KEPT = re.compile(r"\b(\w+)\.read(?:lines)?\(\)|\b(?:list|tuple|sorted)\((\w+)\)|in (\w+)\]")
"""What reads all of a file, with the file's name in it."""
WHOLE = re.compile(
    r"\.read\(\)|\.readlines\(\)|read_text|read_bytes|\blist\(|\bsorted\(|\breversed\("
)


def _files(source: SourceText) -> Iterator[str]:
    """Yield the names that an open file has."""
    found = re.findall(r"open\(.*\) as (\w+)\s*:|(\w+) = (?:\w+\.)?open\(", source.text)
    yield from dict.fromkeys(one or other for one, other in found)


def _takes(node: SgNode | None, file: str) -> bool:
    """Whether a node takes something from a file, and is not simply the file."""
    text = node.text() if node is not None else file
    return text != file and re.search(rf"\b{file}\b", text) is not None


def _what_it_does(node: SgNode) -> str:
    if WHOLE.search(node.text()):
        return f"{shown(node)} reads the whole file before the first line can be sent."
    return f"{shown(node)} does not give all lines of the file as they are; the file itself does."


@rule("more-than-the-file")
def more_than_the_file(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Lines are taken from read(), readlines(), a list or a part of the file."""
    for file in _files(source) if evidence.exercise.log else ():
        for loop in source.all("for_statement"):
            right = loop.field("right")
            if right is not None and _takes(right, file):
                edits = [replace(right, file)]
                if right.text().startswith("await ") and not is_async(loop):
                    edits.append(Edit(start(loop), start(loop), "async "))
                says = _what_it_does(right)
                yield Correction(tuple(edits), says, likely=2)
                only = _only_variable(loop)
                if only:
                    says += " What it yields is not the line as it is, either."
                    yield Correction((*edits, *only), says, likely=0)
        for node in source.all("yield"):
            given = yielded_from(node)
            if given is not None and _takes(given, file):
                yield Correction((replace(given, file),), _what_it_does(given), likely=2)


@rule("more-than-what-is-opened")
def more_than_what_is_opened(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """open(...) is read as a whole in the same breath."""
    for opened in source.calls("open", ".open") if evidence.exercise.log else ():
        outer = _outermost(opened)
        if start(outer) != start(opened) or outer.text() != opened.text():
            yield Correction((replace(outer, opened.text()),), _what_it_does(outer), likely=2)
    for read in source.calls(".read_text", ".read_bytes") if evidence.exercise.log else ():
        found = re.match(r"(?:pathlib\.)?Path\((.+?)\)\.", read.text())
        if found and (outer := _outermost(read)):
            new = replace(outer, f'open({found[1]}, encoding="utf-8")')
            yield Correction((new,), _what_it_does(outer), likely=2)


def _outermost(node: SgNode) -> SgNode:
    """Return the whole expression that is looped over or yielded from, of which a node is part."""
    above = [a for a in node.ancestors() if parent_is(a, "for_statement", "yield")]
    kinds = ("call", "attribute", "list_comprehension", "subscript")
    return above[0] if above and above[0].kind() in kinds else node


def _only_variable(loop: SgNode) -> list[Edit]:
    """Return the edits with which a loop yields its variable as it is."""
    left = loop.field("left")
    name = loop_variable(loop) or (left.text().rpartition(", ")[2] if left is not None else None)
    given = [yielded(node) for node in loop.find_all(kind="yield")]
    if name is None or not name.isidentifier():
        return []
    edits = [replace(node, name) for node in given if node is not None and node.text() != name]
    if left is not None and left.text() != name:
        edits.append(replace(left, name))
    return edits


@rule("file-yielded")
def file_yielded(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The file, or all of its text, is one single item."""
    for file in _files(source) if evidence.exercise.log else ():
        for node in source.all("yield"):
            given, inner = yielded(node), around(node, *LOOPS)
            if given is None or inner is not None:
                continue
            if given.text() == file or _takes(given, file):
                says = f"yield gives {shown(given)} as one single item; yield from takes it apart."
                if re.search(r"\.readline\(|\bnext\(", given.text()):
                    says = f"{shown(given)} is one line; the others are never asked for."
                elif given.text() != file:
                    says = f"{shown(given)} is the whole file, and is yielded as one single item."
                yield Correction((replace(node, _from(source, node, file)),), says, likely=2)


def _from(source: SourceText, node: SgNode, file: str) -> str:
    """Return the code that yields each line, for a place in a plain or an async function."""
    function = function_around(node)
    if function is not None and is_async(function):
        return f"for line in {file}:\n{indent_of(source, node)}    yield line"
    return f"yield from {file}"


@rule("file-only-named")
def file_only_named(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The file is opened, and nothing is yielded from it."""
    for file in _files(source) if evidence.exercise.log else ():
        for node in source.all("with_statement"):
            inner = body_of(node)
            if len(inner) == 1 and inner[0].text() in (file, "pass", f"iter({file})"):
                says = f"{file} is opened here, and nothing is yielded from it."
                new = _from(source, inner[0], file)
                yield Correction((replace(inner[0], new),), says, likely=2)


@rule("file-returned")
def file_returned(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The file, or what reads from it, is returned out of the `with` that closes it."""
    for node in source.all("return_statement"):
        for file in _files(source) if evidence.exercise.log else ():
            given = node.child(1)
            if given is None or not re.search(rf"\b{file}\b", given.text()):
                continue
            inside = around(node, "with_statement") is not None
            says = f"return leaves the with block, which closes {file} before it is read."
            if not inside or not LAZY.match(given.text()):
                says = f"return {shown(given)} hands over everything at once, not line by line."
            new = _from(source, node, file)
            yield Correction((replace(node, new),), says, likely=2)
        given = node.child(1)
        if given is not None and re.fullmatch(r"(list|tuple)\((open\(.*\))\)", given.text()):
            says = f"{shown(given)} reads the whole file before the first line can be sent."
            inner = arguments(given)[0].text()
            yield Correction((replace(node, f"yield from {inner}"),), says, likely=2)


@rule("reads-in-a-while")
def reads_in_a_while(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A `while` reads on and on, and does not end with the file, or ends before it."""
    for loop in source.all("while_statement") if evidence.exercise.log else ():
        block = block_of(loop)
        file = next((f for f in _files(source) if _reads(loop, f)), None)
        if block is None or file is None or not is_on_own_lines(source, block):
            continue
        name = _name_of_what_is_read(loop, file)
        edits = list(_lines_instead(source, block, file, name))
        head = Edit(start(loop), start(block), "")
        gap = source.text[: start(block)].rpartition(":")[0]
        header = Edit(head.start, len(gap), f"for {name} in {file}")
        if re.search(rf"while \(?\w+ := {file}\.readline\(\)\)?:", loop.text()):
            continue
        says = f"This while reads {file} by itself, and does not stop just where the file ends."
        if block_read := re.search(rf"{file}\.read\(\w+\)", loop.text()):
            says = f"{block_read[0]} takes blocks of the file, and these are not its lines."
        yield Correction((header, *edits), says, likely=1)


def _reads(loop: SgNode, file: str) -> bool:
    return re.search(rf"\b(next\({file}[,)]|{file}\.read)", loop.text()) is not None


def _name_of_what_is_read(loop: SgNode, file: str) -> str:
    """Return the name that a `while` gives to what it reads of a file; line, if it gives none."""
    reads = rf"\b(\w+) (?::=|=) (?:next\({file}|{file}\.read)"
    found = re.search(reads, loop.text())
    return found[1] if found else "line"


def _lines_instead(source: SourceText, block: SgNode, file: str, name: str) -> Iterator[Edit]:
    """Yield the edits of a while's block that make it the block of `for line in file`."""
    reads = re.compile(rf"\w+ = (?:next\({file}.*|{file}\.read.*)")
    for statement in statements(block):
        if reads.fullmatch(statement.text()):
            yield lines_of(source, statement)
    for node in block.find_all(kind="yield"):
        given = yielded(node)
        if given is not None and given.text() != name:
            yield replace(given, name)


@rule("changed-on-the-way")
def changed_on_the_way(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """What is yielded is not the item of the loop as it came."""
    if not (evidence.exercise.log or evidence.exercise.role == "client"):
        return
    for loop in source.all(*LOOPS):
        names = _names_of_items(loop)
        for node in loop.find_all(kind="yield"):
            given = yielded(node)
            if given is None or not names or given.text() in names:
                continue
            if re.search(rf"\b{names[-1]}\b", given.text()):
                says = f"{shown(given)} is not {names[-1]} as it came: {_change(given, names[-1])}."
                yield Correction((replace(given, names[-1]),), says, likely=1)


def _names_of_items(loop: SgNode) -> list[str]:
    """Return the names that a `for`, or a `while` with :=, gives to what it goes over."""
    left, condition = loop.field("left"), loop.field("condition")
    if condition is not None:
        return re.findall(r"(\w+) :=", condition.text())
    return re.findall(r"\w+", left.text() if left is not None else "")


def _change(given: SgNode, name: str) -> str:
    text = given.text()
    if re.search(rf"\b{name}\[", text):
        return "only a part of it is taken"
    if re.search(r"\.[lr]?strip\(\)", text):
        return "white space and the line end are taken off"
    if re.fullmatch(rf"{name}\.[lr]?strip\([^()]*\)", text):
        return "something is taken off at its end"
    if "strip(" in text:
        return "its end is taken off, and something else is put there"
    if re.search(r"\.(en|de)code\(", text):
        return "characters are lost or changed in it"
    if text.startswith(("f'", 'f"')) or "+" in text:
        return "something is put around it"
    return "it is changed on the way"


@rule("moved-in-the-file")
def moved_in_the_file(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A seek starts somewhere else than at the file's beginning."""
    for statement, only in expressions(source):
        if re.fullmatch(r"\w+\.seek\((?!0\)).*\)", only.text()):
            says = f"{shown(only)} makes the reading begin elsewhere than at the file's beginning."
            likely = 2 if not seen.joined(evidence) else 1
            yield Correction((lines_of(source, statement),), says, likely)


@rule("kept-lines")
def kept_lines(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Each line that was sent is kept in a list as well."""
    for statement, only in expressions(source):
        found = re.fullmatch(r"(\w+)\.append\(\w+\)", only.text())
        if found and evidence.exercise.log:
            loop = around(statement, *LOOPS)
            if loop is not None and loop.find(kind="yield") is not None:
                says = f"{shown(only)} keeps every line, so that at the end all are in memory."
                yield Correction((lines_of(source, statement),), says, likely=1)


@rule("lines-kept-first")
def lines_kept_first(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """All lines of the file get a name first, and are gone through then."""
    for node in source.all("assignment") if evidence.exercise.log else ():
        left, right = node.field("left"), node.field("right")
        found = KEPT.search(right.text() if right is not None else "")
        if left is None or right is None or found is None:
            continue
        file = next(filter(None, found.groups()))
        says = f"{shown(right)} reads the whole file before the first line can be sent."
        gone = lines_of(source, statement_of(node))
        indent, new = indent_of(source, node), f"yield from {file}\n"
        for use in _uses(source, left.text()):
            edits = [Edit(gone.start, gone.end, indent + new), lines_of(source, use)]
            yield Correction(tuple(edits), says, likely=2)


def _uses(source: SourceText, name: str) -> Iterator[SgNode]:
    """Yield the statements in which all that a name holds is handed on."""
    for loop in source.all("for_statement"):
        right = loop.field("right")
        if right is not None and re.match(rf"(range\(len\()?{name}\b", right.text()):
            yield loop
    for statement in source.all("return_statement"):
        if re.fullmatch(rf"return (iter\()?{name}\)?", statement.text()):
            yield statement
    for statement, only in expressions(source):
        if re.fullmatch(rf"yield (from )?{name}\b.*", only.text()):
            yield statement
