"""Tokens that are held back or made ahead: one behind the source, in batches, in a whole list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair.edits import lines_of
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.rules.names import import_of
from graders.repair.source import (
    Edit,
    SourceText,
    arguments,
    before,
    function_around,
    indent_of,
    is_async,
    replace,
)
from graders.repair.sources import generator_calls
from graders.repair.tree import (
    block_of,
    body_of,
    expressions,
    is_main_guard,
    loop_variable,
    shown,
    statement_of,
    statements_behind,
    within,
    yielded,
)


@rule("one-behind")
def one_behind(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A loop keeps each item until the next one has come."""
    for loop in source.all("for_statement"):
        name, block, body = loop_variable(loop), block_of(loop), body_of(loop)
        kept = re.fullmatch(rf"(\w+) = {name}", body[-1].text()) if body and name else None
        given = [value for node in within(loop, "yield") if (value := yielded(node)) is not None]
        if kept is None or block is None or name is None or len(given) != 1:
            continue
        word = re.compile(rf"\b{kept[1]}\b")
        if not word.search(given[0].text()):
            continue
        behind = [s for s in statements_behind(loop) if word.search(s.text())]
        edits = [replace(block, f"yield {word.sub(name, given[0].text())}")]
        says = f"{kept[1]} holds each one back until the next has come."
        gone = (lines_of(source, statement) for statement in behind)
        yield Correction((*edits, *gone), says, likely=2)


@rule("in-batches")
def in_batches(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Several tokens are made before the first of them is handed on."""
    for loop in source.all("while_statement"):
        condition, function = loop.field("condition"), function_around(loop)
        found = BATCH.search(condition.text()) if condition is not None else None
        if found is None or function is None or loop.find(kind="yield") is None:
            continue
        space = indent_of(source, loop)
        new = f"yield from {found[2]}"
        if is_async(function):
            new = f"for token in {found[2]}:\n{space}    yield token"
        says = f"{shown(found[1])} makes several before the first of them is handed on."
        yield Correction((replace(loop, new),), says, likely=2)


BATCH = re.compile(r"\w+ := ((?:list|tuple)\((?:itertools\.)?islice\((\w+), \w+\)\))")


@rule("list-with-an-end")
def list_with_an_end(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A list is made of all tokens and of one thing more, which is put behind them."""
    for node in source.all("list"):
        parts = [part for part in node.named_children() if part.kind() != "comment"]
        stars = [part for part in parts if part.text().startswith("*")]
        if len(parts) > 1 and parts[:1] == stars and not is_main_guard(node):
            if not generator_calls(source, parts[0]):
                continue
            rest = ", ".join(part.text() for part in parts[1:])
            yield _chained(source, node, parts[0].text()[1:], rest, ())
    for loop in source.all("for_statement"):
        pair = loop.field("right")
        parts = pair.named_children() if pair is not None and pair.kind() in PAIRS else []
        if pair is not None and len(parts) == 2 and generator_calls(source, parts[0]):
            says = f"{shown(pair)} is a generator and a text, not the tokens and then the text."
            new = f"chain({parts[0].text()}, [{parts[1].text()}])"
            edits = (replace(pair, new), *import_of(source, "chain"))
            yield Correction(edits, says, likely=2)
    for statement, only in expressions(source):
        added = re.fullmatch(r"(\w+)\.append\((.+)\)", only.text(), re.DOTALL)
        for made in _lists(source, only) if added else ():
            left, right = made.field("left"), made.field("right")
            if added is None or left is None or right is None or left.text() != added[1]:
                continue
            tokens = arguments(right)[0].text()
            gone = lines_of(source, statement_of(statement))
            yield _chained(source, right, tokens, added[2], (gone,))


PAIRS = ("expression_list", "tuple")


def _lists(source: SourceText, node: SgNode) -> Iterator[SgNode]:
    """Yield the assignments of list(...) in the function around a node."""
    function = function_around(node)
    for made in within(function, "assignment") if function is not None else ():
        right = made.field("right")
        if right is not None and re.match(r"list\(", right.text()) and len(arguments(right)) == 1:
            yield made


def _chained(
    source: SourceText, whole: SgNode, tokens: str, rest: str, gone: tuple[Edit, ...]
) -> Correction:
    says = f"{shown(whole)} is complete before the first token can be sent."
    edits = (replace(whole, f"chain({tokens}, [{rest}])"), *gone, *import_of(source, "chain"))
    return Correction(edits, says, likely=2)


@rule("async-list")
def async_list(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A loop goes through a list that an asynchronous comprehension makes first."""
    for loop in source.all("for_statement"):
        right = loop.field("right")
        found = ALL_FIRST.fullmatch(right.text()) if right is not None else None
        if right is None or found is None or is_async(loop):
            continue
        says = f"{shown(right)} is complete before the loop begins."
        edits = (replace(right, found[2]), before(loop, "async "))
        yield Correction(edits, says, likely=2)


ALL_FIRST = re.compile(r"\[(\w+) async for \1 in (.+)\]", re.DOTALL)
