"""The small changes that are made to a source: each operator takes one kind of syntax node.

It gives changed versions of such a node, each with a label.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any, TypeVar

N = TypeVar("N", bound=ast.AST)
Changes = Iterator[tuple[str, "ast.AST | list[ast.stmt]"]]
"""Labels, and what takes the node's place: a node, or for a statement also several."""

Function = (ast.FunctionDef, ast.AsyncFunctionDef)
Loop = (ast.For, ast.AsyncFor, ast.While)
With = (ast.With, ast.AsyncWith)
BLOCKS = (*Function, *Loop, *With, ast.If, ast.Try)

COLLECTED = "collected"
OPPOSITES: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq,
    ast.Lt: ast.LtE,
    ast.Gt: ast.GtE,
    ast.In: ast.NotIn,
    ast.Is: ast.IsNot,
    ast.And: ast.Or,
    ast.Add: ast.Sub,
    ast.Mult: ast.Div,
    ast.FloorDiv: ast.Mod,
}
OPPOSITES |= {new: old for old, new in OPPOSITES.items()}

Operator = Callable[[Any], Changes]
OPERATORS: list[tuple[tuple[type[ast.AST], ...], Operator]] = []


def _operator(*kinds: type[ast.AST]) -> Callable[[Operator], Operator]:
    """Declare a function that gives changed versions of nodes of these kinds."""

    def declare(operator: Operator) -> Operator:
        OPERATORS.append((kinds, operator))
        return operator

    return declare


def has_no_effect(field: str, node: ast.AST) -> bool:
    """Whether a change to `node`, in this field of its parent, would change no verdict."""
    match node:
        case ast.Import() | ast.ImportFrom() | ast.Pass():
            return True
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.If(test=ast.Compare(left=ast.Name(id="__name__"))):
            return True
        case ast.FunctionDef(name="main") | ast.AsyncFunctionDef(name="main"):
            return True
    return field in ("annotation", "returns", "ctx")


def _with(node: N, **fields: Any) -> N:
    """Return a copy of `node` in which these fields are others."""
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _text(node: ast.AST) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 40 else f"{text[:37]}..."


# Statements


@_operator(ast.stmt)
def drop_statement(node: ast.stmt) -> Changes:
    yield "drop statement", ast.Pass()


@_operator(*BLOCKS)
def swap_statements(node: Any) -> Changes:
    for n, (one, other) in enumerate(pairwise(node.body)):
        if not has_no_effect("body", one):
            body = [*node.body[:n], other, one, *node.body[n + 2 :]]
            yield f"swap statements {n + 1} and {n + 2} in it", _with(node, body=body)


@_operator(*Loop)
def change_loop(node: Any) -> Changes:
    yield "loop once", _with(node, body=[*node.body, ast.Break()])
    yield "double the loop's body", _with(node, body=[*node.body, *node.body])


@_operator(ast.If, ast.While, ast.IfExp)
def negate_condition(node: Any) -> Changes:
    yield "negate the condition", _with(node, test=ast.UnaryOp(ast.Not(), node.test))


@_operator(ast.Return)
def return_none(node: ast.Return) -> Changes:
    yield "return None", ast.Return(ast.Constant(None))


@_operator(*With)
def assign_instead_of_with(node: Any) -> Changes:
    for n, item in enumerate(node.items):
        value = item.context_expr
        assign = ast.Assign([item.optional_vars], value) if item.optional_vars else ast.Expr(value)
        after, before = node.items[n + 1 :], node.items[:n]
        inner = [_with(node, items=after)] if after else node.body
        body = [assign, *inner]
        new = [_with(node, items=before, body=body)] if before else body
        yield f"no with for {_text(value)}", new


@_operator(*Function)
def drop_decorator(node: Any) -> Changes:
    for n, decorator in enumerate(node.decorator_list):
        rest = [*node.decorator_list[:n], *node.decorator_list[n + 1 :]]
        yield f"drop @{_text(decorator)}", _with(node, decorator_list=rest)


# Asynchronous or not


class _Synchronous(ast.NodeTransformer):
    """Takes all that is asynchronous out of a function."""

    def visit_Await(self, node: ast.Await) -> ast.AST:
        return self.visit(node.value)  # type: ignore[no-any-return]

    def visit_AsyncFor(self, node: ast.AsyncFor) -> ast.AST:
        return self.generic_visit(ast.For(**vars(node)))

    def visit_AsyncWith(self, node: ast.AsyncWith) -> ast.AST:
        return self.generic_visit(ast.With(**vars(node)))

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self.generic_visit(ast.FunctionDef(**vars(node)))

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        return self.generic_visit(_with(node, is_async=0))


@_operator(ast.AsyncFunctionDef)
def async_def_to_def(node: ast.AsyncFunctionDef) -> Changes:
    yield "async def -> def", ast.FunctionDef(**vars(node))
    yield "async def -> def, all through", _Synchronous().visit(copy.deepcopy(node))


@_operator(ast.FunctionDef)
def def_to_async_def(node: ast.FunctionDef) -> Changes:
    yield "def -> async def", ast.AsyncFunctionDef(**vars(node))


@_operator(ast.AsyncFor)
def async_for_to_for(node: ast.AsyncFor) -> Changes:
    yield "async for -> for", ast.For(**vars(node))


