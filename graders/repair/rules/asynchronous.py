"""What waits and what does not: async and await, and the pause before each token."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair.edits import drop_async
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.source import (
    Edit,
    SourceText,
    before,
    function_around,
    is_async,
    name_of,
    replace,
    start,
)
from graders.repair.sources import is_generator_call, makes_response
from graders.repair.tree import around, is_same, parent_is, shown, within

ASYNC_SOURCE = re.compile(r"\.aiter_\w+\(|_async\(|aiofiles|\bstream_text\(")
ASYNC_WITH = re.compile(r"AsyncClient\b|with httpx\b|\.stream\(|aiofiles\.open\(")
COROUTINE = re.compile(
    r"(asyncio\.(sleep|to_thread|wait_for|gather)|\w+\.(aread|aclose|run_in_executor)"
    r"|client\.(get|head|post|send))\("
)
"""Calls that give something to await."""
NOT_ASYNC = re.compile(r"'async for' requires|asynchronous context manager|__aenter__")
NOT_AWAITABLE = re.compile(r"'await' expression|be awaited|awaitable")
NEVER_AWAITED = "never awaited"


@rule("async-too-much")
def async_too_much(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """`async for` or `async with` stands before something that is not asynchronous."""
    for node in source.all("for_statement", "with_statement"):
        if is_async(node):
            word = node.children()[1].text()
            here = source.line_of(start(node)) in evidence.lines
            wrong = here and NOT_ASYNC.search(evidence.messages) is not None
            says = (
                f"What this async {word} takes is not asynchronous, so a plain {word} belongs here."
            )
            if wrong or not _needs_async(node):
                yield Correction((drop_async(node),), says, likely=2 if wrong else 0)


@rule("async-missing")
def async_missing(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """`for` or `with` stands before something asynchronous."""
    for node in source.all("for_statement", "with_statement"):
        if not is_async(node) and _needs_async(node):
            word = node.children()[0].text()
            says = f"What this {word} takes is asynchronous, and a plain {word} cannot wait for it."
            yield Correction((before(node, "async "),), says, likely=1)


def _needs_async(node: SgNode) -> bool:
    if node.kind() == "for_statement":
        right = node.field("right")
        text = right.text() if right is not None else ""
        return bool(ASYNC_SOURCE.search(text)) or _is_async_file(text, node)
    header = node.text().partition("\n")[0]
    return bool(ASYNC_WITH.search(header))


def _is_async_file(name: str, node: SgNode) -> bool:
    """Whether a name is that of a file of aiofiles, in the `with` around a node."""
    outer = around(node, "with_statement")
    opened = rf"aiofiles\.open\(.*\) as {re.escape(name)}\s*:"
    return outer is not None and re.search(opened, outer.text()) is not None


@rule("await-missing")
def await_missing(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A call that only makes a coroutine is not awaited."""
    for call in _not_awaited(source):
        says = f"{shown(call)} has no await in front, so nothing here waits for it."
        told = NEVER_AWAITED in evidence.messages or "coroutine" in evidence.messages
        alone = parent_is(call, "expression_statement")
        yield Correction((before(call, "await "),), says, likely=2 if told or alone else 1)


def _not_awaited(source: SourceText) -> Iterator[SgNode]:
    for call in source.all("call"):
        if COROUTINE.match(call.text()) and not parent_is(call, "await", "argument_list"):
            yield call


@rule("await-too-much")
def await_too_much(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Something is awaited that is there at once."""
    told = NOT_AWAITABLE.search(evidence.messages) is not None
    for node in source.all("await"):
        awaited = node.child(1)
        if awaited is None or COROUTINE.match(awaited.text()):
            continue
        is_known = makes_response(awaited) or is_generator_call(source, awaited)
        if told or is_known:
            here = source.line_of(start(node)) in evidence.lines
            says = f"{shown(awaited)} is nothing that can be awaited, so the await is one too many."
            yield Correction(
                (replace(node, awaited.text()),), says, likely=2 if here or is_known else 0
            )


@rule("plain-def")
def plain_def(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A plain def has something in it that waits."""
    for function in source.functions():
        if is_async(function):
            continue
        edits = tuple(_made_async(source, function))
        if waits := _waits_in(function):
            says = f"{name_of(function)} is a plain def, in which {waits} is not allowed."
            yield Correction((before(function, "async "),), says, likely=2)
        if edits:
            says = f"{name_of(function)} is a plain def, in which nothing can be awaited."
            yield Correction((*edits, before(function, "async ")), says, likely=1)


def _waits_in(function: SgNode) -> str | None:
    """Return the first words in a function itself, not in one inside it, that need an async def."""
    for node in within(function, "await", "for_statement", "with_statement"):
        if is_same(function_around(node), function):
            if node.kind() == "await":
                return "await"
            if is_async(node):
                return f"async {node.children()[1].text()}"
    return None


@rule("async-def-too-much")
def async_def_too_much(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An async def stands where a plain generator is asked for."""
    for function in source.functions() if evidence.exercise.role == "generator" else ():
        if is_async(function) and _waits_in(function) is None:
            says = f"{name_of(function)} is an async def; a plain def is asked for."
            yield Correction((drop_async(function),), says, likely=2)


def _made_async(source: SourceText, function: SgNode) -> Iterator[Edit]:
    """Yield the edits that put async and await where a function needs them."""
    for kind in ("for_statement", "with_statement"):
        for node in function.find_all(kind=kind):
            if not is_async(node) and _needs_async(node):
                yield before(node, "async ")
    for call in function.find_all(kind="call"):
        if COROUTINE.match(call.text()) and not parent_is(call, "await", "argument_list"):
            yield before(call, "await ")


@rule("all-plain")
def all_plain(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An async def has several plain `with` and `for` in it that should be async."""
    for function in source.functions():
        edits = tuple(_made_async(source, function))
        if is_async(function) and len(edits) > 1:
            says = "Here async is missing in front of each with and for that has to wait."
            yield Correction(edits, says, likely=1)
