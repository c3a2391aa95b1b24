"""A stream that is asked for, and then not taken as one by `with`, `for` or `yield`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graders.repair.edits import STEP, indented, is_on_own_lines, lines_of, text_of, wrapped
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.seen import is_client
from graders.repair.source import (
    Edit,
    SourceText,
    before,
    function_around,
    indent_of,
    is_async,
    replace,
    start,
)
from graders.repair.tree import (
    block_of,
    expressions,
    shown,
    statement_of,
    statements,
    statements_behind,
    yielded,
    yielded_from,
)

STREAM = re.compile(r"(\w+|httpx)\.(stream|get)\((.*)\)", re.DOTALL)
READ = re.compile(r"(?:await )?(\w+)\.(?:text|content|a?read\(\))(?:\.decode\(.*\))?")
PIECES = re.compile(r"(\w+)\.aiter_(?:text|bytes|lines|raw)\(\)")


def _as_stream(method: str, given: str) -> str:
    return given if method == "stream" else f'"GET", {given}'


@rule("get-in-a-with")
def get_in_a_with(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """`async with` is given client.get, which fetches the whole body."""
    for item in source.all("with_item") if is_client(evidence) else ():
        found = re.match(r"(?:await )?(\w+)\.get\(", item.text())
        if found and found[1] != "httpx":
            place = start(item)
            says = f"{found[1]}.get fetches the whole body and cannot stand in a with."
            edit = Edit(place, place + len(found[0]), f'{found[1]}.stream("GET", ')
            yield Correction((edit,), says, likely=2)


@rule("await-in-a-with")
def await_in_a_with(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """What `async with` opens is awaited before."""
    for node in source.all("await"):
        inside, awaited = any(a.kind() == "with_item" for a in node.ancestors()), node.child(1)
        if inside and awaited is not None:
            says = f"async with waits for {shown(awaited)} itself; the await is one too many."
            yield Correction((replace(node, awaited.text()),), says, likely=2)


@rule("stream-looped-over")
def stream_looped_over(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A loop goes over the request itself, which first has to be opened."""
    for loop in source.all("for_statement") if is_client(evidence) else ():
        right, block = loop.field("right"), block_of(loop)
        found = STREAM.fullmatch(right.text()) if right is not None else None
        if found is None or right is None or found[1] == "httpx" or block is None:
            continue
        taken, indent = lines_of(source, loop), indent_of(source, loop)
        text = text_of(source, taken).replace(right.text(), "response.aiter_text()", 1)
        if not is_async(loop):
            text = text.replace("for ", "async for ", 1)
        header = f"async with {found[1]}.stream({_as_stream(found[2], found[3])}) as response:"
        new = f"{indent}{header}\n{indented(text, indent, indent + STEP)}"
        says = f"{shown(right)} has to be opened with async with before a loop can read from it."
        yield Correction((Edit(taken.start, taken.end, new),), says, likely=2)


@rule("response-looped-over")
def response_looped_over(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A loop goes over the response, and not over its text."""
    names = re.findall(r"\.(?:stream|get|send)\(.*\) as (\w+)", source.text)
    names += re.findall(r"(\w+) = await \w+\.(?:get|send)\(", source.text)
    for loop in source.all("for_statement"):
        right = loop.field("right")
        found = re.fullmatch(r"(\w+)(\.text|\.content|\.stream)?", right.text() if right else "")
        if right is not None and found and found[1] in names:
            says = f"A loop cannot take {shown(right)} apart; {found[1]}.aiter_text() gives pieces."
            edits = [replace(right, f"{found[1]}.aiter_text()")]
            if not is_async(loop):
                edits.append(before(loop, "async "))
            yield Correction(tuple(edits), says, likely=2)


@rule("iterator-handed-back")
def iterator_handed_back(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The iterator over the pieces is returned or yielded as it is."""
    for node in source.all("return_statement", "yield") if is_client(evidence) else ():
        given = node.child(1) if node.kind() == "return_statement" else yielded(node)
        given = given or yielded_from(node)
        if given is not None and PIECES.fullmatch(given.text()):
            step = indent_of(source, node) + STEP
            says = f"This hands back {shown(given)} as it is, and not the pieces that it gives."
            new = f"async for piece in {given.text()}:\n{step}yield piece"
            yield Correction((replace(node, new),), says, likely=2)


@rule("never-closed")
def never_closed(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A request is sent by hand, and its response and client are never closed."""
    for node in source.all("assignment") if is_client(evidence) else ():
        left, right, statement = node.field("left"), node.field("right"), statement_of(node)
        sent = re.match(r"await (\w+)\.send\(", right.text()) if right is not None else None
        behind, function = statements_behind(statement), function_around(node)
        if left is None or sent is None or not behind or function is None:
            continue
        if "aclose" in function.text():
            continue
        names = [left.text()]
        if re.search(rf"\b{sent[1]} = httpx\.AsyncClient\(", function.text()):
            names.append(sent[1])
        edit, space = wrapped(source, "try:", behind[0], behind[-1]), indent_of(source, statement)
        closing = "".join(f"{space}{STEP}await {name}.aclose()\n" for name in names)
        text = f"{edit.text}{space}finally:\n{closing}"
        says = f"Nothing closes {' and '.join(names)} when the caller stops early, or on an error."
        yield Correction((Edit(edit.start, edit.end, text),), says, likely=2)


@rule("text-kept-first")
def text_kept_first(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The whole text gets a name, and is yielded then."""
    for node in source.all("assignment") if is_client(evidence) else ():
        left, right = node.field("left"), node.field("right")
        found = READ.fullmatch(right.text()) if right is not None else None
        if left is None or right is None or found is None:
            continue
        for statement, only in expressions(source):
            if re.fullmatch(rf"yield {left.text()}\b.*", only.text()):
                step = indent_of(source, statement) + STEP
                new = f"async for piece in {found[1]}.aiter_text():\n{step}yield piece"
                edits = (lines_of(source, statement_of(node)), replace(only, new))
                says = f"{shown(right)} waits for the whole text, and nothing is yielded before."
                yield Correction(edits, says, likely=1)


@rule("changed-before-it-is-sent")
def changed_before_it_is_sent(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An item is changed in a statement of its own before it is yielded."""
    if not (is_client(evidence) or evidence.exercise.log):
        return
    for loop in source.all("for_statement"):
        left, block = loop.field("left"), block_of(loop)
        for statement in statements(block) if is_on_own_lines(source, block) else ():
            text = statement.text()
            if left is not None and re.match(rf"{left.text()} = .*\b{left.text()}\b", text):
                says = f"{shown(statement)} changes what came before it is yielded."
                yield Correction((lines_of(source, statement),), says, likely=1)
