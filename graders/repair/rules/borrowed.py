"""What comes from elsewhere: a dependency that is a generator, Flask's request, a JSON answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graders.repair.edits import lines_of
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.rules.endpoints import endpoint
from graders.repair.rules.names import import_of
from graders.repair.rules.responses import STREAMING, right_types
from graders.repair.rules.streams import COLLECTS
from graders.repair.scope import parameters
from graders.repair.source import SourceText, arguments, replace
from graders.repair.sources import generator_calls, imported_generators, own_generators
from graders.repair.tree import body_of, inside, shown, statement_of, value_of, within


@rule("generator-as-dependency")
def generator_as_dependency(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Depends is given the generator, and hands over its first token alone."""
    function, query = endpoint(source), [*evidence.exercise.query]
    if function is None or len(query) != 1:
        return
    many = [name for name, f in own_generators(source).items() if f.find(kind="for_statement")]
    known = {*many, *imported_generators(source)}
    for name, node in parameters(function).items():
        for call in within(node, "call"):
            given = [argument.text() for argument in arguments(call)]
            if not call.text().startswith("Depends(") or not given or given[0] not in known:
                continue
            uses = [n for n in within(function, "identifier") if n.text() == name]
            made = f"{given[0]}({query[0]})"
            edits = [replace(use, made) for use in uses if not inside(use, node)]
            says = f"{shown(call)} takes only the first thing that {given[0]} yields."
            yield Correction((replace(node, f"{query[0]}: str"), *edits), says, likely=2)


@rule("request-args")
def request_args(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The prompt is read from a request as in other frameworks, and is no parameter."""
    function, query = endpoint(source), [*evidence.exercise.query]
    listed = function.field("parameters") if function is not None else None
    if function is None or listed is None or len(query) != 1:
        return
    for made in within(function, "assignment"):
        left, right = made.field("left"), made.field("right")
        if left is None or right is None or left.text() != query[0]:
            continue
        others = parameters(function).keys() - {"request"}
        if others or not re.match(r"request\.(?!query_params)", right.text()):
            continue
        says = f"{shown(right)} does not give the prompt; a parameter called {query[0]} does."
        gone = lines_of(source, statement_of(made))
        edits = [replace(listed, f"({query[0]}: str)"), gone]
        for line in within(source.root, "import_from_statement"):
            if re.match(r"from flask\b", line.text()):
                edits.append(lines_of(source, line))
        yield Correction(tuple(edits), says, likely=2)


@rule("answer-as-json")
def answer_as_json(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The endpoint collects the tokens in a loop, and returns them as JSON."""
    function = endpoint(source)
    if function is None:
        return
    for loop in within(function, "for_statement"):
        right, body = loop.field("right"), body_of(loop)
        found = COLLECTS.match(body[0].text()) if len(body) == 1 else None
        if right is None or found is None or not generator_calls(source, right):
            continue
        name = found[1]
        for node in within(function, "return_statement"):
            value = value_of(node)
            if value is None or not re.search(rf"\b{name}\b", value.text()):
                continue
            media = right_types(source, evidence)[0]
            new = f'return {STREAMING}({right.text()}, media_type="{media}")'
            gone = [s for s in body_of(function) if re.match(rf"{name}\b.* = ", s.text())]
            says = f"All tokens are collected in {name} first, and {shown(value)} is sent at once."
            if value.kind() in ("dictionary", "identifier", "list"):
                says = f"All tokens are collected in {name}, and FastAPI makes JSON of them."
            edits = [replace(node, new), lines_of(source, loop), *import_of(source, STREAMING)]
            yield Correction((*edits, *(lines_of(source, s) for s in gone)), says, likely=2)
