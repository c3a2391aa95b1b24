"""Compile a student's file so that its generators tell when they give an item and go on.

The file's own syntax tree gets calls of hooks in it, and nothing else changes: objects, names,
signatures and line numbers stay the student's. `yield x` becomes `asked((yield given(x)))`, so that
what is sent into the generator comes through, and what is thrown into it is raised at the yield.

    yield x                 asked((yield given(x)))         await asked_async(...) in an async one
    yield from x            yield from handed_on(x)
    (x for ...)             (given(x) if may_give() else None for ...)
    def __next__(self)      next_asked(self) comes first; return x becomes return given(x)
    def token_stream()      return x becomes return returned(x), where it is no generator itself
    exec(text)              exec(from_text(text, exec)), and compile(text, ..., "exec") likewise

The hooks are among the builtins. Their names have a space, so no code can spell them, and begin
with an underscore, so `import *` does not take them along.
"""

from __future__ import annotations

import ast
import builtins
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from types import CodeType
from typing import Any

TOKEN_SOURCES = ("token_stream", "token_stream_async")
"""What the contract calls the function that the tokens come from."""
GIVEN, ASKED, ASKED_ASYNC = "_ given", "_ asked", "_ asked async"
MAY_GIVE, MAY_GIVE_ASYNC = "_ may give", "_ may give async"
NEXT_ASKED, NEXT_ASKED_ASYNC = "_ next asked", "_ next asked async"
HANDED_ON, RETURNED, FROM_TEXT = "_ handed on", "_ returned", "_ from text"
LARGEST = 256 << 10
"""Bytes of a file that is instrumented; a tree of objects for a larger one would take long."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def compiled(source: bytes | str, path: str | os.PathLike[str]) -> CodeType:
    """Compile a file with the hooks in it; one that cannot have them is compiled as it is.

    Assertions and docstrings stay, whatever options Python was started with.
    Raises what `compile` raises for the plain file.
    """
    try:
        if len(source) <= LARGEST:
            tree = instrumented(ast.parse(source, path))
            return compile(tree, path, "exec", dont_inherit=True, optimize=0)
    except Exception:  # the plain file says what is wrong with it, if it is not ours
        pass
    return compile(source, path, "exec", dont_inherit=True, optimize=0)


def from_text(text: Any, called: object) -> Any:
    """Return what is to be given to exec or compile in the place of a text, if they are called."""
    if type(text) not in (str, bytes):
        return text
    if called is builtins.exec:
        return compiled(text, "<string>")
    try:
        return instrumented(ast.parse(text)) if called is builtins.compile else text
    except Exception:  # the text itself says what is wrong with it
        return text


def instrumented(tree: ast.Module) -> ast.Module:
    """Put the hooks into the tree of a file, and return it."""
    _Instrumenter().visit(tree)
    return tree


@dataclass
class _Scope:
    """A function, lambda or class around the node that is visited, and what was met in it."""

    node: ast.AST | None = None
    yields: bool = False
    returns: list[ast.Return] = field(default_factory=list)


class _Instrumenter(ast.NodeTransformer):
    def __init__(self) -> None:
        self._scopes = [_Scope()]

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        return self._visit_function(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AST:
        return self._visit_function(node)

    def _visit_function(self, node: Function) -> ast.AST:
        is_method = isinstance(self._scopes[-1].node, ast.ClassDef)
        scope = self._visit_scope(node, inside=("body",))
        # What a generator function returns is no item of it, so it needs no hook.
        if scope.yields:
            return node
        if node.name in TOKEN_SOURCES:
            _wrap_returns(scope, RETURNED)
        # With a decorator, such as staticmethod, the first argument may be
        # another than the iterator.
        if is_method and not node.decorator_list:
            _hook_iterator(node, scope)
        return node

    def visit_Lambda(self, node: ast.Lambda) -> ast.AST:
        self._visit_scope(node, inside=("body",))
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        self._visit_scope(node, inside=("body",))
        return node

    def _visit_scope(self, node: ast.AST, inside: Sequence[str]) -> _Scope:
        """Visit all of `node`; decorators, defaults and bases still belong to what is around it."""
        fields = list(ast.iter_fields(node))
        self._visit_fields(node, [name for name, _ in fields if name not in inside])
        self._scopes.append(_Scope(node))
        self._visit_fields(node, inside)
        return self._scopes.pop()

    def _visit_fields(self, node: ast.AST, names: Sequence[str]) -> None:
        for name in names:
            value = getattr(node, name)
            if isinstance(value, list):
                value[:] = [
                    self.visit(part) if isinstance(part, ast.AST) else part for part in value
                ]
            elif isinstance(value, ast.AST):
                setattr(node, name, self.visit(value))

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        self.generic_visit(node)
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        if isinstance(node.value, ast.Lambda) and names & {*TOKEN_SOURCES}:
            function = node.value
            if not any(isinstance(part, (ast.Yield, ast.YieldFrom)) for part in ast.walk(function)):
                function.body = _call(RETURNED, function.body, at=function.body)
        return node

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        self._scopes[-1].returns.append(node)
        return node

    def visit_Yield(self, node: ast.Yield) -> ast.AST:
        self.generic_visit(node)
        self._scopes[-1].yields = True
        value = node.value or ast.copy_location(ast.Constant(None), node)
        node.value = _call(GIVEN, value, at=value)
        # Only in an `async def` may the hook be awaited, so that the event loop goes on meanwhile.
        if not isinstance(self._scopes[-1].node, ast.AsyncFunctionDef):
            return _call(ASKED, node, at=node)
        return ast.copy_location(ast.Await(_call(ASKED_ASYNC, node, at=node)), node)

    def visit_YieldFrom(self, node: ast.YieldFrom) -> ast.AST:
        self.generic_visit(node)
        self._scopes[-1].yields = True
        node.value = _call(HANDED_ON, node.value, at=node.value)
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and _runs_a_text(node.func.id, node):
            text = node.args[0]
            called = ast.copy_location(ast.Name(node.func.id, ast.Load()), text)
            node.args[0] = _call(FROM_TEXT, text, called, at=text)
        return node

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.AST:
        asynchronous = _is_async(node)
        self.generic_visit(node)
        item = node.elt
        # An expression has no place for a statement. So the hook is a condition that is always
        # true, and Python asks it before it makes each item.
        test: ast.expr = _call(MAY_GIVE_ASYNC if asynchronous else MAY_GIVE, at=item)
        if asynchronous:
            test = ast.copy_location(ast.Await(test), item)
        never = ast.copy_location(ast.Constant(None), item)
        choice = ast.IfExp(test, _call(GIVEN, item, at=item), never)
        node.elt = ast.copy_location(choice, item)
        return node


def _call(hook: str, *arguments: ast.expr, at: ast.AST) -> ast.Call:
    """Return a call of a hook, which has the place of the student's node `at`."""
    name = ast.copy_location(ast.Name(hook, ast.Load()), at)
    return ast.copy_location(ast.Call(name, [*arguments], []), at)


