"""Calls that are written wrongly: without (), with a wrong name or wrong arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair.edits import add_argument
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.scope import parameters
from graders.repair.source import (
    Edit,
    SourceText,
    after,
    arguments,
    before,
    function_around,
    replace,
    start,
)
from graders.repair.sources import is_generator_call
from graders.repair.tree import expressions, last_name, parent_is, shown

METHODS = frozenset(
    (
        "raise_for_status",
        "aiter_text",
        "aiter_bytes",
        "aiter_lines",
        "aiter_raw",
        "iter_text",
        "iter_lines",
        "aread",
        "read",
        "readline",
        "readlines",
        "aclose",
        "close",
        "json",
        "split",
        "splitlines",
        "strip",
        "rstrip",
        "lstrip",
        "encode",
        "decode",
        "items",
        "keys",
        "values",
        "AsyncClient",
        "get_running_loop",
    )
)
"""Methods and functions that do nothing unless they are called, and can be called as they are."""
CLASSES = ("AsyncClient", "Timeout")
FEW = re.compile(r"(\w+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: '(\w+)'")
KEYWORDS = {
    "AsyncClient": (re.compile(r".*"), "timeout"),
    "open": (re.compile(r"""["'](utf|ascii|latin).*"""), "encoding"),
}
"""Arguments that belong to a keyword: what they look like, by the function."""


@rule("method-without-brackets")
def method_without_brackets(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A method is only named: the () that call it are missing."""
    for node in source.all("attribute"):
        name = node.field("attribute")
        if name is None or name.text() not in METHODS or _is_used_as_it_is(node):
            continue
        alone = parent_is(node, "expression_statement")
        says = f"{shown(node)} has no () behind it, so it is only named here and never called."
        yield Correction((after(node, "()"),), says, likely=2 if alone else 1)


def _is_used_as_it_is(node: SgNode) -> bool:
    """Whether a name is called, handed on, or part of a longer one."""
    return parent_is(node, "call", "attribute", "argument_list", "keyword_argument", "type")


@rule("class-without-brackets")
def class_without_brackets(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A class is given where an object of it is meant."""
    for node in source.all("identifier", "attribute"):
        used = parent_is(node, "assignment", "as_pattern")
        if last_name(node.text()) in CLASSES and used:
            says = f"{shown(node)} has no () behind it: this is the class, and not an object of it."
            given = "(None)" if node.text().endswith("Timeout") else "()"
            yield Correction((after(node, given),), says, likely=2)


@rule("argument-missing")
def argument_missing(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A call of something that is no generator lacks an argument that Python asks for by name."""
    for function, parameter in FEW.findall(evidence.messages):
        for call in source.calls(function, f".{function}"):
            if is_generator_call(source, call):
                continue
            says = f"{shown(call)} lacks an argument: {function} must be told its {parameter} too."
            scope = parameters(function_around(call))
            if parameter in scope:
                yield Correction((add_argument(call, parameter),), says, likely=2)
            if function == "stream":
                says = f'{shown(call)} does not say what to do with the url, such as "GET".'
                yield Correction((add_argument(call, '"GET"', first=True),), says, likely=2)


@rule("timeout-without-default")
def timeout_without_default(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """httpx.Timeout is told only some of its times."""
    if "httpx.Timeout must" in evidence.messages:
        for call in source.calls("httpx.Timeout", "Timeout"):
            says = f"{shown(call)} gives no time for what it does not name; the first value does."
            yield Correction((add_argument(call, "5.0", first=True),), says, likely=2)


@rule("keyword-by-position")
def keyword_by_position(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An argument is given by its place where only its keyword finds its place."""
    for name, (looks, keyword) in KEYWORDS.items():
        for call in source.calls(name, f".{name}"):
            for given in arguments(call)[0 if name == "AsyncClient" else 1 :]:
                plain = given.kind() != "keyword_argument"
                if plain and looks.fullmatch(given.text()):
                    says = (
                        f"{name} takes {shown(given)} only with its keyword, {keyword}= in front."
                    )
                    yield Correction((before(given, f"{keyword}="),), says, likely=2)


@rule("keyword-compared")
def keyword_compared(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An argument is compared with its keyword, where it is to be given by it."""
    for node in source.all("comparison_operator"):
        if parent_is(node, "argument_list") and (found := COMPARED.fullmatch(node.text())):
            says = f"{shown(node)} compares two things; one = gives the argument to {found[1]}."
            yield Correction((replace(node, f"{found[1]}={found[2]}"),), says, likely=2)


COMPARED = re.compile(r"(\w+) ?== ?(.+)", re.DOTALL)


@rule("arguments-swapped")
def arguments_swapped(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The first two arguments of a call stand in each other's place."""
    for call in source.calls(".stream", ".request", "open", "StreamingResponse", ".build_request"):
        given = [node for node in arguments(call) if node.kind() != "keyword_argument"]
        if len(given) < 2:
            continue
        one, other = given[:2]
        says = f"The first two arguments of {shown(call)} are the wrong way round."
        edits = (replace(one, other.text()), replace(other, one.text()))
        if _is_method(other.text()) or IN_FRONT.fullmatch(one.text()):
            yield Correction(edits, says, likely=2)


def _is_method(text: str) -> bool:
    return text.strip("\"'").upper() in ("GET", "POST")


IN_FRONT = re.compile(r"""["'](?:[rwab]{1,2}t?|\w+/[\w.-]+)["']""")
"""A mode or a media type, which is never the first argument."""


@rule("exit-called")
def exit_called(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The file ends the whole program."""
    for statement, only in expressions(source):
        if re.match(r"(sys\.|os\._)?(exit|quit)\b", only.text()):
            says = f"{shown(only)} ends the whole program, the server too, not only this function."
            line = source.line_of(start(statement))
            begin = source.start_of_line(line)
            stop = begin + len(source.lines[line - 1])
            yield Correction((Edit(begin, stop, ""),), says, likely=2)
