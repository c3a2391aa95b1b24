"""Names that Python does not know: misspelt, not imported, used too early, or in no such module."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterator
from difflib import get_close_matches

from ast_grep_py import SgNode

from graders.repair import seen
from graders.repair.edits import moved, whole_lines
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.scope import bound, imported, parameters, uses
from graders.repair.source import (
    Edit,
    SourceText,
    after,
    delete_statement,
    end,
    function_around,
    indent_of,
    name_of,
    replace,
    start,
)
from graders.repair.tree import inside, parent_kind, statement_of, within

HOMES = {
    "FastAPI": "fastapi",
    "Request": "fastapi",
    "Response": "fastapi",
    "Query": "fastapi",
    "HTTPException": "fastapi",
    "StreamingResponse": "fastapi.responses",
    "PlainTextResponse": "fastapi.responses",
    "Iterator": "collections.abc",
    "Generator": "collections.abc",
    "Iterable": "collections.abc",
    "AsyncIterator": "collections.abc",
    "AsyncGenerator": "collections.abc",
    "Annotated": "typing",
    "Path": "pathlib",
    "chain": "itertools",
    "sleep": "asyncio",
    "token_stream": "stage1_generator",
    "token_stream_async": "stage3_async",
}
"""Where the names come from that the exercises are written with."""
OF_TOKENS = ("words", "tokens")
"""Names that a file may give to the generator of stage 1."""
MODULES = ("asyncio", "time", "json", "httpx", "re", "os", "sys", "aiofiles", "itertools", "codecs")
FILES = ("stage1_generator", "stage2_streaming", "stage3_async")
OF_AN_APP = ("get", "post", "put", "delete", "middleware", "include_router", "mount", "on_event")


def import_of(source: SourceText, name: str) -> list[Edit]:
    """Return the edit that imports a name that the file has not, behind its other imports."""
    if name in bound(source):
        return []
    line = f"from {HOMES[name]} import {name}" if name in HOMES else f"import {name}"
    if name in OF_TOKENS:
        line = f"from stage1_generator import token_stream as {name}"
    imports = [n for n in source.root.children() if n.kind().startswith("import")]
    if imports:
        return [after(imports[-1], f"\n{line}")]
    first = next((n for n in source.root.children() if n.is_named()), None)
    if first is not None and first.kind() == "expression_statement":
        return [after(first, f"\n\n{line}")]
    return [Edit(0, 0, f"{line}\n\n")]


@rule("missing-import")
def missing_import(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A name is used and not imported."""
    there = [
        real for node in source.all("import_from_statement") for real in imported(node).values()
    ]
    for name in seen.unknown_names(evidence):
        if name in there:  # The file has it under another name, and means something of its own.
            continue
        if name in (*HOMES, *MODULES, *OF_TOKENS) and name not in bound(source):
            says = f"{name} is used in this file, and nothing imports it."
            yield Correction(tuple(import_of(source, name)), says, likely=2)


