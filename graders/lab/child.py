"""The process of a live app: load the file as in grading, and serve its app on the real clock."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.requests import ClientDisconnect

from graders.errors import LoadError, ProtocolError
from graders.harness import limits
from graders.harness.channel import BlockingChannel
from graders.harness.child.agent import GRADER_IS_GONE
from graders.harness.child.job import Job
from graders.harness.child.lifeline import hold_on_to
from graders.harness.child.main import keep_to_itself, let_go_of_all_but, set_the_stage
from graders.harness.child.submission import Submission
from graders.harness.child.uvicorn_config import uvicorn_config
from graders.lab.model import model_of, put_in
from graders.lab.served import served
from graders.lab.throttle import PacedApp, Throttle, slowed_by_it


def run(job: Job, control: socket.socket, lifeline: socket.socket, listener: socket.socket) -> None:
    """Serve one submitted file until the lab ends this process."""
    let_go_of_all_but(control, lifeline, listener)
    set_the_stage(job)
    keep_to_itself(job)
    limits.impose()
    hold_on_to(lifeline)
    channel = BlockingChannel(control)
    submission = Submission(job.folder, job.file)
    channel.send(event="begun")
    try:
        module = submission.load()
        from_a_model = bool(job.tokens) and put_in(
            model_of(job.tokens), module, submission.modules(), job.source
        )
        app: Any = ReportingApp(served(module, job.role, job.name), channel, submission)
    except LoadError as refused:
        channel.send(event="refused", **refused.problem)
        return
    pace, modules = Throttle(), submission.modules()
    slowed = [] if from_a_model else slowed_by_it(modules)
    if job.by_chunk:
        app, slowed = PacedApp(app, pace), ["send"]
    else:
        submission.sources.listen(pace, modules)
    threading.Thread(target=_listen, args=(channel, pace), daemon=True).start()
    config = uvicorn_config(app, interface="asgi3")
    AnnouncingServer(config, channel, slowed).run(sockets=[listener])


def _listen(channel: BlockingChannel, pace: Throttle) -> None:
    """Do what the lab says; a thread of its own hears it even while the app blocks."""
    operations: dict[str, Callable[..., None]] = {"pace": pace.set, "step": pace.step}
    try:
        while True:
            for message in channel.receive():
                operations[message["op"]](**message["args"])
    except (OSError, EOFError, ProtocolError):
        os._exit(GRADER_IS_GONE)


class AnnouncingServer(uvicorn.Server):
    """Says when the app's start-up is over, and which of its functions keep the lab's pace."""

    def __init__(self, config: uvicorn.Config, channel: BlockingChannel, slowed: list[str]) -> None:
        super().__init__(config)
        self._channel = channel
        self._slowed = slowed

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the app, and tell."""
        await super().startup(sockets)
        self._channel.send(event="ready", slowed=self._slowed)


class ReportingApp:
    """Wraps the student's app and reports what it raises."""

    def __init__(self, app: Any, channel: BlockingChannel, submission: Submission) -> None:
        self._app = app
        self._channel = channel
        self._submission = submission

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Handle one connection of the ASGI protocol, as the student's app does."""
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            raise
        except Exception as error:
            stage = "request" if scope["type"] == "http" else "startup"
            problem = {"stage": stage, **self._submission.problem(error)}
            self._channel.send(event="raised", **problem)
            raise
