"""The names of a file: what a function is given, what is bound, and where a name is used."""

from __future__ import annotations

import re

from ast_grep_py import SgNode

from graders.repair.source import SourceText, function_around, name_of
from graders.repair.tree import is_main_guard, is_same, within


def parameters(function: SgNode | None) -> dict[str, SgNode]:
    """Return the parameters of a function by their names."""
    listed = function.field("parameters") if function is not None else None
    found: dict[str, SgNode] = {}
    for node in listed.named_children() if listed is not None else []:
        name = node if node.kind() == "identifier" else next(within(node, "identifier"), None)
        if name is not None and node.kind() != "comment":
            found[name.text()] = node
    return found


def prompt_at(node: SgNode) -> str | None:
    """Return the parameter that holds the prompt where a node is: `prompt`, else the first."""
    function = function_around(node)
    while function is not None:
        names = [name for name in parameters(function) if name not in ("self", "cls")]
        if names:
            return "prompt" if "prompt" in names else names[0]
        function = function_around(function)
    return None


def uses(source: SourceText, name: str) -> list[SgNode]:
    """Return the places where a name is used: not as attribute, keyword, parameter or import."""
    return [
        node
        for node in source.all("identifier")
        if node.text() == name and _is_use(node) and not is_main_guard(node)
    ]


def names_used(node: SgNode) -> list[str]:
    """Return the names whose values are used in a node, each as often as it is."""
    found = [node] if node.kind() == "identifier" else []
    return [name.text() for name in [*found, *within(node, "identifier")] if _is_use(name)]


def bound(source: SourceText) -> set[str]:
    """Return the names that the file gives to something."""
    names = {name_of(node) for node in source.all("function_definition", "class_definition")}
    for function in source.functions():
        names.update(parameters(function))
    for node in source.all("assignment", "for_statement", "for_in_clause", "named_expression"):
        left = node.field("left") or node.field("name")
        if left is not None:
            names.update(re.findall(r"(?<![\w.])[A-Za-z_]\w*(?![\w.\[(])", left.text()))
    for node in source.all("import_statement", "import_from_statement"):
        names.update(imported(node))
    return names - {""}


def imported(node: SgNode) -> dict[str, str]:
    """Return what an import binds: the name in this file, and the name in the module."""
    module = node.field("module_name")
    found = {}
    for child in node.named_children():
        if module is not None and is_same(child, module):
            continue
        name, alias = child.field("name"), child.field("alias")
        real = name.text() if name is not None else child.text()
        found[alias.text() if alias is not None else real.partition(".")[0]] = real
    return found


def _is_use(node: SgNode) -> bool:
    parent = node.parent()
    if parent is None:
        return False
    if parent.kind() == "attribute":
        return is_same(parent.field("object"), node)
    if parent.kind() == "keyword_argument":
        return not is_same(parent.field("name"), node)
    outer = {n.kind() for n in node.ancestors()}
    if outer & {"import_statement", "import_from_statement", "type"}:
        return False
    return parent.kind() not in (
        "function_definition",
        "class_definition",
        "parameters",
        "typed_parameter",
        "default_parameter",
        "typed_default_parameter",
        "global_statement",
    )
