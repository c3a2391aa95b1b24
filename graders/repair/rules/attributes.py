"""An attribute that something does not have, and a variable where another is meant."""

from __future__ import annotations

import builtins
import difflib
import re
from collections.abc import Iterator
from importlib import import_module

from ast_grep_py import SgNode

from graders.repair.edits import drop_argument
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.scope import parameters
from graders.repair.source import (
    SourceText,
    function_around,
    replace,
    start,
)
from graders.repair.sources import generator_calls, made_from
from graders.repair.tree import shown

NO_ATTRIBUTE = re.compile(r"(?:'(\w+)' object|module '(\w+)') has no attribute '(\w+)'")
OWNERS = {
    "AsyncClient": "httpx",
    "Client": "httpx",
    "Response": "httpx",
    "TextIOWrapper": "io",
    "BufferedReader": "io",
    "FastAPI": "fastapi",
    "asyncio": "asyncio",
    "httpx": "httpx",
}
"""What a message may say to have no such attribute, and the module that it is of, or is."""


@rule("wrong-attribute")
def wrong_attribute(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Something well known is asked for an attribute that it does not have."""
    for kind, module, name in dict.fromkeys(NO_ATTRIBUTE.findall(evidence.messages)):
        home = "builtins" if hasattr(builtins, kind) else OWNERS.get(kind or module)
        if home is None:
            continue
        # Imported only now: it takes a while, and is seldom needed.
        owner = import_module(home)
        owner = getattr(owner, kind) if kind else owner
        real = [attribute for attribute in dir(owner) if not attribute.startswith("_")]
        close = difflib.get_close_matches(name, real, 3, cutoff=0.6)
        if kind == "FastAPI":
            close = [*dict.fromkeys(["get", *close])]
        for node in source.all("attribute"):
            attribute = node.field("attribute")
            for other in close if attribute is not None and attribute.text() == name else ():
                what = f"A {kind}" if kind else f"The module {module}"
                says = f"{what} has no {name}; it has {other}."
                place = attribute or node
                yield Correction((replace(place, other),), says, likely=2)


@rule("method-of-a-generator")
def method_of_a_generator(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A generator is asked for something that only a text or a list can do."""
    told = r"'(?:async_)?generator' object has no attribute '(\w+)'"
    for name in dict.fromkeys(re.findall(told, evidence.messages)):
        for call in source.calls(f".{name}"):
            owner = (call.field("function") or call).field("object")
            if owner is not None and generator_calls(source, made_from(source, owner)):
                says = f"{shown(owner)} gives one token after the other, and has no {name}."
                yield Correction((replace(call, owner.text()),), says, likely=2)


@rule("unknown-keyword")
def unknown_keyword(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A call has a keyword that the function does not know."""
    for name in re.findall(r"unexpected keyword argument '(\w+)'", evidence.messages):
        for argument in source.all("keyword_argument"):
            given = argument.field("name")
            if given is None or given.text() != name:
                continue
            known = ["media_type", "encoding", "timeout", "headers", "params", "status_code"]
            close = difflib.get_close_matches(name, known, 1, cutoff=0.6)
            for other in close:
                says = f"There is no keyword {name}; what is meant here is called {other}."
                yield Correction((replace(given, other),), says, likely=2)
            says = f"The function does not know the keyword {name}, and it is not needed."
            yield Correction((drop_argument(source, argument),), says, likely=1)


@rule("wrong-variable")
def wrong_variable(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A line that fails uses one variable where another of the function is meant."""
    if not re.search(r"TypeError|AttributeError|UnboundLocalError|InvalidURL", evidence.messages):
        return
    for node in source.all("identifier"):
        if source.line_of(start(node)) not in evidence.lines or not _is_read(node):
            continue
        names = _local_names(function_around(node))
        for other in sorted(names - {node.text()}) if node.text() in names else ():
            says = f"This line uses {node.text()}, where only {other} can do what it asks for."
            yield Correction((replace(node, other),), says, likely=0)


def _is_read(node: SgNode) -> bool:
    parent = node.parent()
    if parent is None or parent.kind() in ("as_pattern_target", "parameters", "typed_parameter"):
        return False
    named = (parent.field("left"), parent.field("name"), parent.field("attribute"))
    return all(other is None or start(other) != start(node) for other in named)


def _local_names(function: SgNode | None) -> set[str]:
    if function is None:
        return set()
    names = set(parameters(function))
    for kind in ("as_pattern_target", "assignment", "for_statement"):
        for node in function.find_all(kind=kind):
            left = node if kind == "as_pattern_target" else node.field("left")
            if left is not None and left.text().isidentifier():
                names.add(left.text())
    return names
