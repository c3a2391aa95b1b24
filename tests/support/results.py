"""Literal results for the tests of the reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graders.result import NOT_STARTED, CheckResult, ExerciseResult, Result
from graders.transcript import Stream, Transcript
from tests.support.lesson import POINTS

TITLES = {
    "stage1_generator": "Tokens from a generator",
    "stage2_streaming": "Tokens over HTTP",
    "stage3_async": "Tokens that take time",
    "stage4_client": "A client that reads a stream",
    "exercise1_sse": "Server-sent events",
    "exercise2_done": "A last message",
    "exercise3_logs": "A log, line by line",
}
"""The exercises of the recorded reports, which stay as they are when an exercise is added."""


@dataclass
class Known:
    """An origin that is the same everywhere."""

    kit: dict[str, str] = field(default_factory=lambda: {"version": "1.0", "digest": "sha256:00"})
    environment: dict[str, str] = field(
        default_factory=lambda: {
            "python": "3.11.9",
            "platform": "Linux",
            "fastapi": "0.141.1",
            "starlette": "1.9.0",
            "uvicorn": "0.54.0",
            "httpx": "0.28.1",
            "isolation": "process",
        }
    )
    submission: dict[str, str] = field(
        default_factory=lambda: {"path": "starter", "digest": "sha256:11"}
    )


def result(*exercises: ExerciseResult) -> Result:
    """Return a run that judged these exercises."""
    return Result(Known(), seed=7, duration_s=1.5, exercises=list(exercises))


def exercise(id: str, status: str, *checks: CheckResult, **more: Any) -> ExerciseResult:
    """Return the verdict on one exercise."""
    return ExerciseResult(id, TITLES[id], f"{id}.py", status, list(checks), **more)


def check(id: str, status: str = "passed", points: int = 2, **more: Any) -> CheckResult:
    """Return the verdict of one check; its points count when it passed."""
    requirement = more.pop("requirement", f"does what {id} says")
    return CheckResult(id, requirement, status, points * (status == "passed"), points, **more)


def passed(id: str) -> ExerciseResult:
    """Return an exercise that earned all its points."""
    name = id.partition("_")[0]
    return exercise(id, "passed", check(f"{name}.all", points=POINTS[id]))


def not_started(id: str) -> ExerciseResult:
    """Return an exercise whose stub is as it was."""
    name = id.partition("_")[0]
    waiting = check(f"{name}.all", "skipped", POINTS[id], because=NOT_STARTED)
    return exercise(id, "not_started", waiting)


def kit_error(id: str) -> ExerciseResult:
    """Return an exercise that the kit could not judge."""
    reason = "PermissionError: the kit may not make a socket"
    name = id.partition("_")[0]
    checks = [check(f"{name}.{slug}", "error", 5, got=reason) for slug in ("one", "two", "three")]
    return exercise(id, "error", *checks)


def collected() -> ExerciseResult:
    """Return the typical mistake in stage 2, with everything that can be told about it."""
    body = "You said: hi. Here is a streamed answer. "
    return exercise(
        "stage2_streaming",
        "failed",
        check("stage2.status", requirement="answers 200 to /generate?prompt="),
        check("stage2.content-type", requirement="answers as text/plain; charset=utf-8"),
        check("stage2.body", requirement="sends the whole reply"),
        check(
            "stage2.chunk-per-token",
            "failed",
            3,
            requirement="sends each token as a chunk of its own, eight for the lesson's prompt hi",
            expected='8 chunks\nb"You "  b"said: "  b"hi. "  b"Here "  b"is "  ...',
            got=f'1 chunk\nb"{body}"\n      ^ here the first chunk should have ended',
            where="stage2_streaming.py:27, chunk 1",
            advice=(
                "Hand StreamingResponse the generator itself: token_stream(prompt), without "
                "list(), join() or a loop that collects the tokens first."
            ),
        ),
        check("stage2.gate", "skipped", 3, because="stage2.chunk-per-token"),
        check("stage2.two-clients", "skipped", 2, because="stage2.chunk-per-token"),
        check("stage2.again", "skipped", 1, because="stage2.two-clients"),
        diagnosis="the tokens are collected first and sent as one piece when all of them exist.",
        observed=Transcript(streams={"lesson": Stream("GET", "/generate?prompt=hi")}),
        output="".join(f"token {number}\n" for number in range(1, 15)),
    )


def all_not_started() -> Result:
    """Return the result of a fresh checkout."""
    return result(*map(not_started, TITLES))


def all_passed() -> Result:
    """Return the result of the reference answers."""
    return result(*map(passed, TITLES))


def one_failed() -> Result:
    """Return the result of a student who is on the way."""
    first, _, *rest = TITLES
    return result(passed(first), collected(), *map(not_started, rest))


def kit_failed() -> Result:
    """Return a result in which the kit could not grade one of three exercises."""
    return result(
        passed("stage1_generator"), kit_error("stage2_streaming"), not_started("stage3_async")
    )
