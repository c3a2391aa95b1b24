"""Grades one submission after another, in a process that has everything imported already.

As a program (`python -m graders.classroom`) it reads a job from each line of its input and answers
with a line. When the input ends, so does it, in the midst of a job too: whoever started it is gone,
or does not want it.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import sys
import threading
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

from graders import interrupts
from graders.classroom.job import GradingJob, Outcome
from graders.errors import Interrupted, NoIsolation
from graders.exercise import exercise_ids
from graders.grading import Silent, grade_in_loop
from graders.harness import isolation
from graders.harness.scratch import scratch_folder
from graders.harness.zygote import preload
from graders.origin import LateOrigin
from graders.result import Result

AWAITED = 7
"""Processes to have ready where they cannot be forked: one for each file."""


class WarmOrigin(LateOrigin):
    """Where a result comes from; what is the same for all of them is found out once."""

    @property
    def kit(self) -> dict[str, str]:
        """The kit's version and digest."""
        return own_kit()

    @property
    def environment(self) -> dict[str, str]:
        """What the verdicts rest on."""
        return _own_environment()


@cache
def own_kit() -> dict[str, str]:
    """Return the version and the digest of the kit that this process runs."""
    from graders import provenance

    return provenance.kit()


@cache
def _own_environment() -> dict[str, str]:
    from graders import provenance

    return provenance.environment()


async def grade_job(job: GradingJob) -> Outcome:
    """Grade a submission from a copy that is gone afterwards; nothing of it raises an exception."""
    try:
        if why := _why_refused(job):
            return Outcome(job.key, fault=why)
        with scratch_folder("streaming-kit-copy-") as folder:
            for name, content in job.files.items():
                (folder / name).write_bytes(content)
            return await _graded(job, folder)
    except Exception as error:
        return Outcome(job.key, fault=f"{type(error).__name__}: {error}")


def _why_refused(job: GradingJob) -> str | None:
    if own_kit()["digest"] != job.kit:
        return "the worker has another version of the kit; install the same one there"
    isolation.choose(job.isolation)
    return _why_not_isolated(job.isolation)


@cache
def _why_not_isolated(level: str | None) -> str | None:
    """Return why submissions cannot be run at a level, if they cannot."""
    try:
        isolation.prove()
    except NoIsolation as error:
        return str(error)
    return None


async def _graded(job: GradingJob, folder: Path) -> Outcome:
    begun = time.monotonic()
    chosen = job.exercises or exercise_ids()
    exercises = await grade_in_loop(chosen, folder, job.seed, Silent())
    if job.explain:
        await _explain(job, folder, exercises)
    duration = round(time.monotonic() - begun, 3)
    result = Result(WarmOrigin(folder), job.seed, duration, exercises)
    page = _page(result) if job.page else None
    for exercise in exercises:
        exercise.observed, exercise.expected = None, {}  # a class has no use for its recordings
    return Outcome(job.key, result.as_json(), page=page)


async def _explain(job: GradingJob, folder: Path, exercises: list[Any]) -> None:
    from graders.repair import can_be_searched
    from graders.repair.search import explain_in_loop

    await explain_in_loop([*filter(can_be_searched, exercises)], folder, job.seed, Silent())


def _page(result: Result) -> str:
    from graders.report.html.page import page

    return page(result)


def main() -> int:
    """Answer jobs until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed is no answer
    preload(AWAITED)
    gc.freeze()  # what is imported is never garbage
    with contextlib.suppress(Interrupted):
        interrupts.run(_serve(sys.stdin.buffer, answers))
    return 0


async def _serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    loop, waiting = asyncio.get_running_loop(), asyncio.Queue[bytes]()
    task = asyncio.current_task()
    assert task is not None
    ended = task.cancel
    threading.Thread(target=_read, args=(loop, jobs, waiting, ended), daemon=True).start()
    while True:
        outcome = await grade_job(GradingJob.from_line(await waiting.get()))
        answers.write(outcome.as_line())
        answers.flush()


def _read(
    loop: asyncio.AbstractEventLoop,
    jobs: BinaryIO,
    waiting: asyncio.Queue[bytes],
    ended: Callable[[], bool],
) -> None:
    for line in jobs:
        loop.call_soon_threadsafe(waiting.put_nowait, line)
    with contextlib.suppress(RuntimeError):  # the loop has ended by itself
        loop.call_soon_threadsafe(ended)
