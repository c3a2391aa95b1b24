"""What is not there at all: an endpoint, what it returns, a loop, a text, a name for something."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair import seen
from graders.repair.edits import STEP, insert_after, insert_before
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.rules.endpoints import app_name, decorators, endpoint
from graders.repair.rules.names import import_of
from graders.repair.rules.responses import STREAMING, right_types
from graders.repair.scope import prompt_at, uses
from graders.repair.source import (
    Edit,
    SourceText,
    after,
    function_around,
    indent_of,
    name_of,
    replace,
    start,
)
from graders.repair.sources import imported_generators, own_generators, streams_at
from graders.repair.tree import (
    block_of,
    body_of,
    inside,
    is_text,
    literals,
    statement_of,
    statements_behind,
    within,
    yields,
)

NOTHING = re.compile(r"pass|return|return None|\.\.\.|None")
"""Statements that do nothing, and stand where something is to be done."""
OPENED = re.compile(r"\.stream\(.*\) as (\w+)\s*:", re.DOTALL)
"""A request that is opened, in the head of a `with`."""


def _written(function: SgNode) -> list[SgNode]:
    """Return the statements of a function without its docstring."""
    return [statement for statement in body_of(function) if not is_text(statement)]


@rule("endpoint-missing")
def endpoint_missing(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The file has a generator, and no endpoint that sends what it gives."""
    path, query = evidence.exercise.path, [*evidence.exercise.query]
    names = [*own_generators(source)]
    if evidence.exercise.role != "app" or path is None or not names:
        return
    answers = (f for f in source.functions() if decorators(f) or not list(within(f, "yield")))
    if any(answers):
        return
    given = ", ".join(f"{name}: str" for name in query)
    call = f"{names[-1]}({', '.join(query)})"
    response = f'{STREAMING}({call}, media_type="{right_types(source, evidence)[0]}")'
    route = f'@{app_name(source) or "app"}.get("{path}")'
    name = path.strip("/").replace("-", "_")
    code = f"\n\n{route}\ndef {name}({given}):\n{STEP}return {response}\n"
    place = len(source.text)
    says = f"Nothing in this file answers GET {path}: a function under {route} is missing."
    lead = "" if source.text.endswith("\n") else "\n"
    edits = (Edit(place, place, lead + code), *import_of(source, STREAMING))
    yield Correction(edits, says, likely=2)


@rule("nothing-returned")
def nothing_returned(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The endpoint ends without a response."""
    function = endpoint(source)
    if function is None or evidence.exercise.role != "app" or not decorators(function):
        return
    body = _written(function)
    is_begun = bool(own_generators(source)) or [s.text() for s in body] == ["return None"]
    if not is_begun or not body or not all(NOTHING.fullmatch(s.text()) for s in body):
        return
    for call in streams_at(source, body[-1])[:1]:
        response = f'{STREAMING}({call}, media_type="{right_types(source, evidence)[0]}")'
        says = f"{name_of(function)} returns nothing, so null is the answer: a response is missing."
        edits = (replace(body[-1], f"return {response}"), *import_of(source, STREAMING))
        yield Correction(edits, says, likely=2)


@rule("reply-missing")
def reply_missing(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The sentence that is to be split into words is not written anywhere."""
    if evidence.exercise.short != "stage1" or _has_reply(source):
        return
    for call in source.calls(".split"):
        prompt, function = prompt_at(call), function_around(call)
        text = (call.field("function") or call).field("object")
        if text is None or prompt is None or function is None or text.kind() != "identifier":
            continue
        reply = f'f"{seen.REPLY.replace("{prompt}", f"{{{prompt}}}")}"'
        if text.text() in seen.unknown_names(evidence):
            first = body_of(function)[0]
            put = insert_after if is_text(first) else insert_before
            says = f"{text.text()} has no value: the reply's sentence is not written anywhere."
            yield Correction((put(source, first, f"{text.text()} = {reply}"),), says, likely=2)
        elif text.text() == prompt:
            says = f"These are the words of {prompt} alone: the sentence around it is missing."
            yield Correction((replace(text, reply),), says, likely=2)


def _has_reply(source: SourceText) -> bool:
    last = seen.REPLY.split()[-1]
    return any(last in string.body for string in literals(source))


@rule("words-not-yielded")
def words_not_yielded(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The reply is made, and nothing is done with it."""
    if evidence.exercise.short != "stage1" or any(True for _ in yields(source)):
        return
    for made in source.all("assignment"):
        left, right, statement = made.field("left"), made.field("right"), statement_of(made)
        behind = statements_behind(statement)
        if left is None or right is None or function_around(made) is None:
            continue
        if (
            left.kind() != "identifier"
            or len(uses(source, left.text())) > 1
            or not all(NOTHING.fullmatch(s.text()) for s in behind)
        ):
            continue
        words = left.text() if ".split()" in right.text() else f"{left.text()}.split()"
        loop = f'for word in {words}:\n{indent_of(source, statement)}{STEP}yield word + " "'
        says = f"{left.text()} is made and then never used: nothing yields its words."
        edit = replace(behind[0], loop) if behind else insert_after(source, statement, loop)
        yield Correction((edit,), says, likely=2)


@rule("tokens-not-asked-for")
def tokens_not_asked_for(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A generator sends something of its own, and none of the tokens of stage 1."""
    if evidence.exercise.role != "app" or evidence.exercise.log:
        return
    unused = [name for name in imported_generators(source) if not uses(source, name)]
    for function in own_generators(source).values() if unused else ():
        body = _written(function)
        prompt = prompt_at(body[0]) if body else None
        if prompt is None or function.find(kind="for_statement") is not None:
            continue
        call, step = f"{unused[0]}({prompt})", indent_of(source, body[0]) + STEP
        framed = any(string.body.startswith("data:") for string in literals(source))
        token = 'f"data: {token}\\n\\n"' if framed else "token"
        loop = f"for token in {call}:\n{step}yield {token}"
        says = f"{call} is never asked for its tokens, so none of them is sent."
        is_gap = NOTHING.fullmatch(body[0].text()) is not None
        edit = replace(body[0], loop) if is_gap else insert_before(source, body[0], loop)
        yield Correction((edit,), says, likely=1)


@rule("nothing-read")
def nothing_read(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A response is opened, and nothing is read from it."""
    for node in source.all("with_statement") if seen.is_client(evidence) else ():
        header = source.text[start(node) : start(block_of(node) or node)]
        found, inner, function = OPENED.search(header), body_of(node), function_around(node)
        if found is None or not inner or function is None:
            continue
        if re.search(r"yield|iter|read", function.text()):
            continue
        name, step = found[1], indent_of(source, inner[-1]) + STEP
        loop = f"async for piece in {name}.aiter_text():\n{step}yield piece"
        is_gap = NOTHING.fullmatch(inner[-1].text()) is not None
        edit = replace(inner[-1], loop) if is_gap else insert_after(source, inner[-1], loop)
        says = f"{name} is opened, and nothing is read from it or yielded."
        yield Correction((edit,), says, likely=2)


@rule("as-missing")
def as_missing(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """What a `with` opens is given no name, and is used by one."""
    for item in source.all("with_item"):
        inner, outer = item.child(0), statement_of(item)
        if inner is None or inner.kind() == "as_pattern":
            continue
        for name in seen.unknown_names(evidence):
            if any(use for use in uses(source, name) if inside(use, outer)):
                says = f"Nothing here is called {name}: as {name} is missing behind what is opened."
                yield Correction((after(item, f" as {name}"),), says, likely=1)
