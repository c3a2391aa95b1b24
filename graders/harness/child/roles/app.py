"""Role of the child for the server exercises: uvicorn, on the grader's socket and clock."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import gc
import inspect
import os
import socket
from time import perf_counter
from types import ModuleType
from typing import Any

import uvicorn
from anyio.to_thread import current_default_thread_limiter
from starlette.requests import ClientDisconnect
from starlette.responses import StreamingResponse

from graders.errors import LoadError
from graders.harness.channel import Message
from graders.harness.child.agent import Agent
from graders.harness.child.door import Door
from graders.harness.child.submission import Submission, type_of
from graders.harness.child.uvicorn_config import uvicorn_config
from graders.harness.limits import OPEN_FILES

REQUEST_ID = b"x-request-id"
MOST_MESSAGES = 10_000
"""Pieces of one body whose sizes are remembered."""
A_DAY = 86_400
MOST_TIMED = 500
"""Pieces of one body whose times are noted."""
LOOKS_EVERY = 10.0
"""Seconds of the grader's clock."""


class SendTimes:
    """When a request reached the app, when each piece of body was sent, and when it was over.

    Beside each piece is how long the pause before it held up others, or nobody awaited it. Of the
    time until it was over it is noted for how much the loop was at work, for whomever.
    """

    def __init__(self, control: Agent) -> None:
        assert control.loop is not None
        self._control = control
        self._selector = control.loop.selector
        self._unawaited = control.unawaited
        self._last = self._begun = perf_counter()
        self._ended: float | None = None
        self._busy = self._selector.busy()
        self._pieces: list[tuple[int, float, float]] = []

    def sent(self, size: int) -> None:
        """Note that a piece of so many bytes is being sent."""
        if size and len(self._pieces) < MOST_TIMED:
            unawaited = self._control.unawaited - self._unawaited
            held = max(unawaited, self._selector.longest_turn(self._last))
            self._last, self._unawaited = perf_counter(), self._control.unawaited
            self._pieces.append((size, self._last, held))

    def over(self) -> None:
        """Note that no more will be sent."""
        if self._ended is None:
            self._ended = perf_counter()
            self._busy = self._selector.busy() - self._busy

    def as_plain(self) -> dict[str, Any]:
        """Return it as what the grader is told, in seconds after the child's start."""
        start = self._control.begun
        pieces = [(size, at - start, held) for size, at, held in self._pieces]
        ended = None if self._ended is None else self._ended - start
        busy = 0.0 if ended is None else self._busy
        return {"begun": self._begun - start, "ended": ended, "busy": busy, "pieces": pieces}


class CountingApp:
    """Wraps the student's app: counts what it sends and reports what it raises.

    `sent` has the bytes of body for each request, `messages` the size of each piece of them, and
    `over` the requests that get no more.
    """

    def __init__(self, app: Any, control: Agent, submission: Submission) -> None:
        self._app = app
        self._control = control
        self._submission = submission
        self.door = Door()
        self.times: dict[str, SendTimes] = {}
        self.sent: dict[str, int] = {}
        self.messages: dict[str, list[int]] = {}
        self.over: set[str] = set()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Handle one connection of the ASGI protocol, as the student's app does."""
        # Each event loop has its own, and it can be asked for only inside of the loop.
        self._control.limiter = current_default_thread_limiter()
        request = None
        if scope["type"] == "http":
            request = dict(scope["headers"]).get(REQUEST_ID, b"").decode("latin-1")
            send = self._counted(send, request)
        try:
            if request is not None:
                await self.door.enter()
                # Again, now that it is let in: the time at the door is not the app's.
                self.times[request] = SendTimes(self._control)
            await self._app(scope, receive, send)
        # A client that hangs up, or the end of the server, brings these about. No fault of the app.
        except (ClientDisconnect, asyncio.CancelledError, GeneratorExit):
            raise
        except BaseException as error:
            problem = self._submission.problem(error)
            self._control.report("raised", request=request, **problem)
            raise
        finally:
            if request is not None:
                self._end(request)

    def _counted(self, send: Any, request: str) -> Any:
        self.sent[request] = 0
        sizes = self.messages[request] = []
        self.times[request] = SendTimes(self._control)

        async def counted(message: Any) -> None:
            size, more = len(message.get("body", b"")), message.get("more_body", False)
            self.sent[request] += size
            if size and len(sizes) < MOST_MESSAGES:
                sizes.append(size)
            self._control.gate.sent()
            self.times[request].sent(size)
            if size and more:
                # After each piece but the last comes a pause. Who is let in now
                # has to be answered in it.
                self.door.let_in()
            if message["type"] == "http.response.body" and not more:
                self._end(request)
            await send(message)

        return counted

    def _end(self, request: str) -> None:
        self.over.add(request)
        self.times[request].over()

    def caught_up(self, message: Message) -> bool:
        """Whether every request that the grader has made so far has reached the app."""
        return set(message["args"]["requests"]) <= set(self.sent)


