"""Small apps, served in a process of their own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from graders.harness.drivers.app import AppDriver
from graders.harness.rig import Rig
from graders.transcript import Stream, Transcript
from tests.support.submissions import observe

Play = Callable[[AppDriver], Awaitable[object]]

HEAD = """
import asyncio
import threading
from fastapi import BackgroundTasks, FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
"""


async def served(folder: Path, source: str, play: Play) -> Transcript:
    """Serve an app while `play` drives it, and return what was seen."""

    async def script(rig: Rig) -> None:
        async with rig.serve() as server:
            await play(server)

    return await observe(folder, "app", HEAD + source, script)


async def got(folder: Path, source: str) -> Stream:
    """Return the answer of an app to one request."""
    transcript = await served(folder, source, lambda server: server.get("/", name="it"))
    return transcript.streams["it"]
