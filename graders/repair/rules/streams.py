"""What a response or a loop is given: the right generator, called, with the prompt, each time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair import seen
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.scope import uses
from graders.repair.source import (
    Edit,
    SourceText,
    arguments,
    delete_statement,
    end,
    function_around,
    name_of,
    replace,
    start,
)
from graders.repair.sources import (
    RESPONSES,
    call_at,
    generator_calls,
    is_generator_call,
    makes_response,
    own_generators,
    streams_at,
    uncalled,
)
from graders.repair.tree import body_of, is_main_guard, names_in, shown, value_of, within


@rule("list-of-one")
def list_of_one(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A stream's generator is wrapped into a list, a text or an iterator of one."""
    for response in source.calls(*RESPONSES):
        given = arguments(response)[:1]
        for inner in generator_calls(source, given[0]) if given else []:
            if is_generator_call(source, given[0]):
                continue
            says = f"{shown(given[0])} is not the stream of {inner.text()} itself."
            yield Correction((replace(given[0], inner.text()),), says, likely=1)


@rule("collecting-loop")
def collecting_loop(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An endpoint collects all tokens in a loop, and sends what it has collected."""
    for loop in source.all("for_statement"):
        right, body = loop.field("right"), body_of(loop)
        found = COLLECTS.match(body[0].text()) if len(body) == 1 else None
        if right is None or found is None:
            continue
        name = found[1]
        for response in source.calls(*RESPONSES):
            given = arguments(response)[:1]
            if given and re.search(rf"\b{name}\b", given[0].text()):
                says = f"The loop collects all tokens in {name} before anything is sent."
                edits = (delete_statement(source, loop), replace(given[0], right.text()))
                yield Correction(edits, says, likely=2)


COLLECTS = re.compile(r"(\w+)(?: \+= |\.append\(| = \1 \+ )")


@rule("put-together-first")
def put_together_first(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """All tokens are put into one thing, which has a name and is sent then."""
    for response in source.calls(*RESPONSES):
        given, function = arguments(response)[:1], function_around(response)
        for made in within(function, "assignment") if given and function is not None else ():
            left, right = made.field("left"), made.field("right")
            if left is None or right is None or left.text() not in names_in(given[0]):
                continue
            inner = next(within(right, *COMPREHENSIONS), None)
            stream = f"({inner.text()[1:-1]})" if inner is not None else None
            for call in generator_calls(source, right)[:1]:
                says = f"{shown(right)} needs all tokens before the first of them can be sent."
                edits = (delete_statement(source, made), replace(given[0], stream or call.text()))
                if TOGETHER.match(right.text()):
                    yield Correction(edits, says, likely=2)


TOGETHER = re.compile(r"""\[|(?:["'].*["']\.join|list|tuple|sorted)\(""", re.DOTALL)
"""What needs all that it is made of before it is there."""
COMPREHENSIONS = ("generator_expression", "list_comprehension")


@rule("generator-not-called")
def generator_not_called(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A generator function is handed over, not the generator that its call gives."""
    for node in uncalled(source):
        call = call_at(source, node.text(), node)
        if call is not None and not is_main_guard(node):
            things = "lines" if evidence.exercise.log else "tokens"
            says = f"{node.text()} is the function; its {things} come from calling it: {call}."
            yield Correction((replace(node, call),), says, likely=2)


@rule("generator-argument")
def generator_argument(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A generator is called with too few arguments, too many, or with another than the prompt."""
    for call in generator_calls(source, source.root):
        function = call.field("function")
        right = call_at(source, function.text(), call) if function is not None else None
        if right is not None and right != call.text() and not is_main_guard(call):
            says = f"{shown(call)} is not given the prompt of the request: {right} is."
            if not right.endswith("()") and call.text().endswith("()"):
                says = f"{shown(call)} is not told the prompt."
            yield Correction((replace(call, right),), says, likely=1)


@rule("wrong-stream")
def wrong_stream(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The response is given something else than the generator that the file has for it."""
    for response in source.calls(*RESPONSES):
        given = arguments(response)
        first = given[0] if given and given[0].kind() != "keyword_argument" else None
        unknown = set(seen.unknown_names(evidence))
        if first is not None and names_in(first) & unknown:
            continue
        for call in _streams_for(source, response):
            if first is None:
                listed = response.field("arguments")
                place = start(listed) + 1 if listed is not None else end(response)
                edit = Edit(place, place, f"{call}, " if given else call)
                says = f"The response is not told what to send: {call} gives its tokens."
                yield Correction((edit,), says, likely=2)
            elif first.text() != call and not _goes_round(source, first, call):
                says = f"The response sends {shown(first)}, where it should send {call}."
                is_own = call.partition("(")[0] in own_generators(source)
                yield Correction((replace(first, call),), says, likely=int(is_own))


def _streams_for(source: SourceText, response: SgNode) -> list[str]:
    """Return the calls that a response may be given: of the file's own generators, if it has any.

    To go round these and send the tokens of another file would hide a mistake in them.
    """
    calls = streams_at(source, response)
    own = [call for call in calls if call.partition("(")[0] in own_generators(source)]
    return (own or calls)[:2]


def _goes_round(source: SourceText, sent: SgNode, call: str) -> bool:
    """Whether a call leaves out a function of this file that has part in what is sent."""
    defined = {name_of(function) for function in source.functions()}
    instead = own_generators(source).get(call.partition("(")[0])
    kept = names_in(instead) if instead is not None else set()
    return not names_in(sent) & defined <= kept


@rule("return-in-loop")
def return_in_loop(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An endpoint loops over the tokens and returns a response for the first of them."""
    for loop in source.all("for_statement"):
        name, goes_through = loop.field("left"), loop.field("right")
        for node in within(loop, "return_statement"):
            value = value_of(node)
            given = arguments(value)[:1] if value is not None and makes_response(value) else []
            if name is None or goes_through is None or value is None or not given:
                continue
            begin = start(given[0]) - start(value)
            stop = begin + len(given[0].text())
            text = value.text()[:begin] + goes_through.text() + value.text()[stop:]
            says = (
                "The loop returns a response at its first token; "
                "the response goes through all of them by itself."
            )
            yield Correction((replace(loop, f"return {text}"),), says, likely=2)


@rule("made-once")
def made_once(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """One generator is made when the file is loaded, and all requests share it."""
    for made in source.root.find_all(kind="assignment"):
        name, value = made.field("left"), made.field("right")
        if name is None or value is None or function_around(made) is not None:
            continue
        function = value.field("function") if is_generator_call(source, value) else None
        for use in uses(source, name.text()) if function is not None else []:
            call = call_at(source, function.text(), use) if function is not None else None
            if call is not None and function_around(use) is not None:
                says = (
                    f"{name.text()} is made once, when the file is loaded, "
                    "and is used up by the first request."
                )
                yield Correction((replace(use, call),), says, likely=2)
