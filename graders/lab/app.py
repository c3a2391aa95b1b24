"""The lab itself: the live apps, what the page may ask for, and the watch on the files."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send
from watchfiles import PythonFilter, awatch

from graders.exercise import Exercise
from graders.harness import isolation
from graders.lab.app_process import AppProcess
from graders.lab.broadcast import Broadcast, Facts
from graders.lab.grade import grade
from graders.lab.local_only import LocalOnly
from graders.lab.proxy import PREFIX, Proxy, now
from graders.lab.sample_log import SIZES, write_log
from graders.lab.served import PATHS, QUERY

PAGE = Path(__file__).parent / "static"
SLOWEST = 1.0
"""The longest pause before a token, in seconds."""
AT_FIRST: Facts = {"delay": 0.1, "stepping": False}
"""A pace at which one can watch the tokens come."""


class Lab:
    """An ASGI app for the page and the students' apps; it lives inside `running`."""

    def __init__(
        self, shown: Sequence[Exercise], folder: Path, scratch: Path, tokens: str = ""
    ) -> None:
        self._folder = folder
        self._tokens = tokens
        self._pace: Facts = AT_FIRST
        self._grading = asyncio.Lock()
        self.news = Broadcast(self._snapshot)
        self.apps: dict[str, AppProcess] = {}
        for exercise in shown:
            own = scratch / exercise.id
            own.mkdir()
            isolation.give(own)
            write_log(own, exercise.log, SIZES[0])
            app = AppProcess(exercise, folder, own, self._tell_state, tokens)
            app.set_pace(**self._pace)
            self.apps[exercise.id] = app
        self._proxy = Proxy(self.apps, self.news)
        self._own = Starlette(
            routes=[
                Route("/", self._index),
                Route("/lab/events", self._events),
                Route("/lab/clock", self._clock),
                Route("/lab/inside/{id}", self._inside),
                Route("/lab/pace", self._set_pace, methods=["POST"]),
                Route("/lab/step", self._step, methods=["POST"]),
                Route("/lab/log/{id}", self._write_log, methods=["POST"]),
                Route("/lab/grade/{id}", self._grade, methods=["POST"]),
                Mount("/page", StaticFiles(directory=PAGE)),
            ]
        )
        self._guarded = LocalOnly(self._route)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self._guarded(scope, receive, send)

    @contextlib.asynccontextmanager
    async def running(self, polling: bool | None = None) -> AsyncIterator[None]:
        """Keep the apps alive, and start them again when a file is saved.

        `polling` looks at the files again and again where the system does not tell of changes.
        """
        tasks = [asyncio.ensure_future(app.keep()) for app in self.apps.values()]
        tasks.append(asyncio.ensure_future(self._watch(polling)))
        try:
            async with self._proxy:
                yield
        finally:
            self.news.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _watch(self, polling: bool | None) -> None:
        with contextlib.suppress(OSError, RuntimeError):  # too many files are watched already, say
            await self._follow(polling)
        await self._follow(polling=True)

    async def _follow(self, polling: bool | None) -> None:
        async for changes in awatch(
            self._folder, watch_filter=PythonFilter(), force_polling=polling, rust_timeout=500
        ):
            files = sorted({Path(path).name for _, path in changes})
            self.news.tell("saved", files=files)
            for app in self.apps.values():
                app.start_again()

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        of_an_app = scope["type"] == "http" and scope["path"].startswith(PREFIX)
        await (self._proxy if of_an_app else self._own)(scope, receive, send)

    def _tell_state(self, app: AppProcess) -> None:
        self.news.tell("state", **app.state())

    def _snapshot(self) -> Facts:
        return {
            "folder": str(self._folder),
            "exercises": [_facts(app.exercise) for app in self.apps.values()],
            "states": [app.state() for app in self.apps.values()],
            "log_sizes": SIZES,
            "slowest": SLOWEST,
            "pace": self._pace,
            "tokens": self._tokens,
        }

    # What the page asks for

    async def _index(self, request: Request) -> Response:
        return FileResponse(PAGE / "index.html")

    async def _events(self, request: Request) -> Response:
        return StreamingResponse(self.news.listen(), media_type="text/event-stream")

    async def _clock(self, request: Request) -> Response:
        return JSONResponse({"now": now()})

    async def _inside(self, request: Request) -> Response:
        return JSONResponse(self._app(request).inside())

    async def _set_pace(self, request: Request) -> Response:
        wanted = await _object(request)
        try:
            delay, stepping = float(wanted["delay"]), bool(wanted["stepping"])
        except (KeyError, TypeError, ValueError, OverflowError):
            raise HTTPException(400, "delay is a number, stepping a boolean") from None
        if not 0 <= delay <= SLOWEST:
            raise HTTPException(400, f"delay is between 0 and {SLOWEST:g} seconds")
        self._pace = {"delay": delay, "stepping": stepping}
        for app in self.apps.values():
            app.set_pace(delay, stepping)
        self.news.tell("pace", **self._pace)
        return Response(status_code=204)

    async def _step(self, request: Request) -> Response:
        for app in self.apps.values():
            app.step()
        return Response(status_code=204)

    async def _write_log(self, request: Request) -> Response:
        size = (await _object(request)).get("size")
        if type(size) is not int or size not in SIZES:
            raise HTTPException(400, f"size is one of {', '.join(map(str, SIZES))}")
        app = self._app(request)
        app.paced = size == SIZES[0]  # line by line, a large log would take for ever
        app.set_pace(**self._pace)
        try:
            await asyncio.to_thread(write_log, app.scratch, app.exercise.log, size)
        except PermissionError:  # Windows replaces no file that is open, so whoever reads it ends
            app.start_again()
            await app.address()
            await asyncio.to_thread(write_log, app.scratch, app.exercise.log, size)
        return Response(status_code=204)

    async def _grade(self, request: Request) -> Response:
        app = self._app(request)
        async with self._grading:
            return JSONResponse(await grade(app.id, self._folder))

    def _app(self, request: Request) -> AppProcess:
        try:
            return self.apps[request.path_params["id"]]
        except KeyError:
            raise HTTPException(404, "the lab does not show this exercise") from None


def _facts(exercise: Exercise) -> Facts:
    """Return what the page has to know of an exercise."""
    known = asdict(exercise) | {"file": exercise.file}
    if exercise.role != "app":
        known |= {"path": PATHS[exercise.role], "query": QUERY}
    return known


async def _object(request: Request) -> dict[str, Any]:
    try:
        sent = await request.json()
    except (ValueError, RecursionError):  # the latter where thousands of lists are in one another
        sent = None
    if not isinstance(sent, dict):
        raise HTTPException(400, "send a JSON object")
    return sent
