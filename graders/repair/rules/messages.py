"""A token that is wrapped into something nobody asked for: JSON, an event, or another's word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair import seen
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.rules.events import HEAD, SHAPE, TAIL, is_sentinel, sends_events
from graders.repair.source import Edit, SourceText, indent_of, replace, start
from graders.repair.tree import (
    around,
    following,
    is_main_guard,
    literal,
    loop_variable,
    names_in,
    produced,
    shown,
    statement_above,
    statement_of,
    value_of,
    within,
    yielded,
    yields,
)

JSON = ("json.dumps", "dumps")


@rule("json-around-the-token")
def json_around_the_token(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Each token is sent as a JSON object or string, where it is to be sent as it is."""
    for value in produced(source) if evidence.exercise.role == "app" else ():
        name = _token_in(value)
        dumped = [call for call in source.calls(*JSON) if _holds(value, call)]
        if name is None or is_main_guard(value) or name not in names_in(value) or not dumped:
            continue
        new = f'f"{HEAD}{{{name}}}{TAIL}"' if sends_events(source, evidence) else name
        says = f"{shown(dumped[0])} makes JSON of the token, which is to be sent as it is."
        yield Correction((replace(value, new),), says, likely=2)


def _holds(outer: SgNode, node: SgNode) -> bool:
    return any(call.range() == node.range() for call in [outer, *outer.find_all(kind="call")])


def _token_in(value: SgNode) -> str | None:
    """Return the name that the loop or comprehension around a value gives to each token."""
    loop, outer = around(value, "for_statement"), value.parent()
    if loop is None and outer is not None:
        loop = next(within(outer, "for_in_clause"), None)
    return loop_variable(loop, last=True)


@rule("event-not-asked-for")
def event_not_asked_for(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The token is sent as an event, where the bare token is asked for."""
    if evidence.exercise.role != "app" or seen.EVENTS in seen.media_types(evidence):
        return
    for value in produced(source):
        string = literal(value)
        found = SHAPE.fullmatch(string.body) if string is not None else None
        if found is None or is_main_guard(value) or not re.match(r"data:\s*$", found["head"]):
            continue
        says = "This makes an event of the token; the bare token is asked for here."
        yield Correction((replace(value, found["value"][1:-1]),), says, likely=2)


@rule("sentinel-glued-on")
def sentinel_glued_on(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """[DONE] is put behind the last token, and so is no chunk or event of its own."""
    for node in yields(source) if evidence.exercise.short == "exercise2" else ():
        value = yielded(node)
        if value is None or value.kind() != "binary_operator" or not is_sentinel(value):
            continue
        left, right = value.field("left"), value.field("right")
        glued = literal(right) if right is not None else None
        if left is not None and right is not None and glued is not None and not literal(left):
            space = indent_of(source, node)
            token = left.text() + (' + " "' if glued.body.startswith(" ") else "")
            sentinel = right.text().replace(glued.body, glued.body.strip())
            new = f"yield {token}\n{space}yield {sentinel}"
            says = f"{right.text()} is put behind a token here, and has to be sent by itself."
            yield Correction((replace(node, new),), says, likely=2)


@rule("more-than-the-tokens")
def more_than_the_tokens(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Something is sent that is made of no token, beside what is asked for."""
    for node in yields(source) if evidence.exercise.role == "app" else ():
        value = value_of(node)
        if value is None or literal(value) is None or around(node, "for_statement") is not None:
            continue
        calls = list(within(value, "call"))
        if calls and all(call.text().startswith(JSON) for call in calls) and not is_sentinel(value):
            says = f"{shown(value)} is sent here as well, and is not asked for."
            where = statement_of(node)
            begin = source.start_of_line(source.line_of(start(where)))
            stop = begin + len(source.lines[source.line_of(start(where)) - 1])
            yield Correction((Edit(begin, stop, ""),), says, likely=1)


@rule("event-in-pieces")
def event_in_pieces(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An event is sent in several pieces, and the last of them ends only the line."""
    for node in yields(source) if sends_events(source, evidence) else ():
        value = yielded(node)
        string = literal(value) if value is not None else None
        where = statement_of(node)
        above = statement_above(where)
        is_end = following(where) is None and (above is None or "\\n" not in above.text())
        if string is not None and string.body == "\\n" and is_end:
            says = "One line end only ends the line; the event needs an empty line behind it."
            yield Correction((string.with_body(TAIL),), says, likely=2)