class SteadyServer(uvicorn.Server):
    """uvicorn, which looks less often whether it is to end: each look is a step of the clock."""

    async def main_loop(self) -> None:
        """Serve until told to end."""
        while not await self.on_tick(0):
            await asyncio.sleep(LOOKS_EVERY)


def serve(
    module: ModuleType, submission: Submission, control: Agent, listener: socket.socket
) -> None:
    """Serve the module's `app` until the grader has seen enough, or raise `LoadError`."""
    app = CountingApp(app_of(module), control, submission)
    loop = control.new_loop()
    # uvicorn closes an idle connection after a few seconds, and on our clock
    # they are over in one step.
    server = SteadyServer(uvicorn_config(app, interface="asgi3", timeout_keep_alive=A_DAY))
    control.caught_up = app.caught_up
    control.snapshot = lambda requests: {
        "started": server.started,
        "sent": {request: app.sent[request] for request in requests if request in app.sent},
        "over": [request for request in requests if request in app.over],
    }
    control.handlers["gate"] = functools.partial(_gate, control, submission)
    control.handlers["messages"] = lambda request: {"sizes": app.messages.get(request, [])}
    control.handlers |= app.door.handlers
    control.handlers["times"] = lambda requests: {
        "times": {id: app.times[id].as_plain() for id in requests if id in app.times}
    }
    control.handlers["let_go"] = functools.partial(_let_go, loop)
    control.handlers["open_files"] = lambda path: {"count": times_open(path)}
    gc.freeze()  # as before the file was loaded
    loop.run_until_complete(server.serve(sockets=[listener]))


def _let_go(loop: Any) -> dict[str, Any]:
    loop.let_go()
    return {}


def times_open(path: str) -> int:
    """Return how many of this process's descriptors are of a file."""
    # A file that is open in a cycle of objects closes only when Python looks for such cycles.
    gc.collect()
    count = 0
    with open(path, "rb") as file:
        wanted = os.fstat(file.fileno())
        for descriptor in set(range(OPEN_FILES)) - {file.fileno()}:
            with contextlib.suppress(OSError):  # most of them are not open
                count += os.path.samestat(os.fstat(descriptor), wanted)
    return count


def app_of(module: ModuleType) -> Any:
    """Return the module's `app`; raise `LoadError` when it is no ASGI app."""
    app = getattr(module, "app", None)
    if app is None:
        raise LoadError(kind="missing_name", message="there is no app in the file")
    try:
        inspect.signature(app).bind("scope", "receive", "send")
    except BaseException:  # whatever an object does that does not want to be looked at
        is_class = issubclass(type(app), type)
        what = f"the class {app.__name__}" if is_class else f"a {type_of(app)}"
        raise LoadError(kind="wrong_type", message=f"app is {what}, not an ASGI app") from None
    return app


def _gate(control: Agent, submission: Submission, closed: bool) -> dict[str, Any]:
    """Hold the student's generators from now on, or let all of them go and hold no more."""
    if closed:
        submission.sources.listen(control.gate, submission.modules())
        StreamingResponse.__init__ = _noting_lists(submission)  # type: ignore[method-assign]
    else:
        StreamingResponse.__init__ = _PLAIN_INIT  # type: ignore[method-assign]
        # Before the release, so that nobody who goes on can be held again.
        submission.sources.ignore()
        control.gate.release()
    return {}


_PLAIN_INIT = StreamingResponse.__init__


def _noting_lists(submission: Submission) -> Any:
    """Return what makes a `StreamingResponse`, and notes a list: all is made before it is sent."""

    @functools.wraps(_PLAIN_INIT)
    def init(self: StreamingResponse, content: Any, *args: Any, **kwargs: Any) -> None:
        if type(content) in (list, tuple):
            submission.sources.finished(content)
        _PLAIN_INIT(self, content, *args, **kwargs)

    return init
