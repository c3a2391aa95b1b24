"""Generators that are none, or that are not handed on as they are: yield, return and collecting."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair.rule import Correction, Evidence, rule
from graders.repair.rules import seen
from graders.repair.rules.parts import (
    is_from,
    is_main_guard,
    is_same,
    loop_around,
    parent_kind,
    shown,
    statement_of,
    uses,
    value_of,
    within,
    yields,
)
from graders.repair.rules.sources import (
    RESPONSES,
    call_at,
    generator_calls,
    is_generator_call,
    own_generators,
    streams_at,
    uncalled,
)
from graders.repair.source import (
    Edit,
    Source,
    arguments,
    delete_statement,
    end,
    function_around,
    indent_of,
    replace,
    start,
)

COLLECTING = ("list", "tuple", "sorted", "set", "iter", ".join", "next", "reversed", "str", "any")
"""What runs an iterator to its end, or takes one thing from it."""


@rule("return-for-yield")
def return_for_yield(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A return in a loop, or of a last token, ends the function where a yield would go on."""
    for node in source.all("return_statement"):
        value, function = value_of(node), function_around(node)
        if value is None or function is None or _makes_response(value):
            continue
        edit = Edit(start(node), start(value), "yield ")
        if loop_around(node) is not None:
            says = "return ends the function at the first token; yield hands it over and goes on."
            yield Correction((edit,), says, likely=2)
        elif list(within(function, "yield")):
            says = (
                "What a generator returns is not among its tokens: only yield hands something over."
            )
            yield Correction((edit,), says, likely=1)


