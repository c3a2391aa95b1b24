"""Running a lab: start it, listen to it, end it."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.support.paths import REPOSITORY
from tests.support.stuck import STUCK

CONTROL_C = signal.SIGINT if os.name == "posix" else signal.SIGTERM
"""Ends a lab. On Windows nothing like it can be sent to one process, which is just ended."""
LOCKSTEP = """
    import asyncio
    from fastapi import FastAPI
    from fastapi.responses import StreamingResponse

    app = FastAPI()
    go, left = asyncio.Event(), asyncio.Event()

    async def pieces():
        try:
            yield "one"
            await go.wait()
            yield "two"
        finally:
            left.set()

    @app.get("/generate")
    async def generate():
        return StreamingResponse(pieces(), media_type="text/plain")

    @app.get("/go")
    async def let_go():
        go.set()

    @app.get("/left")
    async def until_left():
        await left.wait()
        return "left"
"""
"""An app that sends its second piece once it is told to, and tells when its client has left."""


@dataclass
class Running:
    """A lab in a process of its own, and the folder that it shows."""

    process: subprocess.Popen[str]
    url: str
    folder: Path

    def app(self, exercise: str, path: str) -> str:
        """The address of `path` of an exercise's app."""
        return f"{self.url}app/{exercise}{path}"

    def stop(self) -> int:
        """End the lab as Ctrl-C does, and return its exit status."""
        self.process.send_signal(CONTROL_C)
        return self.process.wait(STUCK)


Open = Callable[..., Running]
"""Opens a lab on a submission, with these arguments."""


@contextmanager
def lab_on(folder: Path, *arguments: str, temporary: Path) -> Iterator[Running]:
    """Run a lab on `folder`, whose temporary files are in `temporary`."""
    command = [sys.executable, "-m", "graders", "lab", "--submission", str(folder), *arguments]
    with subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env={**os.environ, "TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert "http://127.0.0.1:" in line, line + process.stdout.read()
            yield Running(process, line.split()[1], folder)
        finally:
            if process.poll() is None:
                process.send_signal(CONTROL_C)
                process.wait(STUCK)


@asynccontextmanager
async def client() -> AsyncIterator[httpx.AsyncClient]:
    """An HTTP client without any patience of its own."""
    async with httpx.AsyncClient(timeout=None, trust_env=False) as one:
        yield one


class Events:
    """What a lab tells its pages."""

    def __init__(self, lines: AsyncIterator[str]) -> None:
        self._lines = lines

    async def next(self, kind: str, **facts: Any) -> dict[str, Any]:
        """Wait for an event of this kind with these facts."""
        async for line in self._lines:
            if line == f"event: {kind}":
                told = json.loads((await anext(self._lines)).removeprefix("data: "))
                if facts.items() <= told.items():
                    return dict(told)
        raise AssertionError(f"the lab never told of {kind} {facts}")

    async def problem(self, part: str) -> dict[str, Any]:
        """Wait until an app has a problem with `part` in its message."""
        while True:
            problem = (await self.next("state"))["problem"]
            if problem is not None and part in problem["message"]:
                return dict(problem)


@asynccontextmanager
async def events_of(lab: Running) -> AsyncIterator[Events]:
    """Listen to a lab as its page does."""
    async with client() as http, http.stream("GET", f"{lab.url}lab/events") as response:
        yield Events(response.aiter_lines())


async def within_reason(work: Any) -> Any:
    """Await `work`, but not for ever."""
    return await asyncio.wait_for(work, STUCK)