@rule("misspelt-name")
def misspelt_name(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A name is nearly one that is known."""
    for name in seen.unknown_names(evidence):
        known = [n for n in {*bound(source), *vars(builtins)} if n != name]
        folded = [n for n in sorted(known) if n.lower() == name.lower()]
        near = folded or get_close_matches(name, sorted(known), n=2, cutoff=0.7)
        near = near or [n for n in sorted(known) if _same_words(n, name)]
        for other in near[:2]:
            edits = [replace(node, other) for node in uses(source, name)]
            if edits:
                says = f"Nothing is called {name} here; {other} is there."
                yield Correction(tuple(edits), says, likely=2)


def _same_words(one: str, other: str) -> bool:
    """Whether two names are of the same words, in another order or number."""
    words = [sorted(w.rstrip("s") for w in name.lower().split("_")) for name in (one, other)]
    return words[0] == words[1] and len(words[0]) > 1


@rule("another-name")
def another_name(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A name stands where it has no value yet, in the place of one that has."""
    for name in seen.unknown_names(evidence):
        for node in uses(source, name):
            if source.line_of(start(node)) not in evidence.lines:
                continue
            for other in _locals_before(source, node):
                says = f"{name} has no value here; {other} has."
                is_given = name in bound(source) or other not in _all_parameters(source)
                if other != name and is_given:
                    yield Correction((replace(node, other),), says, likely=1)


def _locals_before(source: SourceText, node: SgNode) -> list[str]:
    """Return the names of a function that have a value where a node is, the latest first."""
    function = function_around(node)
    if function is None:
        return []
    names = [*parameters(function)]
    for made in within(function, "assignment", "for_statement"):
        left = made.field("left")
        is_above = end(made) <= start(node) if made.kind() == "assignment" else inside(node, made)
        if left is not None and left.kind() == "identifier" and is_above:
            names.append(left.text())
    return list(dict.fromkeys(reversed(names)))[:3]


def _all_parameters(source: SourceText) -> set[str]:
    return {name for function in source.functions() for name in parameters(function)}


@rule("used-too-early")
def used_too_early(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A name is given its value below the line that uses it."""
    for name in seen.unknown_names(evidence):
        for made in source.all("assignment"):
            left = made.field("left")
            if left is None or left.text() != name:
                continue
            below = statement_of(made)
            early = [_beside(use, below) for use in uses(source, name)]
            above = [n for n in early if n is not None and start(n) < start(below)]
            if above:
                begin, stop = whole_lines(source, below)
                place = whole_lines(source, above[0])[0]
                text = moved(source, below, indent_of(source, above[0]))
                says = f"{name} is used above the line that gives it its value."
                yield Correction((Edit(place, place, text), Edit(begin, stop, "")), says, likely=2)


def _beside(node: SgNode, other: SgNode) -> SgNode | None:
    """Return the statement around a node that stands in the same block as another one."""
    block = other.parent()
    for outer in (node, *node.ancestors()):
        parent = outer.parent()
        if block is not None and parent is not None and parent.range() == block.range():
            return outer
    return None


@rule("wrong-module")
def wrong_module(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An import names a module that there is not, or that has not what is imported."""
    known = sorted({*HOMES.values(), *MODULES, *FILES})
    for node in source.all("import_from_statement"):
        module = node.field("module_name")
        if module is None:
            continue
        has, names = module.text(), imported(node)
        bare = has.lstrip(".").removeprefix("starter.").removeprefix("solutions.")
        homes = {HOMES[real] for real in names.values() if real in HOMES}
        near = get_close_matches(bare, known, n=1, cutoff=0.75) if bare not in known else []
        for other in dict.fromkeys([*([bare] if bare in known else []), *homes, *near]):
            is_other = has.startswith("exercise")
            if other != has and (bare != has or is_other or evidence.problems):
                what = ", ".join(names.values())
                says = f"{what} cannot be imported from {has}; it is in {other}."
                if is_other:
                    says = f"{what} of {has} is not the one of {other}, whose tokens are asked for."
                yield Correction((replace(module, other),), says, likely=2 if bare != has else 1)


@rule("wrong-import")
def wrong_import(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An import asks for a name that its module has not, or for a package that is not needed."""
    for name, module in re.findall(
        r"cannot import name '(\w+)' from '([\w.]+)'", evidence.messages
    ):
        offered = [n for n, home in HOMES.items() if home == module]
        near = get_close_matches(name, offered, n=1, cutoff=0.5) or offered[:1]
        for node in source.all("import_from_statement") if near else ():
            for child in within(node, "dotted_name"):
                if child.text() == name:
                    alias = (
                        near[0]
                        if parent_kind(child) == "aliased_import"
                        else f"{near[0]} as {name}"
                    )
                    says = f"{module} has no {name}; it has {near[0]}."
                    yield Correction((replace(child, alias),), says, likely=2)
    for module in re.findall(r"No module named '([\w.]+)'", evidence.messages):
        for node in source.all("import_statement", "import_from_statement"):
            if re.search(rf"\b{re.escape(module)}\b", node.text()):
                is_used = any(uses(source, name) for name in imported(node))
                says = f"{module} is not installed here, and what is graded does not need it."
                edit = delete_statement(source, node)
                yield Correction((edit,), says, likely=0 if is_used else 1)


@rule("function-name")
def function_name(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The function that is asked for has another name, or does not take the prompt."""
    wanted = evidence.exercise.name
    if evidence.exercise.role == "app":
        return
    functions = [
        n for n in source.functions() if parent_kind(n) in ("module", "decorated_definition")
    ]
    if wanted not in bound(source):
        for function in [n for n in functions if name_of(n) != "main"][-1:]:
            name = name_of(function)
            edits = [replace(n, wanted) for n in source.all("identifier") if n.text() == name]
            says = f"The function is called {name}; the one that is asked for is {wanted}."
            yield Correction(tuple(edits), says, likely=2)
    for function in functions:
        listed = function.field("parameters")
        if next(iter(parameters(function)), "") == "self" and listed is not None:
            kept = ", ".join(node.text() for node in listed.named_children()[1:])
            says = f"{name_of(function)} stands in no class, so nothing is given as its self."
            yield Correction((replace(listed, f"({kept})"),), says, likely=2)
        if name_of(function) == wanted and listed is not None and not parameters(function):
            given = "url: str" if evidence.exercise.role == "client" else "prompt: str"
            says = f"{wanted} takes no argument, and is called with one."
            yield Correction((replace(listed, f"({given})"),), says, likely=2)
