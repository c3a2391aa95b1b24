"""A built-in answer goes through one process and one request: can the kit serve anything here?"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from graders.errors import KitError
from graders.exercise import Exercise
from graders.transcript import Transcript

EXERCISE = Exercise("self_test", "The kit's own answer", role="app", name="app", path="/")
ANSWER = """\
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/")
def answer():
    return StreamingResponse(iter(["proven"]), media_type="text/plain")
"""
Observe = Callable[[Exercise, Any, Path, int], Awaitable[Transcript]]


class SelfTest:
    """Made once in a run; nothing is done as long as the students' own apps prove the same."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._proof: asyncio.Task[None] | None = None

    async def after(self, exercise: Exercise, transcript: Transcript, observe: Observe) -> None:
        """Raise `KitError` when an app did not answer at all, and the kit's own does not either."""
        answered = any(stream.status is not None for stream in transcript.streams.values())
        if exercise.role == "app" and exercise is not EXERCISE and not answered:
            self._proof = self._proof or asyncio.create_task(self._prove(observe))
            # Several may wait for it. One that gives up must not take it from the others.
            await asyncio.shield(self._proof)

    async def end(self) -> None:
        """End the proof if it is still going on."""
        if self._proof is not None:
            self._proof.cancel()
            await asyncio.wait({self._proof})

    async def _prove(self, observe: Observe) -> None:
        self._folder.mkdir()
        (self._folder / EXERCISE.file).write_text(ANSWER, encoding="utf-8")
        seen = await observe(EXERCISE, _ask, self._folder, 0)
        if "answer" not in seen.streams or seen.streams["answer"].body != b"proven":
            problems = [problem.message for problem in seen.problems]
            raise KitError(f"the kit's own answer is not served: {'; '.join(problems)}")


async def _ask(rig: Any) -> None:
    async with rig.serve() as server:
        await server.get("/", name="answer")
