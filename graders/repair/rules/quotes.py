"""Quotes around what is no text: the name of a value, or a number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair.rule import Correction, Evidence, rule
from graders.repair.scope import parameters
from graders.repair.source import SourceText, arguments, function_around, replace
from graders.repair.tree import is_same, literals, loop_variable, parent_is, within

NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+")
VALUES = ("binary_operator", "argument_list", "yield", "assignment", "keyword_argument")
"""Where the value of a name can stand."""


@rule("name-in-quotes")
def name_in_quotes(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The name of a parameter or of a loop's variable is in quotes, and so is the word itself."""
    for string in literals(source):
        if string.body not in _names_at(string.node) or not parent_is(string.node, *VALUES):
            continue
        says = f"{string.node.text()} in quotes is only that word, not the value of {string.body}."
        came = string.body in evidence.received
        yield Correction((replace(string.node, string.body),), says, likely=2 if came else 1)


def _names_at(node: SgNode) -> set[str]:
    """Return the parameters and loop variables that are known where a node is."""
    names = {loop_variable(outer) for outer in node.ancestors() if outer.kind() == "for_statement"}
    function = function_around(node)
    made = within(function, "assignment") if function is not None else ()
    named = {left.text() for one in made if (left := one.field("left")) is not None}
    return named.union(parameters(function), filter(None, names))


@rule("number-in-quotes")
def number_in_quotes(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A number is given to a function as a text."""
    for call in source.all("call"):
        for given in arguments(call):
            value = given.field("value") if given.kind() == "keyword_argument" else given
            for string in literals(source) if value is not None else ():
                if is_same(string.node, value) and NUMBER.fullmatch(string.body):
                    says = f"{string.node.text()} in quotes is a text; a number has none."
                    edit = replace(string.node, string.body)
                    yield Correction((edit,), says, likely=2 if evidence.problems else 1)
