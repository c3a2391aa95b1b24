"""What a client reads of a response: text, bytes or lines, whole or piece by piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair.edits import drop_argument, lines_of, wrapped
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.seen import is_client
from graders.repair.source import (
    Edit,
    SourceText,
    arguments,
    before,
    end,
    indent_of,
    is_async,
    replace,
    start,
)
from graders.repair.tree import (
    LOOPS,
    around,
    block_of,
    expressions,
    loop_variable,
    shown,
    statement_of,
    statements,
    statements_behind,
    yielded,
)

READS = re.compile(r"\.(a?iter_(?:bytes|raw|lines|text))\b")


@rule("reads-something-else")
def reads_something_else(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The body is taken as bytes or lines, where pieces of text are meant."""
    if not is_client(evidence):
        return
    for node in source.all("attribute"):
        name = node.field("attribute")
        if name is None or name.text() not in WHAT:
            continue
        loop = around(node, "for_statement")
        edits = _yields_only(loop) if loop is not None else []
        to_text, call = replace(name, "aiter_text"), node.parent()
        if name.text().startswith("iter_") and call is not None and arguments(call):
            to_text = Edit(start(name), end(call), "aiter_text()")
        if name.text().startswith("iter_") and loop is not None and not is_async(loop):
            edits.append(before(loop, "async "))
        says = f"{name.text()} {WHAT[name.text()]}; aiter_text gives the text as it comes."
        decoded = CODEC.search(loop.text()) if loop is not None else None
        if decoded and decoded[1].lower().replace("-", "") != "utf8":
            says = f"{decoded[1]} makes other characters of the bytes; aiter_text decodes them."
        yield Correction((to_text, *edits), says, likely=1)
        if edits:
            yield Correction((to_text,), says, likely=0)
        if name.text() == "aiter_raw":
            says = "aiter_raw gives the bytes as they were sent, which may be compressed."
            yield Correction((replace(name, "aiter_bytes"),), says, likely=1)


CODEC = re.compile(r"\.decode\([\"']([\w-]+)[\"']")
ALL_AT_ONCE = re.compile(r"(?:\(?await )?(\w+)\.(?:text|content|a?read\(\))\)?.*")
WHAT = {
    "aiter_bytes": "gives bytes, in which a character may be cut in half",
    "aiter_raw": "gives the bytes as they were sent, compressed or cut in half",
    "aiter_lines": "waits for whole lines and takes their line ends away",
    "iter_bytes": "is for the client without async, and gives bytes",
    "iter_content": "is what requests has, and not httpx",
    "iter_text": "is for the client without async",
    "iter_lines": "is for the client without async, and waits for whole lines",
}


def _yields_only(loop: SgNode) -> list[Edit]:
    """Return the edits with which a loop yields nothing but its variable."""
    name = loop_variable(loop)
    given = [yielded(node) for node in loop.find_all(kind="yield")]
    others = [node for node in given if node is not None and node.text() != name]
    return [replace(node, name) for node in others if name is not None]