@rule("yield-for-return")
def yield_for_return(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """An endpoint yields its response."""
    for node in yields(source):
        value = value_of(node)
        if value is not None and _makes_response(value):
            edit = Edit(start(node), start(value), "return ")
            says = (
                "With yield the endpoint is a generator that gives a response; it has to return it."
            )
            yield Correction((edit,), says, likely=2)


def _makes_response(value: SgNode) -> bool:
    function = value.field("function") if value.kind() == "call" else None
    return function is not None and function.text().rpartition(".")[2] in RESPONSES


@rule("missing-yield")
def missing_yield(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A loop makes a token and does nothing with it."""
    for loop in source.all("for_statement"):
        name, last = loop.field("left"), (list(within(loop, "expression_statement")) or [None])[-1]
        if name is None or loop_around(loop) is not None or list(within(loop, "yield")):
            continue
        value = last.child(0) if last is not None else None
        if value is not None and value.kind() in _TEXTS and name.text() in value.text():
            says = f"{shown(value.text())} is made here and not handed over: yield is missing."
            yield Correction((Edit(start(value), start(value), "yield "),), says, likely=2)
        for node in within(loop, "pass_statement"):
            says = f"The loop does nothing with {name.text()}: a yield is missing."
            yield Correction((replace(node, f"yield {name.text()}"),), says, likely=2)


_TEXTS = ("string", "binary_operator", "identifier", "concatenated_string")


@rule("yield-from-text")
def yield_from_text(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """`yield from` takes a text apart, or a yield hands over a generator as one token."""
    for node in yields(source):
        value = value_of(node)
        if value is None:
            continue
        if is_from(node) and not is_generator_call(source, value):
            says = f"yield from takes {shown(value.text())} apart; yield hands it over as it is."
            likely = 2 if seen.by_character(evidence) else 0
            yield Correction((Edit(start(node), start(value), "yield "),), says, likely)
        elif not is_from(node) and value.kind() in ("call", "generator_expression", "identifier"):
            is_one = is_generator_call(source, value) or value.kind() == "generator_expression"
            if is_one or {"list", "tuple", "generator"} & seen.types(evidence):
                says = f"yield hands over {shown(value.text())} as one thing, not what is in it: yield from does."
                edit = Edit(start(value), start(value), "from ")
                yield Correction((edit,), says, likely=2 if is_one else 1)


@rule("yields-a-pair")
def yields_a_pair(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A word and its space are yielded as two things, with a comma or in two yields."""
    for node in yields(source):
        value = value_of(node)
        if value is not None and value.kind() in ("expression_list", "tuple", "list"):
            parts = [n.text() for n in value.named_children() if n.kind() != "comment"]
            if len(parts) == 1:
                says = "With the comma, or in brackets, it is a collection of one and no text."
                yield Correction((replace(value, parts[0]),), says, likely=1)
            elif len(parts) == 2 and not is_from(node):
                says = f"The comma makes a {_kind(value)} of two; with + it is one text."
                yield Correction((replace(value, " + ".join(parts)),), says, likely=2)
        if value is not None and value.kind() == "list_comprehension":
            says = "The whole list is yielded as one token; yield from hands over what is in it."
            yield Correction((Edit(start(value), start(value), "from "),), says, likely=2)


def _kind(value: SgNode) -> str:
    return "list" if value.kind() == "list" else "tuple"


@rule("two-yields")
def two_yields(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A word and its space are handed over one after the other."""
    for node in yields(source):
        below = statement_of(node).next()
        second = below.child(0) if below is not None else None
        value, space = value_of(node), value_of(second) if second is not None else None
        if value is None or space is None or second is None or second.kind() != "yield":
            continue
        if space.text() in ("' '", '" "') and below is not None:
            says = "The word and its space are two tokens here; they belong into one."
            joined = Edit(start(value), end(value), f"{value.text()} + {space.text()}")
            yield Correction((joined, delete_statement(source, below)), says, likely=2)


@rule("collected")
def collected(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """Something runs the generator to its end before anything is handed on."""
    for call in source.calls(*COLLECTING):
        given = arguments(call)
        if len(given) == 1 and not is_main_guard(call):
            says = f"{shown(call.text())} waits until everything is there; {shown(given[0].text())} itself can be handed on."
            inner = generator_calls(source, given[0]) or generator_calls(
                source, _made_from(source, given[0])
            )
            yield Correction((replace(call, given[0].text()),), says, likely=1 + bool(inner))
    for node in source.all("list", "tuple"):
        star = node.named_children()[:1]
        if star and star[0].kind() == "list_splat" and len(node.named_children()) == 1:
            says = f"{shown(node.text())} waits until everything is there."
            yield Correction((replace(node, star[0].text()[1:]),), says, likely=2)
    for node in source.all("list_comprehension", "set_comprehension"):
        if not is_main_guard(node) and parent_kind(node) != "yield":
            text = f"({node.text()[1:-1]})"
            says = f"{shown(node.text())} makes all tokens before the first is handed on; in round brackets it makes each when it is asked for."
            yield Correction((replace(node, text),), says, likely=1)


def _made_from(source: Source, node: SgNode) -> SgNode:
    """Return what was assigned to a name, if a node is one; else the node itself."""
    if node.kind() == "identifier":
        for made in source.all("assignment"):
            left, right = made.field("left"), made.field("right")
            if left is not None and right is not None and left.text() == node.text():
                return right
    return node


@rule("list-of-one")
def list_of_one(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A stream's generator is wrapped into a list, a text or an iterator of one."""
    for response in source.calls(*RESPONSES):
        given = arguments(response)[:1]
        for inner in generator_calls(source, given[0]) if given else []:
            if not is_same(inner, given[0]):
                says = f"{shown(given[0].text())} is not the stream itself: that is {inner.text()}."
                yield Correction((replace(given[0], inner.text()),), says, likely=1)


@rule("append-for-yield")
def append_for_yield(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """Tokens are collected in a list, and the list is handed over when it is complete."""
    for call in source.calls(".append"):
        function, given = call.field("function"), arguments(call)
        name = function.field("object") if function is not None else None
        outer = function_around(call)
        if name is None or outer is None or len(given) != 1:
            continue
        rest = [statement_of(use) for use in uses(source, name.text()) if not is_same(use, name)]
        once = {start(node): node for node in rest if _is_in(node, outer)}
        edits = [replace(call, f"yield {given[0].text()}")]
        edits += [delete_statement(source, node) for node in once.values()]
        says = f"All tokens are collected in {name.text()} first; with yield each is handed over when it is made."
        yield Correction(tuple(edits), says, likely=2)


def _is_in(node: SgNode, function: SgNode) -> bool:
    around = function_around(node)
    return around is not None and is_same(around, function)


@rule("generator-not-called")
def generator_not_called(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A generator function is handed over, not the generator that its call gives."""
    for node in uncalled(source):
        call = call_at(source, node.text(), node)
        if call is not None and not is_main_guard(node):
            says = f"{node.text()} is the function itself; its tokens come from calling it: {call}."
            yield Correction((replace(node, call),), says, likely=2)


@rule("generator-argument")
def generator_argument(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A generator is called with too few arguments, too many, or with another than the prompt."""
    for call in generator_calls(source, source.root):
        function = call.field("function")
        right = call_at(source, function.text(), call) if function is not None else None
        if right is not None and right != call.text() and not is_main_guard(call):
            says = f"{shown(call.text())} is not given the prompt of the request: {right} is."
            if not right.endswith("()") and call.text().endswith("()"):
                says = f"{shown(call.text())} is not told the prompt."
            yield Correction((replace(call, right),), says, likely=1)


@rule("wrong-stream")
def wrong_stream(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """The response is given something else than the generator that the file has for it."""
    for response in source.calls(*RESPONSES):
        given = arguments(response)
        first = given[0] if given and given[0].kind() != "keyword_argument" else None
        for call in streams_at(source, response)[:2]:
            if first is None:
                listed = response.field("arguments")
                place = start(listed) + 1 if listed is not None else end(response)
                edit = Edit(place, place, f"{call}, " if given else call)
                says = f"The response is not told what to send: {call} gives its tokens."
                yield Correction((edit,), says, likely=2)
            elif first.text() != call:
                own = call.partition("(")[0] in own_generators(source)
                says = f"The response sends {shown(first.text())}, where it should send {call}."
                yield Correction((replace(first, call),), says, likely=int(own))


@rule("return-in-loop")
def return_in_loop(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """An endpoint loops over the tokens and returns a response for the first of them."""
    for loop in source.all("for_statement"):
        name, goes_through = loop.field("left"), loop.field("right")
        for node in within(loop, "return_statement"):
            value = value_of(node)
            given = arguments(value)[:1] if value is not None and _makes_response(value) else []
            if name is None or goes_through is None or value is None or not given:
                continue
            begin = start(given[0]) - start(value)
            stop = begin + len(given[0].text())
            text = value.text()[:begin] + goes_through.text() + value.text()[stop:]
            says = "The loop returns a response at its first token; the response goes through all of them by itself."
            yield Correction((replace(loop, f"return {text}"),), says, likely=2)


@rule("made-once")
def made_once(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """One generator is made when the file is loaded, and all requests share it."""
    for made in source.root.find_all(kind="assignment"):
        name, value = made.field("left"), made.field("right")
        if name is None or value is None or function_around(made) is not None:
            continue
        function = value.field("function") if is_generator_call(source, value) else None
        for use in uses(source, name.text()) if function is not None else []:
            call = call_at(source, function.text(), use) if function is not None else None
            if call is not None and function_around(use) is not None:
                says = f"{name.text()} is made once, when the file is loaded, and is used up by the first request."
                yield Correction((replace(use, call),), says, likely=2)


@rule("whole-reply")
def whole_reply(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """The whole reply is yielded as one token."""
    texts = seen.tokens(evidence)
    if len(texts) != 1 or len(texts[0].split()) < 4:
        return
    for node in yields(source):
        value = value_of(node)
        names = [n.text() for n in within(value, "identifier")] if value is not None else []
        if len(set(names)) == 1 and loop_around(node) is None:
            where, space = statement_of(node), indent_of(source, node)
            loop = f'for word in {names[0]}.split():\n{space}    yield word + " "'
            says = f"{names[0]} is yielded as one token; a loop over its words is missing."
            yield Correction((replace(where, loop),), says, likely=2)
