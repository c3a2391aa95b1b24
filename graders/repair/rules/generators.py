"""Generators that are none, or that are not handed on as they are: yield, return and collecting."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair import seen
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.scope import names_used, uses
from graders.repair.source import (
    Edit,
    SourceText,
    arguments,
    delete_statement,
    end,
    function_around,
    indent_of,
    replace,
    start,
)
from graders.repair.sources import (
    generator_calls,
    is_generator_call,
    made_from,
    makes_response,
    uses_what_is_returned,
)
from graders.repair.tree import (
    block_of,
    body_of,
    following,
    inside,
    is_from,
    is_main_guard,
    loop_around,
    loop_variable,
    parent_is,
    parent_kind,
    shown,
    statement_of,
    value_of,
    within,
    yields,
)

COLLECTING = ("list", "tuple", "sorted", "set", "iter", ".join", "next", "reversed", "str", "any")
"""What runs an iterator to its end, or takes one thing from it."""


@rule("return-for-yield")
def return_for_yield(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A return in a loop, or of a last token, ends the function where a yield would go on."""
    for node in source.all("return_statement"):
        value, function = value_of(node), function_around(node)
        if value is None or function is None or makes_response(value):
            continue
        edit = Edit(start(node), start(value), "yield ")
        loop = loop_around(node)
        if loop is not None and inside(node, block_of(loop) or loop):
            says = "return ends the function at the first token; yield hands it over and goes on."
            yield Correction((edit,), says, likely=2)
        elif list(within(function, "yield")) and not uses_what_is_returned(source):
            says = (
                "What a generator returns is none of its tokens: only yield hands something over."
            )
            yield Correction((edit,), says, likely=1)