def _runs_a_text(name: str, node: ast.Call) -> bool:
    """Whether a call of this name is one of exec, or of compile for exec, by all that it shows."""
    if any(isinstance(part, ast.Starred) for part in node.args):
        return False
    if name == "compile":
        mode = node.args[2] if len(node.args) == 3 and not node.keywords else None
        return isinstance(mode, ast.Constant) and mode.value == "exec"
    return name == "exec" and bool(node.args)


def _wrap_returns(scope: _Scope, hook: str) -> None:
    for node in scope.returns:
        if node.value is not None:
            node.value = _call(hook, node.value, at=node.value)


def _hook_iterator(node: Function, scope: _Scope) -> None:
    """Have a `__next__` or an `__anext__` say that it is asked, and what it gives."""
    own = [*node.args.posonlyargs, *node.args.args][:1]
    asynchronous = isinstance(node, ast.AsyncFunctionDef)
    if not own or node.name != ("__anext__" if asynchronous else "__next__"):
        return
    first = 1 if ast.get_docstring(node, clean=False) is not None else 0
    at = node.body[first] if first < len(node.body) else node.body[-1]
    itself = ast.copy_location(ast.Name(own[0].arg, ast.Load()), at)
    asked: ast.expr = _call(NEXT_ASKED_ASYNC if asynchronous else NEXT_ASKED, itself, at=at)
    if asynchronous:
        asked = ast.copy_location(ast.Await(asked), at)
    # After the docstring, which would be none any more if something stood before it.
    node.body.insert(first, ast.copy_location(ast.Expr(asked), at))
    _wrap_returns(scope, GIVEN)


def _is_async(node: ast.GeneratorExp) -> bool:
    """Whether a generator expression is asynchronous, as far as its own parts show it."""
    parts = [node.elt, *(test for loop in node.generators for test in loop.ifs)]
    parts += [loop.iter for loop in node.generators[1:]]
    return any(loop.is_async for loop in node.generators) or any(map(_awaits, parts))


def _awaits(node: ast.AST) -> bool:
    if isinstance(node, (ast.Lambda, ast.GeneratorExp)):
        return False
    return isinstance(node, ast.Await) or any(map(_awaits, ast.iter_child_nodes(node)))
