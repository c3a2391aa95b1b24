"""The response: its class, its media type, and whether there is one at all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graders.repair import seen
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.rules.endpoints import decorators, endpoint
from graders.repair.rules.names import import_of
from graders.repair.source import (
    Edit,
    SourceText,
    arguments,
    before,
    end,
    name_of,
    replace,
    start,
)
from graders.repair.sources import RESPONSES, generator_calls, streams_at
from graders.repair.tree import (
    Literal,
    body_of,
    inside,
    keyword,
    literals,
    loop_variable,
    parent_kind,
    shown,
    value_of,
    within,
)

MEDIA = re.compile(r"[\w.+-]+/[\w.+*-]*(\s*;.*)?")
KEYWORDS = ("mediatype", "content_type", "contenttype", "mime_type", "mimetype", "media", "type")
STREAMING = "StreamingResponse"


@rule("media-type")
def media_type(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The media type is another than the exercise's."""
    is_open = len(seen.media_types(evidence)) > 1 or seen.may_be(evidence, "content-type")
    if evidence.exercise.role != "app" or not is_open:
        return
    right = right_types(source, evidence)
    for string in literals(source):
        if not _is_media_type(string) or string.body in right[:1]:
            continue
        in_header = parent_kind(string.node) == "pair"
        for wanted in right:
            says = f"The content type is {string.body or 'empty'} here; it has to be {wanted}."
            likely = 2 if seen.content_type(evidence) not in right else 1
            text = f"{wanted}; charset=utf-8" if in_header else wanted
            if text != string.body:
                yield Correction((string.with_body(text),), says, likely)


def right_types(source: SourceText, evidence: Evidence) -> list[str]:
    """Return the media types that are right, the one first that fits what the file sends."""
    types = [*seen.media_types(evidence)]
    has_events = any("data:" in string.body for string in literals(source))
    return types if has_events else types[::-1]


def _is_media_type(string: Literal) -> bool:
    parent = string.node.parent()
    if parent is None:
        return False
    if parent.kind() == "keyword_argument" and parent.text().startswith("media_type"):
        return True
    if parent.kind() == "pair" and "content-type" in parent.text().lower():
        return parent.text().lower().find("content-type") < parent.text().find(string.node.text())
    in_call = parent_kind(string.node) == "argument_list" or parent.kind() == "assignment"
    return in_call and bool(MEDIA.fullmatch(string.body)) and not string.body.startswith("/")


@rule("media-type-missing")
def media_type_missing(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The response is given no media type, or not by its keyword."""
    for call in source.calls(*RESPONSES):
        given, listed = arguments(call), call.field("arguments")
        strings = [a for a in given[1:] if a.kind() == "string"]
        if strings:
            says = f"{strings[0].text()} is taken for the status here: media_type= is missing."
            yield Correction((before(strings[0], "media_type="),), says, likely=2)
        for node in given:
            name = node.field("name") if node.kind() == "keyword_argument" else None
            if name is not None and name.text().lower() in KEYWORDS:
                says = f"A response has no {name.text()}: the argument is called media_type."
                yield Correction((replace(name, "media_type"),), says, likely=2)
        told = keyword(call, "media_type") is not None or "content-type" in call.text().lower()
        if not told and given and not strings and listed is not None:
            wanted = right_types(source, evidence)[0]
            says = f"The response is not told its content type, which has to be {wanted}."
            edit = Edit(end(given[-1]), end(given[-1]), f', media_type="{wanted}"')
            yield Correction((edit,), says, likely=1 + (seen.content_type(evidence) == ""))


@rule("response-class")
def response_class(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Another response class is used than the one that streams."""
    for call in source.calls(*RESPONSES):
        name, given = call.field("function"), arguments(call)
        if name is None or name.text() == STREAMING or not given:
            continue
        calls = generator_calls(source, given[0])
        edits = [replace(name, STREAMING), *import_of(source, STREAMING)]
        if calls:
            edits.append(replace(given[0], calls[0].text()))
        called = [n for a in given if (n := a.field("name")) and n.text().lower() in KEYWORDS]
        if called:
            edits.append(replace(called[0], "media_type"))
        elif "media_type" not in call.text():
            wanted = f', media_type="{right_types(source, evidence)[0]}"'
            edits.append(Edit(end(given[-1]), end(given[-1]), wanted))
        says = f"{name.text()} does not send each piece as it is made; {STREAMING} does."
        if name.text() == "EventSourceResponse":
            says = (
                "EventSourceResponse makes an event of what is one already, so data: comes twice."
            )
        yield Correction(tuple(edits), says, likely=2)


@rule("endpoint-yields")
def endpoint_yields(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The endpoint yields the tokens itself, and returns no response."""
    function = endpoint(source)
    if function is None or evidence.exercise.role != "app" or not decorators(function):
        return
    for loop in within(function, "for_statement"):
        right, given = loop.field("right"), [value_of(node) for node in within(loop, "yield")]
        name = loop_variable(loop)
        if right is None or len(given) != 1 or given[0] is None or len(body_of(loop)) != 1:
            continue
        made = given[0].text()
        tokens = right.text() if made == name else f"({made} for {name} in {right.text()})"
        text = f'{STREAMING}({tokens}, media_type="{right_types(source, evidence)[0]}")'
        says = f"The endpoint yields its tokens; it has to return a {STREAMING} of them."
        edits = [replace(loop, f"return {text}"), *import_of(source, STREAMING)]
        yield Correction(tuple(edits), says, likely=2)


@rule("no-response")
def no_response(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The endpoint hands its tokens to FastAPI, which makes JSON of them."""
    function = endpoint(source)
    if function is None or evidence.exercise.role != "app":
        return
    given = [*within(function, "return_statement"), *within(function, "yield")]
    for node in given:
        value = value_of(node)
        if value is None or f"{STREAMING}(" in value.text() or not inside(node, function):
            continue
        if value.text().partition("(")[0] in {name_of(c) for c in source.all("class_definition")}:
            continue  # which may well be a response
        calls = [call.text() for call in generator_calls(source, value)]
        if value.text() == STREAMING:
            calls = streams_at(source, node)[:1]
        for call in calls[:1]:
            text = f'{STREAMING}({call}, media_type="{right_types(source, evidence)[0]}")'
            says = f"FastAPI makes JSON of {shown(value, 30)}; a {STREAMING} sends it as it is."
            if any("response_class" in decorator.text() for decorator in decorators(function)):
                says = f"What is returned here is no {STREAMING}, so it is not sent as it comes."
            if value.text() == STREAMING:
                says = f"{STREAMING} is the class; it has to be called with what it is to send."
            edits = [Edit(start(node), end(node), f"return {text}"), *import_of(source, STREAMING)]
            yield Correction(tuple(edits), says, likely=2)
