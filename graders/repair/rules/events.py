"""Server-sent events: how a token becomes one, with data: in front and an empty line behind."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair import seen
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.source import (
    Edit,
    SourceText,
    arguments,
    function_around,
    indent_of,
    replace,
    start,
)
from graders.repair.sources import RESPONSES, is_generator_call, own_generators
from graders.repair.tree import (
    Literal,
    is_from,
    is_main_guard,
    literal,
    literals,
    printable,
    produced,
    shown,
    statement_of,
    value_of,
    within,
    yields,
)

HEAD, TAIL = "data: ", "\\n\\n"
SHAPE = re.compile(r"(?P<head>[^{}]*)(?P<value>\{.*\})(?P<tail>[^{}]*)", re.DOTALL)


def sends_events(source: SourceText, evidence: Evidence) -> bool:
    """Whether the file is to send events: the exercise says so, or its own media type."""
    types = seen.media_types(evidence)
    named = any(seen.EVENTS in string.body for string in literals(source))
    return seen.EVENTS in types and (len(types) == 1 or named)


@rule("event-framing")
def event_framing(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A token is not written as an event: data: in front, two line ends behind."""
    if not sends_events(source, evidence):
        return
    for value in produced(source):
        if is_main_guard(value) or is_sentinel(value):
            continue
        string = literal(value)
        if string is not None:
            yield from _written(string)
        elif value.kind() == "binary_operator":
            yield from _joined(value)
        elif value.kind() in ("identifier", "call", "dictionary"):
            text = _inner(value)
            edit = replace(value, f'f"{HEAD}{{{text}}}{TAIL}"')
            says = (
                f"{shown(value)} is sent as it is, and is no event: "
                "that has data: in front and an empty line behind."
            )
            yield Correction((edit,), says, likely=1)


_ESCAPED = re.compile(r"/n|\\\\n")
"""A line end that is written wrongly, which another rule mends."""


def _written(string: Literal) -> Iterator[Correction]:
    """Propose the right ends of an event that is written as one string."""
    found = SHAPE.fullmatch(string.body)
    if found is None or _ESCAPED.search(string.body):
        return
    body, place = f"{HEAD}{found['value']}{TAIL}", start(string.node)
    letter = () if string.has_f else (Edit(place, place, "f"),)
    if body != string.body:
        says = _says(found["head"], found["tail"])
        yield Correction((*letter, string.with_body(body)), says, likely=2)
    for field in re.findall(r"\{[^{}]*\}", body)[1:]:
        says = f"An event is data:, a space, {field} and an empty line behind; here it is not."
        yield Correction((*letter, string.with_body(f"{HEAD}{field}{TAIL}")), says, likely=1)


def _inner(value: SgNode) -> str:
    """Return what of a value is the token: of a dictionary its one value."""
    pairs = list(within(value, "pair"))
    token = pairs[0].field("value") if pairs else None
    return token.text() if token is not None else value.text()


def _joined(value: SgNode) -> Iterator[Correction]:
    """Propose the right ends of an event that is put together with +."""
    parts = _parts(value)
    first, last = literal(parts[0]), literal(parts[-1])
    if first is None or first.body != HEAD:
        head = first.body if first is not None else ""
        edit = first.with_body(HEAD) if first else Edit(start(value), start(value), f'"{HEAD}" + ')
        yield Correction((edit,), _says(head, TAIL), likely=2)
    if last is None or last.body != TAIL:
        tail = _texts_at_the_end(parts)
        place = start(value) + len(value.text())
        edit = last.with_body(TAIL) if last else Edit(place, place, f' + "{TAIL}"')
        yield Correction((edit,), _says(HEAD, tail), likely=2)
        if first is not None and first.body != HEAD:
            ends = (first.with_body(HEAD), edit)
            yield Correction(ends, _says(first.body, tail), likely=2)


def _texts_at_the_end(parts: list[SgNode]) -> str:
    """Return what is written behind the last value that is no text."""
    strings = [literal(part) for part in parts]
    last = max((n for n, string in enumerate(strings) if string is None), default=-1)
    return "".join(string.body for string in strings[last + 1 :] if string is not None)


def _parts(value: SgNode) -> list[SgNode]:
    """Return what is put together with +, from left to right."""
    left, right = value.field("left"), value.field("right")
    if value.kind() != "binary_operator" or left is None or right is None:
        return [value]
    return [*_parts(left), *_parts(right)]


def _says(head: str, tail: str) -> str:
    says = []
    if head != HEAD:
        what = f'"{printable(head)}" stands' if head else "nothing stands"
        told = f"The line of an event begins with data: and one space; {what} in front here."
        if head.startswith(HEAD):
            told = f"Behind data: the token follows at once; here {printable(head[6:])} is between."
        says.append(told)
    if tail != TAIL:
        ends = tail.count("\\n")
        if "/n" in tail:
            says.append("/n is sent as letters; a line end is \\n, and an event has two behind it.")
        elif ends == 1:
            says.append("One line end only ends the line; the event needs an empty line behind it.")
        elif ends == 0:
            says.append("No line end is behind the token, so the event never ends.")
        else:
            says.append("An event ends with two line ends and nothing else.")
    return " ".join(says)


@rule("events-from-tokens")
def events_from_tokens(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The tokens are passed on as they are, where each has to be an event."""
    if not sends_events(source, evidence):
        return
    for node in yields(source):
        value, where = value_of(node), statement_of(node)
        if value is None or not is_from(node) or function_around(node) is None:
            continue
        space = indent_of(source, node)
        name = "word" if value.text().startswith("words") else "token"
        name = "text" if name == value.text() else name
        lines = f'for {name} in {value.text()}:\n{space}    yield f"{HEAD}{{{name}}}{TAIL}"'
        says = f"yield from passes the tokens of {shown(value)} on as they are, not as events."
        yield Correction((replace(where, lines),), says, likely=1)


@rule("events-in-response")
def events_in_response(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The response is given the tokens of another file, where it should be given events."""
    if not sends_events(source, evidence) or own_generators(source):
        return
    for response in source.calls(*RESPONSES):
        given = arguments(response)[:1]
        if given and is_generator_call(source, given[0]):
            text = given[0].text()
            events = f'(f"{HEAD}{{token}}{TAIL}" for token in {text})'
            says = f"{text} gives bare tokens; each has to be sent as an event."
            yield Correction((replace(given[0], events),), says, likely=1)


@rule("data-as-json")
def data_as_json(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """FastAPI's ServerSentEvent writes its data as JSON."""
    for call in source.calls("ServerSentEvent", ".ServerSentEvent"):
        for node in arguments(call):
            name = node.field("name") if node.kind() == "keyword_argument" else None
            if name is not None and name.text() == "data":
                says = (
                    "data= is written as JSON, with quotes around it; raw_data= is sent as it is."
                )
                yield Correction((replace(name, "raw_data"),), says, likely=2)


def is_sentinel(value: SgNode) -> bool:
    """Whether what is yielded is meant as the [DONE] at the end."""
    return "done" in value.text().lower()
