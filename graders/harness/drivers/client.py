"""A submitted client: runs of it against a server that sends each piece when the grader says so."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import get_args

from graders.errors import ChildGone, NoReply
from graders.harness.channel import Message
from graders.harness.drivers.stub_server import Exchange, StubServer
from graders.harness.process import Child
from graders.harness.stuck import REPLY_TIMEOUT
from graders.transcript import (
    MAX_TEXT,
    Piece,
    Problem,
    Run,
    RunEnd,
    Sent,
    Transcript,
    one_of,
)

MAX_PIECES, MAX_PIECE = 1_000, 11_000
"""Pieces of a run, and characters of a piece, beyond which nothing is kept."""


POLLING = 0.2
"""Seconds of the client's clock that a client may wait before it looks whether there is news."""


class ClientDriver:
    """The student's client function in a child process, and the server it talks to."""

    def __init__(self, child: Child, upstream: StubServer, transcript: Transcript) -> None:
        self._child = child
        self._upstream = upstream
        self._origin = upstream.origin
        self._transcript = transcript
        self._runs: dict[int, Run] = {}
        self._numbers = itertools.count()
        self._step = 0
        self._blocks = False
        self._told = asyncio.Event()
        self._ready = asyncio.Event()
        child.handlers["ready"] = self._note_ready
        child.handlers["piece"] = self._note_piece
        child.handlers["end"] = self._note_end

    async def read(
        self,
        pieces: Sequence[bytes],
        *,
        name: str,
        status: int = 200,
        path: str | None = None,
        whole: bool = False,
        leave_after: int | None = None,
        pause: float = 0.0,
    ) -> Run:
        """Have the client read a body that is sent in `pieces`, each after the last was dealt with.

        `whole` sends the body's length instead of chunks; `pause` lets that many seconds of the
        client's clock pass before each piece but the first.
        """
        number = next(self._numbers)
        path = path or f"/{number}"
        run = self._transcript.runs[name] = self._runs[number] = Run(path, status)
        visit = await self._visit(number, leave_after)
        if visit is not None:
            run.request = visit.request
            visit.begin(status, sum(map(len, pieces)) if whole else None)
            for number, data in enumerate(pieces):
                if pause and number and not self._blocks:
                    await self._settled(advance=pause)
                await self._send(run, visit, data)
            await self._end(run, visit, leave_after)
        return run

    async def new_loop(self) -> None:
        """End the client's event loop and give it a new one, as a second `asyncio.run` would."""
        self._ready.clear()
        self._child.tell("new_loop")
        await self._child.wait_for(self._ready.wait())

    async def _visit(self, number: int, leave_after: int | None) -> Exchange | None:
        """Start the client and wait for its request; `None` if it ends without one."""
        run = self._runs[number]
        url = self._origin + run.path
        await self._child.ask("start", run=number, url=url, leave_after=leave_after)
        visit = asyncio.ensure_future(self._upstream.visit(run.path))
        ended = asyncio.ensure_future(self._ended(run))
        both = asyncio.wait({visit, ended}, return_when="FIRST_COMPLETED")
        try:
            await self._child.wait_for(both)
        finally:
            ended.cancel()
            if not visit.done():
                visit.cancel()
            await asyncio.wait({visit, ended})
        if visit.cancelled() or not visit.done():
            return None
        return visit.result()

    async def _send(self, run: Run, visit: Exchange, data: bytes) -> None:
        """Send one piece and wait until the client has done with it whatever it will do."""
        self._step += 1
        told = len(run.pieces)
        visit.send(data)
        await self._child.wait_for(visit.delivered())
        state = None if self._blocks else await self._polled(lambda: len(run.pieces) > told)
        if state is None or state.get("busy_threads") or state.get("other_threads"):
            with contextlib.suppress(NoReply):
                await self._child.wait_for(self._more_than(run, told), REPLY_TIMEOUT)
        run.sent.append(Sent(data, self._step, loop_free=state is not None))
        self._blocks = state is None

    async def _end(self, run: Run, visit: Exchange, leave_after: int | None) -> None:
        """Finish the response, or watch the client leave it."""
        self._step += 1
        if leave_after is None:
            visit.finish()
            if not self._blocks:
                await self._polled(lambda: run.end != "open")
            await self._until_ended(run)
        else:
            await self._leave(run, visit)

    async def _leave(self, run: Run, visit: Exchange) -> None:
        """See whether a client that was to leave early does so, and hangs up."""
        with contextlib.suppress(NoReply):
            await self._child.wait_for(self._ended(run), REPLY_TIMEOUT)
            await self._settled()
            await self._child.wait_for(visit.gone.wait(), REPLY_TIMEOUT)
        run.closed = visit.gone.is_set()
        visit.finish()
        await self._until_ended(run)

    async def _until_ended(self, run: Run) -> None:
        try:
            await self._child.wait_for(self._ended(run))
        except ChildGone as ended:
            run.problem = ended.problem
            raise

    async def _polled(self, done: Callable[[], bool]) -> Message | None:
        """Wait until the client's loop is idle, and a little of its time more if it polls."""
        polled, state = 0.0, await self._settled()
        while state is not None and not done() and (pause := state["next_timer"]) is not None:
            if (polled := polled + pause) > POLLING:
                break
            state = await self._settled(advance=pause)
        return state

    async def _settled(self, **step: float) -> Message | None:
        """Wait until the client's loop is idle; `None` if the student's code never lets it be."""
        try:
            return await self._child.ask("settle", patience=REPLY_TIMEOUT, step=step)
        except NoReply:
            return None

    async def _ended(self, run: Run) -> None:
        while run.end == "open":
            self._told.clear()
            await self._told.wait()

    async def _more_than(self, run: Run, pieces: int) -> None:
        while run.end == "open" and len(run.pieces) == pieces:
            self._told.clear()
            await self._told.wait()

    async def start(self) -> None:
        """Wait until the file is loaded; raise `ChildGone` when it cannot be."""
        self._child.listen()
        await self._child.wait_for(self._ready.wait())

    def _note_ready(self, event: Message) -> None:
        self._transcript.ready = True
        self._ready.set()

    def _note_piece(self, event: Message) -> None:
        run = self._runs[event["run"]]
        if len(run.pieces) <= MAX_PIECES:
            text, type = str(event["text"])[:MAX_PIECE], str(event["type"])[:MAX_TEXT]
            run.pieces.append(Piece(text, type, self._step))
        self._told.set()

    def _note_end(self, event: Message) -> None:
        run = self._runs[event["run"]]
        run.end = one_of(get_args(RunEnd), event["how"])
        run.what = str(event.get("what"))
        run.raised_by_status = bool(event.get("by_status", False))
        if "problem" in event:
            problem = Problem.from_message(event["problem"], stage="call")
            message = problem.message.replace(self._origin, "")
            run.problem = replace(problem, message=message)
        self._told.set()
