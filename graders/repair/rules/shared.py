"""What all calls share: a cache, a global, an attribute of a class, a default value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graders.repair.edits import whole_lines
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.scope import parameters
from graders.repair.source import (
    Edit,
    SourceText,
    delete_statement,
    function_around,
    indent_of,
    replace,
    start,
)
from graders.repair.tree import body_of, is_text


@rule("kept-between-calls")
def kept_between_calls(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A cache, a global or an attribute of a class is shared by all calls."""
    for node in source.all("decorator"):
        if re.match(r"@(functools\.)?(lru_)?cache\b", node.text()):
            begin, stop = whole_lines(source, node)
            says = f"{node.text()} hands out again what an earlier call made"
            says += ", which is used up." if "yield" in (node.parent() or node).text() else "."
            yield Correction((Edit(begin, stop, ""),), says, likely=2)
    for node in source.all("assignment"):
        left = node.field("left")
        name = left.text().removesuffix("[:]") if left is not None else ""
        if left is not None and name != left.text() and function_around(node) is not None:
            says = f"{left.text()} = fills the one list {name} that all streams share."
            yield Correction((replace(left, name),), says, likely=1)
    for node in source.all("global_statement"):
        says = f"{node.text()} makes all streams share it: each takes what belongs to the others."
        yield Correction((delete_statement(source, node),), says, likely=2)
    for node in source.all("augmented_assignment"):
        left, right = node.field("left"), node.field("right")
        if left is not None and right is not None and left.text().startswith("self."):
            says = f"{left.text()} += adds to the one that the whole class shares."
            text = f"{left.text()} = {right.text()}"
            yield Correction((replace(node, text),), says, likely=0)


@rule("mutable-default")
def mutable_default(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A list or dict is the default value of a parameter, and is shared by all calls."""
    for function in source.functions():
        for name, node in parameters(function).items():
            value, body = node.field("value"), body_of(function)
            if value is not None and value.text() in ("[]", "{}", "list()", "dict()") and body:
                listed = source.text[: start(node)].rstrip().removesuffix(",")
                cut = Edit(len(listed), start(node) + len(node.text()), "")
                space = indent_of(source, body[0])
                made = f"{name} = {value.text()}\n{space}"
                begin = start(body[1] if len(body) > 1 and is_text(body[0]) else body[0])
                says = f"{name}={value.text()} is made once, so every call adds to the same one."
                yield Correction((cut, Edit(begin, begin, made)), says, likely=2)
