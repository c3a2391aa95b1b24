"""A submitted client: runs of it against a server that sends each piece when the grader says so."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import get_args

from graders.errors import ChildGone, NoReply
from graders.harness.channel import Message
from graders.harness.drivers.stub_server import Body, StubServer
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
MOST_NAPS, SHORTEST_NAP = 8, 0.5
"""How often, and for how long at least, the clock moves for a client that sleeps by itself."""
MOST_ANSWERS = 20
"""How often the client may come back with something new before it is called idle."""
SHORTEST_STEP = 0.1
"""Seconds by which the clock moves at least while the server is silent."""


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
        self._body: Body
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
        compressed: bool = False,
    ) -> Run:
        """Have the client read a body that is sent in `pieces`, each after the last was dealt with.

        `whole` sends the body's length instead of chunks; `pause` lets that many seconds of the
        client's clock pass before each piece; `compressed` packs the body by gzip if the client
        says that it takes that.
        """
        number = next(self._numbers)
        path = path or f"/{number}"
        run = self._transcript.runs[name] = self._runs[number] = Run(path, status)
        length = sum(map(len, pieces)) if whole else None
        body = self._upstream.offer(path, status, length=length, compressed=compressed)
        self._body = body
        self._upstream.odd.clear()
        try:
            if await self._is_asked_for(body, number, leave_after):
                for data in pieces:
                    await self._be_silent(run, pause)
                    await self._send(run, body, data)
                await self._end(run, body, leave_after)
        finally:
            run.request = body.request or next(iter(self._upstream.odd), None)
        return run

    async def new_loop(self) -> None:
        """End the client's event loop and give it a new one, as a second `asyncio.run` would."""
        self._ready.clear()
        self._child.tell("new_loop")
        await self._child.wait_for(self._ready.wait())

    async def _is_asked_for(self, body: Body, number: int, leave_after: int | None) -> bool:
        """Start the client and wait for its request; return whether one came before its end."""
        run = self._runs[number]
        url = self._origin + run.path
        await self._child.ask("start", run=number, url=url, leave_after=leave_after)
        await self._with_naps(lambda: self._asked_or_ended(body, run))
        self._blocks = self._blocks or await self._settled() is None
        return body.asked.is_set()

    async def _asked_or_ended(self, body: Body, run: Run) -> None:
        asked = asyncio.ensure_future(body.asked.wait())
        ended = asyncio.ensure_future(self._ended(run))
        try:
            await asyncio.wait({asked, ended}, return_when="FIRST_COMPLETED")
        finally:
            asked.cancel()
            ended.cancel()

    async def _be_silent(self, run: Run, seconds: float) -> None:
        """Let `seconds` of the client's clock pass, from one of its timers to the next."""
        if not seconds or self._blocks:
            return
        state = await self._settled()
        while state is not None and seconds > 0 and run.end == "open":
            step = min(max(state["next_timer"] or seconds, SHORTEST_STEP), seconds)
            state = await self._settled(advance=step)
            seconds -= step

    async def _send(self, run: Run, body: Body, data: bytes) -> None:
        """Send one piece and wait until the client has done with it whatever it will do."""
        self._step += 1
        told = len(run.pieces)
        body.send(data)
        await self._child.wait_for(body.delivered())
        state = None if self._blocks else await self._polled(lambda: len(run.pieces) > told)
        threads = state is None or state.get("busy_threads") or state.get("other_threads")
        if threads or self._child.count_started():
            with contextlib.suppress(NoReply):
                await self._child.wait_for(self._more_than(run, told), REPLY_TIMEOUT)
        run.sent.append(Sent(data, self._step, loop_free=state is not None))
        self._blocks = state is None

    async def _end(self, run: Run, body: Body, leave_after: int | None) -> None:
        """Finish the response, unless the client is seen to leave it before."""
        self._step += 1
        if leave_after is not None:
            with contextlib.suppress(NoReply):
                await self._child.wait_for(self._ended(run), REPLY_TIMEOUT)
        if leave_after is not None or (run.status >= 400 and run.end != "open"):
            run.closed = await self._is_left(body)
        body.finish()
        if leave_after is None and not self._blocks:
            await self._polled(lambda: run.end != "open")
        await self._until_ended(run)

    async def _is_left(self, body: Body) -> bool:
        """Whether the client has hung up, though the response has not come to its end."""
        await self._settled()
        with contextlib.suppress(NoReply):
            await self._child.wait_for(body.left(), REPLY_TIMEOUT)
        return body.is_left

    async def _until_ended(self, run: Run) -> None:
        try:
            await self._with_naps(lambda: self._ended(run))
        except ChildGone as ended:
            run.problem = ended.problem
            raise

    async def _with_naps(self, what: Callable[[], Awaitable[None]]) -> None:
        """Await what the client brings about; one that only sleeps has its clock moved.

        First it gets the time it could need: what it has sent may still be on its way to us.
        """
        for _ in range(MOST_NAPS):
            with contextlib.suppress(NoReply):
                return await self._child.wait_for(what(), REPLY_TIMEOUT)
            state = None if self._blocks else await self._settled()
            if state is None or state["next_timer"] is None:
                break
            await self._settled(advance=max(state["next_timer"], SHORTEST_NAP))
        await self._child.wait_for(what())

    async def _polled(self, done: Callable[[], bool]) -> Message | None:
        """Wait until the client's loop is idle; if it polls, also a little of its own time."""
        polled, state = 0.0, await self._settled()
        while state is not None and not done() and (pause := state["next_timer"]) is not None:
            if (polled := polled + pause) > POLLING:
                break
            state = await self._settled(advance=pause)
        return state

    async def _settled(self, **step: float) -> Message | None:
        """Wait until the client's loop is idle, and all that it has sent is answered.

        Returns `None` if the student's code never lets the loop be.
        """
        try:
            state = await self._child.ask("settle", patience=REPLY_TIMEOUT, step=step)
            for _ in range(MOST_ANSWERS):
                if not await self._upstream.hears():
                    break
                await self._child.wait_for(self._body.delivered())
                state = await self._child.ask("settle", patience=REPLY_TIMEOUT, step={})
            return state
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
