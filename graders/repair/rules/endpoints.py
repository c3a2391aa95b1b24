"""The app and its route: path, method, decorator, parameters, and what the endpoint returns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ast_grep_py import SgNode

from graders.repair import seen
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.scope import parameters
from graders.repair.source import (
    Edit,
    SourceText,
    after,
    arguments,
    before,
    delete_statement,
    end,
    name_of,
    replace,
    start,
)
from graders.repair.tree import is_same, literal, parent_kind, shown, within

ALIKE = 0.7
"""How much of a path has to be the right one for the rest of it to be a slip."""
ROUTES = (".add_api_route", ".add_route", "Route", "APIRoute", "APIRouter", ".mount")
"""What makes a route, or a part of one, without a decorator."""
METHODS = ("get", "post", "put", "delete", "patch", "head", "options", "api_route", "websocket")


def app_name(source: SourceText) -> str | None:
    """Return the name that the file gives to its FastAPI()."""
    for made in source.root.find_all(kind="assignment"):
        left, right = made.field("left"), made.field("right")
        if left is not None and right is not None and re.search(r"\bFastAPI\b", right.text()):
            return left.text()
    return None


def endpoint(source: SourceText) -> SgNode | None:
    """Return the function that answers the request: the one with a decorator, else the last."""
    functions = [node for node in source.functions() if parent_kind(node) != "block"]
    decorated = [node for node in functions if parent_kind(node) == "decorated_definition"]
    plain = [node for node in functions if not list(within(node, "yield"))]
    return next(iter([*decorated[-1:], *plain[-1:], *functions[-1:]]), None)


def decorators(function: SgNode) -> list[SgNode]:
    """Return the decorators of a function."""
    outer = function.parent()
    if outer is None or outer.kind() != "decorated_definition":
        return []
    return [node for node in outer.children() if node.kind() == "decorator"]


@rule("no-app")
def no_app(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The app has another name, is not made, or is not called."""
    if evidence.exercise.role != "app":
        return
    name = app_name(source)
    if name is not None and name != "app" and "." not in name:
        edits = [replace(node, "app") for node in source.all("identifier") if node.text() == name]
        says = f"The app is called {name} here; the server looks for one that is called app."
        yield Correction(tuple(edits), says, likely=2)
    for made in source.root.find_all(kind="assignment"):
        right = made.field("right")
        if name is not None and right is not None and right.text() != "FastAPI()":
            if right.text() == "FastAPI":
                says = "FastAPI is the class; the app comes from calling it: FastAPI()."
                yield Correction((replace(right, "FastAPI()"),), says, likely=2)
            elif re.fullmatch(r"\w+\(FastAPI\(\)\)", right.text()):
                says = f"{right.text()} is no app; FastAPI() is."
                yield Correction((replace(right, "FastAPI()"),), says, likely=2)
    function = endpoint(source)
    if name is None and function is not None and "app" in seen.unknown_names(evidence):
        imports = [n for n in source.root.children() if n.kind().startswith("import")]
        says = "There is no app in this file: it has to be made with FastAPI()."
        for last in imports[-1:]:
            yield Correction((after(last, "\n\napp = FastAPI()"),), says, likely=2)


