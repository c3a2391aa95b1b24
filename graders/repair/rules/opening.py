"""A client, request or file that is opened in the wrong way, at the wrong time, or for all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair.edits import lines_of, wrapped
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.seen import is_client
from graders.repair.source import (
    Edit,
    SourceText,
    arguments,
    before,
    indent_of,
    name_of,
    replace,
    start,
)
from graders.repair.tree import (
    LOOPS,
    around,
    body_of,
    parent_is,
    statement_of,
    within,
)


@rule("made-at-import")
def made_at_import(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A client or a file is opened once, when the file is imported, for all calls."""
    for node in source.all("assignment"):
        left, right, statement = node.field("left"), node.field("right"), statement_of(node)
        found = re.match(r"(httpx\.AsyncClient|open)\(", right.text() if right else "")
        if found is None or left is None or right is None or not parent_is(statement, "module"):
            continue
        word = "async with" if "Async" in found[1] else "with"
        header = f"{word} {right.text()} as {left.text()}:"
        gone = lines_of(source, statement)
        says = f"{left.text()} is opened once, at import, and is the same one for every call."
        for function in source.functions():
            lines = [s for s in body_of(function) if not s.text().startswith('"""')]
            if lines and left.text() in function.text() and "yield" in function.text():
                edit = wrapped(source, header, lines[0], lines[-1])
                if held := re.search(rf"(async )?with {left.text()}:", function.text()):
                    place = start(function) + held.start()
                    edit = Edit(place, place + len(held[0]), header)
                yield Correction((gone, edit), says, likely=1)


@rule("synchronous-client")
def synchronous_client(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """httpx is used without async, and holds up everything else while it waits."""
    if not re.search(r"httpx\.(Client|stream|get)\(", source.text) or not is_client(evidence):
        return
    edits: list[Edit] = []
    for call in source.calls("httpx.Client"):
        edits.append(replace(call.field("function") or call, "httpx.AsyncClient"))
    for call in source.calls("httpx.stream"):
        given = [a for a in arguments(call) if not a.text().startswith("timeout=")]
        text = ", ".join(argument.text() for argument in given)
        new = f"httpx.AsyncClient(timeout=None) as client, client.stream({text})"
        edits.append(replace(call, new))
    for node in source.all("with_statement", "for_statement", "function_definition"):
        header = node.text().partition("\n")[0]
        if re.match(r"with .*(httpx\.|\.stream\()|for .*\.iter_|def stream_text", header):
            edits.append(before(node, "async "))
    edits += _iterated_with_async(source)
    says = "This is the httpx without async: while it waits, nothing else in the program can run."
    if edits:
        yield Correction(tuple(edits), says, likely=2)


def _iterated_with_async(source: SourceText) -> Iterator[Edit]:
    """Yield the edits that make text come piece by piece from the client with async."""
    for node in source.all("attribute"):
        name = node.field("attribute")
        if name is not None and name.text().startswith("iter_"):
            if parent_is((node.parent() or node), "yield"):
                whole = (node.parent() or node).parent() or node
                step = indent_of(source, node) + "    "
                response = node.text().rpartition(".")[0]
                new = f"async for piece in {response}.aiter_text():\n{step}yield piece"
                yield replace(whole, new)
            else:
                yield replace(name, "aiter_text")


@rule("gathered-then-yielded")
def gathered_then_yielded(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Everything is collected before the first is yielded, or returned as a whole."""
    for function in source.functions():
        text = function.text()
        for name in dict.fromkeys(
            re.findall(r"\b(\w+) = (?:\[\]|\"\"|''|list\(\)|(?:io\.)?[A-Z]\w*\(\))", text)
        ):
            if any(_is_added_to(around(node, *LOOPS), name) for node in within(function, "yield")):
                continue
            # The place to tell is where something is collected.
            edits = sorted(_yields_at_once(source, function, name), key=lambda e: not e.text)
            edits += _no_longer_awaited(source, function)
            kinds = [edit.text for edit in edits]
            if any(kind.startswith("yield") for kind in kinds) and "" in kinds:
                says = (
                    f"Everything is collected in {name} first; "
                    "with yield each is handed over when it is made."
                )
                yield Correction(tuple(edits), says, likely=1)


def _no_longer_awaited(source: SourceText, function: SgNode) -> Iterator[Edit]:
    """Yield the edits that take away the await in front of calls of what is a generator now."""
    for node in source.all("await"):
        called = node.child(1)
        if called is not None and called.text().startswith(f"{name_of(function)}("):
            yield replace(node, called.text())


def _is_added_to(loop: SgNode | None, name: str) -> bool:
    """Whether something is added to a name in a loop."""
    added = rf"\b{name}(\.(append|write|extend)\(| \+= | = {name} \+ )"
    return loop is not None and re.search(added, loop.text()) is not None


def _yields_at_once(source: SourceText, function: SgNode, name: str) -> Iterator[Edit]:
    added = re.compile(
        rf"{name}\.(?:append|write)\((.*)\)|{name} \+= (.*)|{name} = {name} \+ (.*)", re.S
    )
    extended = re.compile(rf"{name}\.extend\((.*)\)", re.S)
    gone = re.compile(
        rf"{name} = |return\b.*\b{name}\b|yield\b.*\b{name}\b|{name}\.seek|for \w+ in {name}\b"
    )
    inner = function.find_all(kind="expression_statement")
    others = [*function.find_all(kind="return_statement"), *function.find_all(kind="for_statement")]
    for statement in [*inner, *others]:
        text = statement.text()
        if found := added.fullmatch(text):
            value = next(part for part in found.groups() if part is not None)
            yield replace(statement, f"yield {value}")
        elif found := extended.fullmatch(text):
            yield replace(statement, f"yield from {found[1]}")
        elif gone.match(text):
            yield lines_of(source, statement)
