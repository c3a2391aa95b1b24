"""Where the tokens of stage 3 come from, and that each stream has its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graders.repair.edits import drop_async, indented, lines_of, text_of
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.scope import parameters
from graders.repair.source import (
    Edit,
    SourceText,
    function_around,
    is_async,
    name_of,
    replace,
)
from graders.repair.sources import call_at, imported_generators, is_asynchronous
from graders.repair.tree import (
    block_of,
    loop_variable,
    shown,
    statements,
    yielded,
)


@rule("tokens-from-elsewhere")
def tokens_from_elsewhere(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The loop goes over the prompt, or the function itself, and not over the reply's tokens."""
    if evidence.exercise.short != "stage3":
        return
    found = re.search(r"from stage1_generator import token_stream(?: as (\w+))?", source.text)
    for loop in source.all("for_statement") if found else ():
        right, name = loop.field("right"), loop_variable(loop)
        if found is None or right is None or "prompt" not in parameters(function_around(loop)):
            continue
        if not re.match(r"prompt\b", right.text()):
            continue
        edits = [replace(right, f"{found[1] or 'token_stream'}(prompt)")]
        for node in loop.find_all(kind="yield"):
            given = yielded(node)
            if given is not None and name and given.text() != name:
                edits.append(replace(given, name))
        says = f"The loop goes over {shown(right)}, the question, and not over the reply's tokens."
        yield Correction(tuple(edits), says, likely=1)


@rule("calls-itself")
def calls_itself(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A generator takes its tokens from itself, where those of another file are meant."""
    for call in source.all("call"):
        function, outer = call.field("function"), function_around(call)
        if function is None or outer is None or function.text() != name_of(outer):
            continue
        for name in imported_generators(source):
            right, loop = call_at(source, name, call), call.parent()
            edits = [replace(call, right)] if right is not None else []
            if loop is not None and loop.kind() == "for_statement" and is_async(loop):
                edits += [drop_async(loop)] if not is_asynchronous(source, name) else []
            says = f"{shown(call)} calls this function itself; the tokens come from {right}."
            if edits:
                yield Correction(tuple(edits), says, likely=2)


@rule("gathered")
def gathered(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """gather waits for all at once, so nothing comes before everything is there."""
    for loop in source.all("for_statement"):
        right, name, block = loop.field("right"), loop_variable(loop), block_of(loop)
        found = re.fullmatch(
            r"await asyncio\.gather\(\*[\[(](\w+)\((\w+)\) for \2 in (.+)[\])]\)",
            right.text() if right is not None else "",
        )
        if found is None or right is None or block is None or name is None:
            continue
        first = statements(block)[0]
        text = text_of(source, lines_of(source, first))
        new = indented(text, "", "").replace(f"yield {name}", f"yield await {found[1]}({name})")
        taken = lines_of(source, first)
        edits = (replace(right, found[3]), Edit(taken.start, taken.end, new))
        says = "asyncio.gather makes all the pauses at once and gives nothing before the last ends."
        yield Correction(edits, says, likely=1)