@rule("more-than-yielded")
def more_than_yielded(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A loop does more with its items than to hand them on."""
    if not is_client(evidence) and not evidence.exercise.log:
        return
    for loop in source.all("for_statement"):
        name, block, right = loop_variable(loop), block_of(loop), loop.field("right")
        if name is None or block is None or right is None or loop.find(kind="yield") is None:
            continue
        edits = [replace(block, f"yield {name}")]
        found = READS.search(right.text())
        if found and found[1] != "aiter_text":
            place = start(right) + found.start(1)
            edits.append(Edit(place, place + len(found[1]), "aiter_text"))
        if len(statements(block)) > 1 or statements(block)[0].kind() != "expression_statement":
            says = f"Not every {name} is handed on just as it came and when it came."
            yield Correction(tuple(edits), says, likely=1)


@rule("first-by-hand")
def first_by_hand(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The first item is taken before the loop, and there may be none."""
    for node in source.all("assignment"):
        left, right = node.field("left"), node.field("right")
        if left is None or not re.search(r"\b(a?next|__a?next__)\(", right.text() if right else ""):
            continue
        gone = [lines_of(source, statement_of(node))]
        for statement, only in expressions(source):
            if only.text() == f"yield {left.text()}":
                gone.append(lines_of(source, statement))
        if len(gone) == 2 and around(node, *LOOPS) is None:
            says = f"{left.text()} is taken by hand before the loop, which fails if there is none."
            yield Correction(tuple(gone), says, likely=1)


@rule("chunk-size")
def chunk_size(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A size is given, so that pieces are held back until so much has come."""
    for call in source.calls(".aiter_text", ".aiter_bytes", ".aiter_raw"):
        for argument in arguments(call):
            says = f"With {shown(argument)} text is held back until that much has come."
            yield Correction((drop_argument(source, argument),), says, likely=1)


@rule("whole-text")
def whole_text(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The text of a streamed response is asked for as a whole."""
    for node in source.all("yield"):
        given = yielded(node)
        found = ALL_AT_ONCE.fullmatch(given.text() if given else "")
        if found is None or given is None or not is_client(evidence):
            continue
        step = indent_of(source, node) + "    "
        new = f"async for piece in {found[1]}.aiter_text():\n{step}yield piece"
        for statement, only, call in _gets(source, found[1]):
            opened = _opened(source, statement, call, replaced=(node, new))
            if opened is not None:
                says = f"{shown(only)} waits for the whole body before it gives anything."
                yield Correction((opened,), says, likely=1)
        reads = [s for s, only in expressions(source) if only.text().endswith(".aread()")]
        edits = (replace(node, new), *(lines_of(source, s) for s in reads))
        says = f"{shown(given)} is the whole text, which is not there before the last piece is."
        yield Correction(edits, says, likely=1)


def _gets(source: SourceText, name: str) -> Iterator[tuple[SgNode, SgNode, SgNode]]:
    """Yield the statements that fetch a response of this name, with their value and its call."""
    for node in source.all("assignment"):
        left, right = node.field("left"), node.field("right")
        call = right.child(1) if right is not None and right.kind() == "await" else right
        if left is None or left.text() != name or call is None or call.kind() != "call":
            continue
        if re.match(r"\w+\.(get|stream|request|send)\(", call.text()):
            yield statement_of(node), right or node, call


def _opened(
    source: SourceText, statement: SgNode, call: SgNode, replaced: tuple[SgNode, str] | None = None
) -> Edit | None:
    """Return the edit that opens a request with `async with`, around all that follows it."""
    behind, left = statements_behind(statement), statement.text().partition(" =")[0]
    kept = [a.text() for a in arguments(call) if not a.text().startswith("stream=")]
    given, function = ", ".join(kept), call.field("function")
    if not behind or function is None:
        return None
    client, method = function.text().rpartition(".")[::2]
    given = f'"GET", {given}' if method == "get" else given
    opened = ""
    if client == "httpx":
        client, opened = "client", "httpx.AsyncClient(timeout=None) as client, "
    header = f"async with {opened}{client}.stream({given}) as {left}:"
    edit = wrapped(source, header, behind[0], behind[-1])
    text = edit.text
    if replaced is not None:
        node, new = replaced
        old = node.text()
        line = f"{indent_of(source, node)}    {old}"
        text = text.replace(line, f"{indent_of(source, node)}    {new}".replace("\n", "\n    "))
    return Edit(lines_of(source, statement).start, edit.end, text)


@rule("request-not-opened")
def request_not_opened(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A request is awaited or assigned, where `async with client.stream` opens a stream."""
    names = {name.text() for node in source.all("assignment") if (name := node.field("left"))}
    for one in sorted(names):
        for statement, right, call in _gets(source, one):
            opened = _opened(source, statement, call)
            if opened is None or ".send(" in call.text():
                continue
            says = f"{shown(right)} opens no stream to read from; async with does."
            text = PLAIN_LOOP.sub(r"async for \1.aiter_text():", opened.text)
            if text != opened.text:
                told = f"{says} And what async with opens is read with async for."
                yield Correction((Edit(opened.start, opened.end, text),), told, likely=1)
            yield Correction((opened,), says, likely=1)


PLAIN_LOOP = re.compile(r"(?<!async )\bfor (\w+ in \w+)\.(?:a?iter_\w+\([^()]*\)|text|content):")
"""A loop without async over what a response holds."""
