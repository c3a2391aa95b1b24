"""What is lost or comes twice: a generator nobody takes, a value written over, a file closed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graders.repair.edits import lines_of
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.scope import names_used, parameters
from graders.repair.source import SourceText, before, function_around, is_async, replace
from graders.repair.sources import own_generators
from graders.repair.tree import (
    expressions,
    is_main_guard,
    loop_around,
    loop_variable,
    shown,
    statement_of,
    statements_behind,
    within,
    yielded,
    yields,
)


@rule("generator-unused")
def generator_unused(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A generator is made in a statement of its own, and handed on to nobody."""
    own = own_generators(source)
    for statement, only in expressions(source):
        called = only.field("function") if only.kind() == "call" else None
        function = function_around(statement)
        if called is None or called.text() not in own or function is None:
            continue
        if not is_async(function) and not is_main_guard(statement):
            says = f"{shown(only)} only makes a generator; nothing takes its tokens or returns it."
            yield Correction((before(only, "return "),), says, likely=2)


@rule("parameter-overwritten")
def parameter_overwritten(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """What a function was given is replaced by a fixed text before it is used."""
    for made in source.all("assignment"):
        left, right, function = made.field("left"), made.field("right"), function_around(made)
        if left is None or right is None or left.text() not in parameters(function):
            continue
        if not names_used(right) and "{" not in right.text():
            says = f"{left.text()} becomes {shown(right)} here, whatever was given."
            yield Correction((lines_of(source, statement_of(made)),), says, likely=2)


@rule("closed-too-early")
def closed_too_early(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Something is closed above the lines that read from it."""
    for statement, only in expressions(source):
        closed = re.fullmatch(r"(?:await )?(\w+)\.a?close\(\)", only.text())
        below = "\n".join(s.text() for s in statements_behind(statement))
        if closed and re.search(rf"\bin {closed[1]}\b|\b{closed[1]}\.\w*(read|iter)", below):
            says = f"{closed[1]} is closed here, and the lines below still read from it."
            yield Correction((lines_of(source, statement),), says, likely=2)


@rule("sent-twice")
def sent_twice(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A loop yields its item as it is, and in another form as well."""
    for node in yields(source):
        loop, value = loop_around(node), yielded(node)
        name = loop_variable(loop)
        if loop is None or value is None or value.text() != name:
            continue
        given = [yielded(other) for other in within(loop, "yield")]
        others = [v for v in given if v is not None and name in names_used(v)]
        if len(others) > 1:
            says = f"{name} is sent here as it is, and by another yield once more."
            yield Correction((lines_of(source, statement_of(node)),), says, likely=1)


@rule("taken-from-the-end")
def taken_from_the_end(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """pop() takes the last of a list, where the first is next."""
    for call in source.calls(".pop"):
        if call.text().endswith(".pop()") and loop_around(call) is not None:
            says = f"{shown(call)} takes the last one; the first is the next to be sent."
            new = f"{call.text().removesuffix('()')}(0)"
            yield Correction((replace(call, new),), says, likely=1)


@rule("joined-letters")
def joined_letters(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """join is given a word, and puts a space between its letters."""
    for call in source.calls(".join"):
        name = loop_variable(loop_around(call))
        if name is not None and re.fullmatch(rf"[\"'] [\"']\.join\({name}\)", call.text()):
            says = f"{shown(call)} puts a space between the letters of {name}, not behind it."
            yield Correction((replace(call, f'{name} + " "'),), says, likely=2)
