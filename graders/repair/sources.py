"""The generators that a file has: its own and those it imports, and how each of them is called."""

from __future__ import annotations

from ast_grep_py import SgNode

from graders.repair.scope import imported, parameters, prompt_at, uses
from graders.repair.source import SourceText, function_around, is_async, name_of
from graders.repair.tree import is_from, is_same, parent_is, parent_kind, yields

GIVEN = ("token_stream", "token_stream_async")
"""What the files of the stages offer to the others."""
RESPONSES = (
    "StreamingResponse",
    "Response",
    "PlainTextResponse",
    "HTMLResponse",
    "JSONResponse",
    "EventSourceResponse",
    "ORJSONResponse",
    "FileResponse",
)


def own_generators(source: SourceText) -> dict[str, SgNode]:
    """Return the functions of the file that yield and answer no request, by their names."""
    found = {}
    for node in yields(source):
        function = function_around(node)
        if function is not None and parent_kind(function) != "decorated_definition":
            found[name_of(function)] = function
    return found


def imported_generators(source: SourceText) -> list[str]:
    """Return how the generators of other files are called here."""
    found = []
    for node in source.all("import_from_statement", "import_statement"):
        module = node.field("module_name")
        for name, real in imported(node).items():
            if real in GIVEN:
                found.append(name)
            elif module is None and real.startswith("stage"):
                found.append(f"{name}.token_stream{'_async' if real == 'stage3_async' else ''}")
    return found


def call_at(source: SourceText, name: str, place: SgNode) -> str | None:
    """Return the right call of a generator at a place, such as `words(prompt)`, if one is known."""
    function = own_generators(source).get(name)
    prompt = prompt_at(place)
    needed = 1
    if function is not None:
        given = [n for n, node in parameters(function).items() if "default" not in node.kind()]
        needed = len(given)
    if needed == 0:
        return f"{name}()"
    return f"{name}({prompt})" if needed == 1 and prompt is not None else None


def streams_at(source: SourceText, place: SgNode) -> list[str]:
    """Return the calls of all generators that can stand at a place, the file's own ones first."""
    around = {name_of(f) for f in place.ancestors() if f.kind() == "function_definition"}
    names = [*reversed(own_generators(source)), *imported_generators(source)]
    calls = [call_at(source, name, place) for name in names if name not in around]
    return [call for call in calls if call is not None]


def is_generator_call(source: SourceText, node: SgNode) -> bool:
    """Whether a node is a call of a generator that the file knows."""
    function = node.field("function") if node.kind() == "call" else None
    known = {*own_generators(source), *imported_generators(source)}
    return function is not None and function.text() in known


def uses_what_is_returned(source: SourceText) -> bool:
    """Whether the file takes what a generator returns, with `x = yield from`."""
    return any(
        is_from(node) and not parent_is(node, "expression_statement") for node in yields(source)
    )


def generator_calls(source: SourceText, place: SgNode) -> list[SgNode]:
    """Return the calls of generators inside a node, or the node itself if it is one."""
    calls = [place, *place.find_all(kind="call")]
    return [call for call in calls if is_generator_call(source, call)]


def uncalled(source: SourceText) -> list[SgNode]:
    """Return where a generator is named and not called."""
    found = []
    for name in {*own_generators(source), *imported_generators(source)}:
        if "." in name:
            nodes = [n for n in source.all("attribute") if n.text() == name]
        else:
            nodes = uses(source, name)
        found += [node for node in nodes if not _is_called(node)]
    return found


def _is_called(node: SgNode) -> bool:
    parent = node.parent()
    return parent is not None and (
        parent.kind() == "attribute"
        or (parent.kind() == "call" and is_same(parent.field("function"), node))
    )


def is_asynchronous(source: SourceText, call: str) -> bool:
    """Whether what a call gives has to be read with `async for`."""
    name = call.partition("(")[0]
    function = own_generators(source).get(name)
    return is_async(function) if function is not None else name.endswith("_async")


def makes_response(value: SgNode) -> bool:
    """Whether an expression makes a response."""
    function = value.field("function") if value.kind() == "call" else None
    return function is not None and function.text().rpartition(".")[2] in RESPONSES


def made_from(source: SourceText, node: SgNode) -> SgNode:
    """Return what was assigned to a name, if a node is one; else the node itself."""
    if node.kind() == "identifier":
        for made in source.all("assignment"):
            left, right = made.field("left"), made.field("right")
            if left is not None and right is not None and left.text() == node.text():
                return right
    return node