@rule("route")
def route(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The endpoint has no route, another path or another method."""
    function, path = endpoint(source), evidence.exercise.path
    if evidence.exercise.role != "app" or function is None or path is None:
        return
    wanted = f'@{app_name(source) or "app"}.get("{path}")'
    found, elsewhere = decorators(function), list(source.calls(*ROUTES))
    yield from _path_elsewhere(elsewhere, path)
    if not found and not elsewhere and not list(within(function, "yield")):
        says = f"No route leads to {name_of(function)}: {wanted} is missing above it."
        yield Correction((before(function, f"{wanted}\n"),), says, likely=2)
    right = re.compile(rf"""\.(get|api_route)\(\s*(path=)?["']{path}["']""")
    if any(right.search(node.text()) for node in source.all("decorator")):
        return
    for node in found:
        yield from _route(node, path, wanted)


def _path_elsewhere(calls: list[SgNode], path: str) -> Iterator[Correction]:
    """Propose the path for what is nearly it, in a call that makes a route."""
    for call in calls:
        for string in filter(None, map(literal, within(call, "string"))):
            alike = SequenceMatcher(None, string.body, path, autojunk=False).ratio()
            if string.body != path and alike > ALIKE:
                says = f"The path of this route is {string.body}; the request is for {path}."
                yield Correction((string.with_body(path),), says, likely=2)


def _route(node: SgNode, path: str, wanted: str) -> Iterator[Correction]:
    call = node.child(1)
    function = call.field("function") if call is not None and call.kind() == "call" else None
    method = function.field("attribute") if function is not None else None
    if call is None or method is None or method.text() not in METHODS:
        says = f"{shown(node)} makes no route for {path}: {wanted} does."
        yield Correction((replace(node, wanted),), says, likely=2)
        return
    if method.text() != "get":
        says = f"This answers {method.text().upper()} requests; the request is a GET."
        yield Correction((replace(method, "get"),), says, likely=2)
    given = arguments(call)
    string = literal(given[0]) if given else None
    if string is not None and string.body != path:
        says = f"The path of this route is {string.body or 'empty'}; the request is for {path}."
        yield Correction((string.with_body(path),), says, likely=2)
    if string is None:
        says = f"This route has no path: {path} is missing."
        place = end(function) + 1 if function is not None else end(node)
        text = f'"{path}", ' if given else f'"{path}"'
        yield Correction((Edit(place, place, text),), says, likely=2)


@rule("query-parameter")
def query_parameter(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The endpoint's parameter is missing, or has another name, type or limit."""
    function, query = endpoint(source), [*evidence.exercise.query]
    if function is None or len(query) != 1 or evidence.exercise.role != "app":
        return
    wanted, has = query[0], parameters(function)
    listed = function.field("parameters")
    likely = 2 if seen.status(evidence) == 422 else 1
    if not has and listed is not None:
        says = f"{name_of(function)} does not take {wanted}, which is in the address."
        yield Correction((replace(listed, f"({wanted}: str)"),), says, likely)
    if wanted not in has:
        for name, node in has.items():
            yield from _called_otherwise(function, name, node, wanted, likely)
    elif has[wanted].text() not in (wanted, f"{wanted}: str"):
        says = f"{shown(has[wanted])} does not take every text: {wanted}: str does."
        yield Correction((replace(has[wanted], f"{wanted}: str"),), says, likely)
    for name, node in has.items():
        if name != wanted and wanted in has and len(within_text(function, name)) == 1:
            edit = Edit(*_with_comma(source, node), "")
            says = f"The request has no {name}, which this endpoint asks for and does not use."
            yield Correction((edit,), says, likely)


def _called_otherwise(
    function: SgNode, name: str, node: SgNode, wanted: str, likely: int
) -> Iterator[Correction]:
    """Propose the name that is in the address for a parameter that has another."""
    edits = [replace(n, wanted) for n in within_text(function, name) if not _is_keyword(n)]
    says = f"The parameter is called {name}; in the address it is called {wanted}."
    yield Correction(tuple(edits), says, likely if "Request" not in node.text() else 0)
    fields = [n for n in within(function, "attribute") if n.text() == f"{name}.{wanted}"]
    if fields:
        says = f"{node.text()} is read from the body of a request; the address has {wanted}."
        taken = [replace(n, wanted) for n in fields]
        yield Correction((*taken, replace(node, f"{wanted}: str")), says, likely)


def within_text(function: SgNode, name: str) -> list[SgNode]:
    """Return where a name stands in a function."""
    return [node for node in within(function, "identifier") if node.text() == name]


def _is_keyword(node: SgNode) -> bool:
    parent = node.parent()
    if parent is None or parent.kind() not in ("keyword_argument", "attribute"):
        return False
    return not is_same(parent.field("value") or parent.field("object"), node)


def _with_comma(source: SourceText, node: SgNode) -> tuple[int, int]:
    """Return from where to where a parameter goes with a comma beside it."""
    ahead = source.text[: start(node)].rstrip()
    if ahead.endswith(","):
        return len(ahead) - 1, end(node)
    rest = source.text[end(node) :]
    found = re.match(r"\s*,\s*", rest)
    return start(node), end(node) + (len(found[0]) if found else 0)


@rule("status-code")
def status_code(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The answer is given another status than 200."""
    for node in source.all("keyword_argument"):
        if node.text().startswith("status_code"):
            says = f"With {node.text()} the status of the answer is not 200."
            yield Correction((Edit(*_with_comma(source, node), ""),), says, likely=2)


@rule("tuple-by-comma")
def tuple_by_comma(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A comma at the end of a line makes a tuple of one."""
    for node in source.all("expression_list", "tuple"):
        parts = node.named_children()
        if len(parts) == 1 and node.text().rstrip(")").rstrip().endswith(","):
            says = "The comma at the end makes a tuple of it."
            yield Correction((replace(node, parts[0].text()),), says, likely=2)


@rule("response-not-returned")
def response_not_returned(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The endpoint makes a response and does not return it."""
    function = endpoint(source)
    if function is None or list(within(function, "return_statement")):
        return
    for call in within(function, "call"):
        name, statement = call.field("function"), call.parent()
        if name is None or not name.text().endswith("Response") or statement is None:
            continue
        says = "The response is made here and not returned, so the endpoint answers null."
        if statement.kind() == "expression_statement":
            yield Correction((before(call, "return "),), says, likely=2)
        elif statement.kind() == "assignment" and (left := statement.field("left")) is not None:
            edit = Edit(start(left), start(call), "return ")
            yield Correction((edit,), says, likely=2)


@rule("unneeded-middleware")
def unneeded_middleware(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A middleware reads the body, so that the response has none of its own any more."""
    for node in source.all("decorated_definition"):
        first = node.child(0)
        if first is not None and ".middleware(" in first.text() and "body" in node.text():
            says = "This middleware reads the whole body before it is sent."
            yield Correction((delete_statement(source, node),), says, likely=1)