@_operator(ast.For)
def for_to_async_for(node: ast.For) -> Changes:
    yield "for -> async for", ast.AsyncFor(**vars(node))


@_operator(ast.AsyncWith)
def async_with_to_with(node: ast.AsyncWith) -> Changes:
    yield "async with -> with", ast.With(**vars(node))


@_operator(ast.With)
def with_to_async_with(node: ast.With) -> Changes:
    yield "with -> async with", ast.AsyncWith(**vars(node))


@_operator(ast.Await)
def drop_await(node: ast.Await) -> Changes:
    yield "drop await", node.value


# Generators


@_operator(ast.Yield)
def drop_yield(node: ast.Yield) -> Changes:
    yield "drop yield", node.value or ast.Constant(None)


@_operator(ast.YieldFrom)
def yield_from_to_yield(node: ast.YieldFrom) -> Changes:
    yield "yield from -> yield", ast.Yield(node.value)
    yield "drop yield from", node.value


@_operator(ast.Expr)
def yield_to_return(node: ast.Expr) -> Changes:
    if isinstance(node.value, (ast.Yield, ast.YieldFrom)):
        yield "yield -> return", ast.Return(node.value.value)


class _Collecting(ast.NodeTransformer):
    """Appends to a list what a function yields."""

    def visit_Yield(self, node: ast.Yield) -> ast.AST:
        return _call(f"{COLLECTED}.append", node.value or ast.Constant(None))

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.AST:
        return _call(f"{COLLECTED}.extend", node.value)


@_operator(*Function)
def collect_what_is_yielded(node: Any) -> Changes:
    if not any(isinstance(inner, (ast.Yield, ast.YieldFrom)) for inner in ast.walk(node)):
        return
    body = [_Collecting().visit(copy.deepcopy(statement)) for statement in node.body]
    body = [*ast.parse(f"{COLLECTED} = []").body, *body]
    for change, end in {
        "collect, then return the list": f"return {COLLECTED}",
        "collect, then yield": f"for item in {COLLECTED}: yield item",
    }.items():
        yield change, _with(node, body=[*body, *ast.parse(end).body])


# Expressions


@_operator(ast.Constant)
def change_constant(node: ast.Constant) -> Changes:
    for value in dict.fromkeys(_other_values(node.value)):
        yield f"{node.value!r} -> {value!r}", ast.Constant(value)


def _other_values(value: object) -> Sequence[object]:
    match value:
        case bool():
            return [not value]
        case int() | float():
            return [0, value + 1, value - 1, value * 2]
        case str():
            return ["", value[1:], value[:-1], f"{value}x", value.swapcase()]
        case bytes():
            return [b"", value[1:], value[:-1], value + b"x"]
        case None:
            return [0]
    return []


@_operator(ast.JoinedStr)
def drop_formatted_value(node: ast.JoinedStr) -> Changes:
    for n, part in enumerate(node.values):
        if isinstance(part, ast.FormattedValue):
            text = _text(part.value)
            rest = [*node.values[:n], *node.values[n + 1 :]]
            yield f"drop {{{text}}}", _with(node, values=rest)


@_operator(ast.FormattedValue)
def format_as_repr(node: ast.FormattedValue) -> Changes:
    text = _text(node.value)
    yield f"{{{text}}} -> {{{text}!r}}", _with(node, conversion=ord("r"))


@_operator(ast.Compare)
def change_comparison(node: ast.Compare) -> Changes:
    for n, operator in enumerate(node.ops):
        new = OPPOSITES[type(operator)]
        ops = [*node.ops[:n], new(), *node.ops[n + 1 :]]
        yield f"{type(operator).__name__} -> {new.__name__}", _with(node, ops=ops)


@_operator(ast.BoolOp, ast.BinOp, ast.AugAssign)
def change_operator(node: Any) -> Changes:
    if new := OPPOSITES.get(type(node.op)):
        yield f"{type(node.op).__name__} -> {new.__name__}", _with(node, op=new())


@_operator(ast.UnaryOp)
def drop_unary_operator(node: ast.UnaryOp) -> Changes:
    yield f"drop {type(node.op).__name__}", node.operand


# Calls


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    function = ast.parse(name, mode="eval").body
    return ast.Call(function, list(arguments), [])


@_operator(ast.Call)
def change_arguments(node: ast.Call) -> Changes:
    name, args = _text(node.func), node.args
    for n in range(len(args)):
        yield f"drop argument {n + 1} of {name}", _with(node, args=[*args[:n], *args[n + 1 :]])
    for n, (one, other) in enumerate(pairwise(args)):
        swapped = [*args[:n], other, one, *args[n + 2 :]]
        yield f"swap arguments {n + 1} and {n + 2} of {name}", _with(node, args=swapped)
    for keyword in node.keywords:
        rest = [other for other in node.keywords if other is not keyword]
        yield f"drop {keyword.arg}= of {name}", _with(node, keywords=rest)


@_operator(ast.Call)
def change_call(node: ast.Call) -> Changes:
    text = _text(node)
    yield f"{text} -> {_text(node.func)}", node.func
    yield f"{text} -> list({text})", _call("list", node)
    if isinstance(node.func, ast.Attribute):
        yield f"{text} -> {_text(node.func.value)}", node.func.value
    for argument in node.args:
        yield f"{text} -> {_text(argument)}", argument
