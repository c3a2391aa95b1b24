"""What the student calls a token source: the code behind it, by which its generators are known."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from types import CodeType, FunctionType, MethodType
from typing import Any

from graders.harness.child.instrumentation import TOKEN_SOURCES

_ITERATION = ("__iter__", "__next__", "__aiter__", "__anext__")


def codes_of_sources(module: object) -> Iterator[CodeType]:
    """The code behind what a module calls a token source, whatever its own name is."""
    for name in TOKEN_SOURCES:
        value: Any = vars(module).get(name)
        while isinstance(value, functools.partial) or type(value) is FunctionType:
            if type(value) is FunctionType:
                yield value.__code__
            value = value.func if isinstance(value, functools.partial) else _wrapped(value)
        function = value.__func__ if type(value) is MethodType else None
        yield from _codes(function, vars(type(value)).get("__call__"))
        yield from codes_of_class(value)


def codes_of_class(value: Any) -> Iterator[CodeType]:
    """The code with which the objects of a class are gone through."""
    if issubclass(type(value), type):
        yield from _codes(*(vars(value).get(name) for name in _ITERATION))


def _codes(*functions: object) -> Iterator[CodeType]:
    return (function.__code__ for function in functions if type(function) is FunctionType)


def _wrapped(function: FunctionType) -> Any:
    return vars(function).get("__wrapped__")
