"""Role of the child for stage 4: run the student's client in an event loop of its own."""

from __future__ import annotations

import asyncio
import gc
import inspect
from types import ModuleType
from typing import Any

from anyio.to_thread import current_default_thread_limiter

from graders.harness.child.agent import Agent
from graders.harness.child.submission import (
    Submission,
    function_of,
    text_of,
    type_of,
)
from graders.harness.lean_httpx import httpx

HTTPStatusError = httpx.HTTPStatusError
"""Taken before the student's file is loaded, which may put another in its place."""
MAX_PIECES = 1_000
"""Pieces beyond which a run is called endless and is left: no body of ours has as many."""


def consume(module: ModuleType, submission: Submission, control: Agent, name: str) -> None:
    """Run `name` of the module on the URLs that the grader gives, or raise `LoadError`."""
    source = function_of(module, name)
    control.awaits_threads = False  # one may well wait for a piece that is not sent yet
    while True:
        _run_one_loop(Consumer(source, submission, control), control)


class Consumer:
    """Starts the student's client and reports each piece it yields, as it yields it."""

    def __init__(self, source: Any, submission: Submission, control: Agent) -> None:
        self._source = source
        self._submission = submission
        self._control = control
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, run: int, url: str, leave_after: int | None) -> dict[str, Any]:
        """Begin to read `url`; stop after `leave_after` pieces if that is given."""
        assert self._control.loop is not None
        task = self._control.loop.create_task(self._read(run, url, leave_after))
        # The event loop keeps no strong reference to a task, so it could be
        # collected while it runs.
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return {}

    async def _read(self, run: int, url: str, leave_after: int | None) -> None:
        try:
            await self._pieces(run, url, leave_after)
        except BaseException as error:
            problem = self._submission.problem(error)
            by_status = isinstance(error, HTTPStatusError)
            self._control.report("end", run=run, how="raised", problem=problem, by_status=by_status)

    async def _pieces(self, run: int, url: str, leave_after: int | None) -> None:
        pieces = self._source(url)
        if not hasattr(pieces, "__aiter__"):
            what = type_of(pieces)
            if inspect.iscoroutine(pieces):
                pieces.close()
            self._control.report("end", run=run, how="not_async_iterable", what=what)
            return
        count = 0
        async for piece in pieces:
            self._control.report("piece", run=run, text=text_of(piece), type=type_of(piece))
            count += 1
            if count in (leave_after, MAX_PIECES):
                break
        how = {leave_after: "left", MAX_PIECES: "endless"}.get(count, "complete")
        if how != "complete" and hasattr(pieces, "aclose"):
            # Leaving the loop does not close a generator. It would close later,
            # when it is collected.
            await pieces.aclose()
        self._control.report("end", run=run, how=how)


def _run_one_loop(consumer: Consumer, control: Agent) -> None:
    loop = control.new_loop()
    finished = asyncio.Event()

    def new_loop() -> None:
        loop.call_soon(finished.set)

    control.handlers |= {"start": consumer.start, "new_loop": new_loop}
    control.report("ready")

    async def until_finished() -> None:
        control.limiter = current_default_thread_limiter()
        await finished.wait()

    gc.freeze()  # as before the file was loaded
    try:
        loop.run_until_complete(until_finished())
        loop.run_until_complete(loop.shutdown_asyncgens())
    finally:
        loop.close()