@rule("yield-for-return")
def yield_for_return(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An endpoint yields its response."""
    for node in yields(source):
        value = value_of(node)
        if value is not None and makes_response(value):
            edit = Edit(start(node), start(value), "return ")
            says = "With yield the endpoint is a generator; it has to return its response."
            yield Correction((edit,), says, likely=2)


@rule("missing-yield")
def missing_yield(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A loop makes a token and does nothing with it."""
    for loop in source.all("for_statement"):
        name = loop.field("left")
        last = next(iter([*within(loop, "expression_statement")][::-1]), None)
        if name is None or loop_around(loop) is not None or list(within(loop, "yield")):
            continue
        value = last.child(0) if last is not None else None
        if value is not None and value.kind() in _TEXTS and name.text() in value.text():
            says = f"{shown(value)} is made here and not handed over: yield is missing."
            yield Correction((Edit(start(value), start(value), "yield "),), says, likely=2)
        for node in within(loop, "pass_statement"):
            says = f"The loop does nothing with {name.text()}: a yield is missing."
            yield Correction((replace(node, f"yield {name.text()}"),), says, likely=2)


_TEXTS = ("string", "binary_operator", "identifier", "concatenated_string")


@rule("yield-from-text")
def yield_from_text(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """`yield from` takes a text apart, or a yield hands over a generator as one token."""
    for node in yields(source):
        value = value_of(node)
        if value is None:
            continue
        if is_from(node) and not is_generator_call(source, value):
            says = f"yield from takes {shown(value)} apart; yield hands it over as it is."
            is_item = value.text() == loop_variable(loop_around(node))
            likely = 2 if is_item or seen.by_character(evidence) else 0
            yield Correction((Edit(start(node), start(value), "yield "),), says, likely)
        elif not is_from(node) and value.kind() in ("call", "generator_expression", "identifier"):
            is_one = is_generator_call(source, value) or value.kind() == "generator_expression"
            if is_one or {"list", "tuple", "generator"} & seen.types(evidence):
                says = (
                    f"yield hands over {shown(value)} as one thing; "
                    "yield from hands over what is in it, one by one."
                )
                edit = Edit(start(value), start(value), "from ")
                yield Correction((edit,), says, likely=2 if is_one else 1)


@rule("yields-a-pair")
def yields_a_pair(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A word and its space are yielded as two things, with a comma or in two yields."""
    for node in yields(source):
        value = value_of(node)
        if value is not None and value.kind() in ("expression_list", "tuple", "list"):
            parts = [n.text() for n in value.named_children() if n.kind() != "comment"]
            if len(parts) == 1:
                says = "With the comma, or in brackets, it is a collection of one and no text."
                yield Correction((replace(value, parts[0]),), says, likely=1)
            elif not is_from(node):
                says = f"With commas this yields a {_kind(value)}; with + it is one text."
                yield Correction((replace(value, " + ".join(parts)),), says, likely=2)
        if value is not None and value.kind() == "list_comprehension":
            says = "The whole list is yielded as one token; yield from hands over what is in it."
            edits, below = (
                [Edit(start(value), start(value), "from ")],
                following(statement_of(node)),
            )
            if below is not None and below.text() == "yield":
                edits.append(delete_statement(source, below))
            yield Correction(tuple(edits), says, likely=2)


def _kind(value: SgNode) -> str:
    return "list" if value.kind() == "list" else "tuple"


@rule("two-yields")
def two_yields(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
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
def collected(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Something runs the generator to its end before anything is handed on."""
    if not seen.may_be(evidence, *seen.LAZY):
        return
    for call in source.calls(*COLLECTING):
        given = arguments(call)
        is_tried_out = parent_is(call, "argument_list") and function_around(call) is None
        if len(given) == 1 and not is_main_guard(call) and not is_tried_out:
            says = f"{shown(call)} runs to the end before the first token can be sent."
            if call.text().startswith(("next(", "any(")):
                says = f"{shown(call)} takes only the first, and what follows is never asked for."
            if evidence.problems and source.line_of(start(call)) in evidence.lines:
                name = shown(call.text().partition("(")[0])
                says = f"{name}() stands around {shown(given[0])}, which is to be used as it is."
            made = made_from(source, given[0])
            inner = generator_calls(source, given[0]) or generator_calls(source, made)
            yield Correction((replace(call, given[0].text()),), says, likely=1 + bool(inner))
    for node in source.all("list", "tuple"):
        star = node.named_children()
        if len(star) == 1 and star[0].text().startswith("*"):
            says = f"{shown(node)} runs to the end before the first token can be sent."
            yield Correction((replace(node, star[0].text()[1:]),), says, likely=2)
    for node in source.all("list_comprehension", "set_comprehension"):
        if not is_main_guard(node) and parent_kind(node) != "yield":
            says = (
                f"{shown(node)} makes everything before the first can be handed on; "
                "in round brackets each is made when it is asked for."
            )
            yield Correction((replace(node, f"({node.text()[1:-1]})"),), says, likely=1)


@rule("used-up")
def used_up(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A loop that only prints goes through the tokens before they are handed on."""
    for loop in source.all("for_statement"):
        right, body = loop.field("right"), body_of(loop)
        if right is None or right.kind() != "identifier" or function_around(loop) is None:
            continue
        again = any(start(use) > end(loop) for use in uses(source, right.text()))
        if again and all(statement.text().startswith("print(") for statement in body):
            says = f"This loop uses {right.text()} up, and then nothing is left to send."
            yield Correction((delete_statement(source, loop),), says, likely=2)


@rule("whole-reply")
def whole_reply(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The whole reply is yielded as one token."""
    texts = seen.tokens(evidence)
    if len(texts) != 1 or len(texts[0].split()) < 4:
        return
    for node in yields(source):
        value = value_of(node)
        names = names_used(value) if value is not None else []
        if len(set(names)) == 1 and loop_around(node) is None:
            where, space = statement_of(node), indent_of(source, node)
            loop = f'for word in {names[0]}.split():\n{space}    yield word + " "'
            says = f"{names[0]} is yielded as one token; a loop over its words is missing."
            yield Correction((replace(where, loop),), says, likely=2)
