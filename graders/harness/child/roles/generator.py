"""Role of the child for stage 1: call the generator and hand its tokens over, a few at a time."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from types import FrameType, ModuleType
from typing import Any

from graders.harness.child.agent import Agent
from graders.harness.child.submission import (
    Submission,
    function_of,
    text_of,
    type_of,
)

MOST, LEAST = 50_000, 10
"""Characters of all tokens that one reply hands over, and of each token after those: a message has
a largest size, and no right answer has as many."""


def iterate(module: ModuleType, submission: Submission, control: Agent, name: str) -> None:
    """Call `name` of the module as the grader asks; raise `LoadError` if it cannot be called."""
    source = function_of(module, name)
    streams: list[Any] = []
    control.sleeps_take_no_time = True  # as in a plain generator that Starlette runs

    def call(prompt: str) -> dict[str, Any]:
        try:
            result = source(prompt)
            streams.append(iter(result) if _can_be_looped(result) else iter(()))
        except BaseException as error:
            return {"problem": submission.problem(error)}
        return {"stream": len(streams) - 1, **_describe(result)}

    def take(stream: int, limit: int) -> dict[str, Any]:
        tokens: list[list[Any]] = []
        room = MOST
        with _noticing_runs(submission) as runs:
            try:
                for token in islice(streams[stream], limit):
                    tokens.append(_token(token, room))
                    room = max(room - len(tokens[-1][0]), LEAST)
            except BaseException as error:
                return {"tokens": tokens, "problem": submission.problem(error), "ran": bool(runs)}
        return {"tokens": tokens, "more": len(tokens) == limit, "ran": bool(runs)}

    control.handlers |= {"call": call, "take": take}
    control.report("ready")
    gc.freeze()  # as before the file was loaded
    control.handle_until(lambda: False)


@contextmanager
def _noticing_runs(submission: Submission) -> Iterator[list[str]]:
    """Note whether any of the student's own code runs in here, the resuming of a generator too."""
    runs: list[str] = []

    def notice(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and submission.owns(frame.f_code.co_filename):
            runs.append(frame.f_code.co_name)
            sys.setprofile(None)

    # A profiler is also told when a generator goes on: this shows whether code ran for a token.
    sys.setprofile(notice)
    try:
        yield runs
    finally:
        sys.setprofile(None)


def _can_be_looped(result: Any) -> bool:
    """Whether a for loop goes through it: also what has no __iter__ and can be indexed."""
    is_sequence = hasattr(type(result), "__getitem__") and not issubclass(type(result), type)
    return hasattr(result, "__iter__") or is_sequence


def _describe(result: Any) -> dict[str, Any]:
    return {
        "type": type_of(result),
        "iterable": _can_be_looped(result),
        "asynchronous": hasattr(result, "__aiter__"),
        "finished": hasattr(result, "__len__") or hasattr(result, "__length_hint__"),
    }


def _token(token: Any, room: int) -> list[Any]:
    return [text_of(token)[:room], type_of(token)]
