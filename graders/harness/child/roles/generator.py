"""Role of the child for stage 1: call the generator and hand its tokens over, a few at a time."""

from __future__ import annotations

from itertools import islice
from types import ModuleType
from typing import Any

from graders.harness.child.agent import Agent
from graders.harness.child.submission import (
    Submission,
    function_of,
    text_of,
    type_of,
)


def iterate(module: ModuleType, submission: Submission, control: Agent, name: str) -> None:
    """Call `name` of the module as the grader asks; raise `LoadError` if it cannot be called."""
    source = function_of(module, name)
    streams: list[Any] = []

    def call(prompt: str) -> dict[str, Any]:
        try:
            result = source(prompt)
            streams.append(iter(result) if hasattr(result, "__iter__") else iter(()))
        except BaseException as error:
            return {"problem": submission.problem(error)}
        return {"stream": len(streams) - 1, **_describe(result)}

    def take(stream: int, limit: int) -> dict[str, Any]:
        tokens: list[list[Any]] = []
        try:
            for token in islice(streams[stream], limit):
                tokens.append(_token(token))
        except BaseException as error:
            return {"tokens": tokens, "problem": submission.problem(error)}
        return {"tokens": tokens, "more": len(tokens) == limit}

    control.handlers |= {"call": call, "take": take}
    control.report("ready")
    control.handle_until(lambda: False)


def _describe(result: Any) -> dict[str, Any]:
    return {
        "type": type_of(result),
        "iterable": hasattr(result, "__iter__"),
        "asynchronous": hasattr(result, "__aiter__"),
        "finished": hasattr(result, "__len__") or hasattr(result, "__length_hint__"),
    }


def _token(token: Any) -> list[Any]:
    return [text_of(token), type_of(token)]
