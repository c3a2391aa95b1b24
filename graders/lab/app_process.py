"""One student's app, kept alive: started, restarted when a file is saved, and its troubles told."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

from graders.errors import ChildGone
from graders.exercise import Exercise
from graders.harness import isolation
from graders.harness.anonymous_memory import anonymous_memory
from graders.harness.channel import Message
from graders.harness.child.job import Job
from graders.harness.loopback import HOST, listening_socket
from graders.harness.process import Child
from graders.harness.readable import readable
from graders.harness.rig import unreadable
from graders.judge.advice import advice_for, describe
from graders.lab.broadcast import Facts
from graders.text import clean
from graders.transcript import Problem

OUTPUT_SHOWN = 4_000
"""Characters of what the app has printed last that the page shows."""


class AppProcess:
    """The app of one exercise. `told` is called whenever its state has changed.

    `status` is "starting", "ready", "refused" (it cannot be served as it is) or "ended" (it was
    served and has ended; the next request starts it again).
    """

    def __init__(
        self,
        exercise: Exercise,
        folder: Path,
        scratch: Path,
        told: Callable[[AppProcess], None],
        tokens: str = "",
    ) -> None:
        self.exercise = exercise
        self.paced = exercise.role != "client" and not tokens
        """Whether its generators keep the lab's pace; what they wait for may have its own."""
        self._tokens = tokens
        self.scratch = scratch
        self.status = "starting"
        self.problem: Problem | None = None
        self.slowed: list[str] = []
        self.starts = 0
        self.port = 0
        self._folder = folder
        self._told = told
        self._pace: Facts = {"delay": 0.0, "stepping": False}
        self._child: Child | None = None
        self._output = ""
        self._again = asyncio.Event()
        self._settled = asyncio.Event()

    @property
    def id(self) -> str:
        """The exercise's id."""
        return self.exercise.id

    async def keep(self) -> None:
        """Run the app, and run it again whenever it is to be started again, until cancelled."""
        while True:
            self._again.clear()
            self._become("starting")
            await self._run_once()
            await self._again.wait()

    def start_again(self) -> None:
        """End the app's process, and start it from the files as they are now."""
        self._settled.clear()
        self._again.set()

    async def address(self) -> tuple[str, int] | None:
        """Where the app answers; one that has ended is started again. `None` if it cannot be."""
        if self.status == "ended":
            self.start_again()
        await self._settled.wait()
        return (HOST, self.port) if self.status == "ready" else None

    def set_pace(self, delay: float, stepping: bool) -> None:
        """Set how fast the token source goes, now and after each start."""
        self._pace = {"delay": delay, "stepping": stepping}
        if self._child is not None:
            self._child.tell("pace", **self._own_pace)

    @property
    def _own_pace(self) -> Facts:
        return self._pace if self.paced else {"delay": 0.0, "stepping": False}

    def step(self) -> None:
        """Let every stream of the token source send one more token."""
        if self._child is not None:
            self._child.tell("step")

    def state(self) -> Facts:
        """Return how the app is, as the page shows it."""
        return {
            "exercise": self.id,
            "status": self.status,
            "starts": self.starts,
            "slowed": self.slowed,
            "problem": None if self.problem is None else told_to_student(self.problem),
        }

    def inside(self) -> Facts:
        """Return the memory of the app's process, in bytes, and what it has printed last."""
        child = self._child
        output = self._output if child is None else child.output
        memory = 0 if child is None else anonymous_memory(child.pid)
        return {"memory": memory, "output": clean(output[-OUTPUT_SHOWN:])}

    async def _run_once(self) -> None:
        self.problem = unreadable(self._folder / self.exercise.file)
        if self.problem is not None:
            self._become("refused")
            return
        listener = listening_socket()
        self.port = listener.getsockname()[1]
        child = await Child.start(self._job(), listener)
        try:
            self.problem = await self._serve(child)
            if self.problem is not None:
                self._become("refused" if self.status == "starting" else "ended")
        finally:
            self._child, self._output = None, child.output
            await child.stop()

    async def _serve(self, child: Child) -> Problem | None:
        """Attend to the process until it ends, and return why, or until it is to start again."""
        ready = asyncio.Event()
        child.handlers["ready"] = lambda event: self._note_ready(event, ready)
        child.handlers["raised"] = lambda event: self._note_exception(event, child)
        # Before it serves anybody, so that not even the first token goes out at another pace.
        child.tell("pace", **self._own_pace)
        child.listen()
        again = asyncio.ensure_future(self._again.wait())
        started = asyncio.ensure_future(child.wait_for(ready.wait()))
        ended = asyncio.ensure_future(child.ended())
        try:
            await asyncio.wait({started, again}, return_when="FIRST_COMPLETED")
            if started.done():
                started.result()
                self._child = child
                self._become("ready")
                await asyncio.wait({ended, again}, return_when="FIRST_COMPLETED")
            return None if again.done() else ended.result()
        except ChildGone as reason:
            return reason.problem
        finally:
            await _cancelled(again, started, ended)

    def _note_ready(self, event: Message, ready: asyncio.Event) -> None:
        self.slowed = [str(name) for name in event["slowed"]]
        ready.set()

    def _note_exception(self, event: Message, child: Child) -> None:
        problem = Problem.from_message(event)
        if self.status == "starting":
            child.blame(problem)
        else:
            self.problem = problem
            self._told(self)

    def _become(self, status: str) -> None:
        self.status = status
        self.starts += status == "ready"
        if status in ("starting", "ready"):
            self.problem = None
        if status == "starting":
            self._settled.clear()
        else:
            self._settled.set()
        self._told(self)

    def _job(self) -> Job:
        exercise = self.exercise
        return Job(
            folder=str(self._folder),
            file=exercise.file,
            role=exercise.role,
            name=exercise.name,
            scratch=str(self.scratch),
            certificates="",
            readable=readable(self._folder),
            confined=isolation.confines(),
            user=isolation.user(),
            tokens=self._tokens,
            source=exercise.source,
            by_chunk=exercise.log is not None,  # a file hands over its lines by itself
            target="graders.lab.child",
        )


def told_to_student(problem: Problem) -> dict[str, Any]:
    """Return a problem in the kit's words: one line, the place, the source there, what to try."""
    unfinished = problem.kind == "not_started"
    message = f"not started yet: {problem.message}" if unfinished else describe(problem)
    return {
        "message": clean(message.splitlines()[0]),
        "where": problem.where and clean(problem.where),
        "source": problem.source and clean(problem.source),
        "advice": "Fill the hole that this line marks." if unfinished else advice_for(problem),
    }


async def _cancelled(*tasks: asyncio.Future[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
