"""Sets up what one observation needs, and takes it all down again."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import random
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import certifi
import httpx
import psutil

from graders.exercise import Exercise
from graders.harness.channel import Message
from graders.harness.child.job import Job
from graders.harness.client import Client
from graders.harness.generator import Generator
from graders.harness.process import Child, Ended
from graders.harness.server import Server, listening_socket
from graders.harness.starting import preload
from graders.harness.transcript import Blocked, Problem, Transcript
from graders.harness.upstream import Upstream

LIFETIME = 60.0
"""Seconds after which the observation of one file is ended, however lively it is."""

Script = Callable[["Rig"], Awaitable[None]]


class Workshop:
    """What all observations of a run share; no process and no file of it is left at the end."""

    def __init__(self) -> None:
        self._stack = contextlib.AsyncExitStack()
        self.client: httpx.AsyncClient
        self.folder: Path

    async def __aenter__(self) -> Workshop:
        _adopt_orphans()
        preload()
        self._ours = set(psutil.Process().children())
        folder = tempfile.TemporaryDirectory(prefix="streaming-kit-", ignore_cleanup_errors=True)
        self.folder = Path(self._stack.enter_context(folder))
        self._stack.callback(self._end_orphans)
        self._stack.callback(_end_children)
        transport = httpx.AsyncHTTPTransport(
            verify=False, limits=httpx.Limits(max_connections=None)
        )
        client = httpx.AsyncClient(transport=transport, timeout=None, trust_env=False)
        self.client = await self._stack.enter_async_context(client)
        certificate = Path(certifi.where()).read_text().partition("-----END CERTIFICATE-----")
        (self.folder / "one.pem").write_text("".join(certificate[:2]) + "\n")
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._stack.aclose()

    async def observe(
        self, exercise: Exercise, script: Script, folder: Path, seed: int
    ) -> Transcript:
        """Play `script` against the exercise's file in `folder` and return what was seen.

        Whatever the submission does ends up in the transcript; an exception from here means that
        the kit itself does not work.
        """
        transcript = Transcript(problem=_unreadable(folder / exercise.file))
        if transcript.problem is None:
            rig = Rig(self, exercise, folder, random.Random(f"{seed} {exercise.id}"), transcript)
            try:
                await asyncio.wait_for(script(rig), LIFETIME)
            except Ended as ended:
                transcript.problem = ended.problem
            except asyncio.TimeoutError:
                message = f"it was still going after {LIFETIME:g} seconds"
                transcript.problem = Problem("stuck", message)
        return transcript

    def _end_orphans(self) -> None:
        """End what has left its parent behind: it was adopted by this process (on Linux)."""
        while orphans := set(psutil.Process().children()) - self._ours:
            for orphan in orphans:
                with contextlib.suppress(psutil.Error):
                    orphan.kill()
            psutil.wait_procs(orphans)  # and their own orphans come next


class Rig:
    """One observation: its script plays on this, and its transcript grows."""

    def __init__(
        self,
        workshop: Workshop,
        exercise: Exercise,
        folder: Path,
        source: random.Random,
        transcript: Transcript,
    ) -> None:
        self.random = source
        self.transcript = transcript
        self.scratch = Path(tempfile.mkdtemp(prefix=f"{exercise.id}-", dir=workshop.folder))
        self._workshop = workshop
        self._exercise = exercise
        self._folder = folder

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[Server]:
        """Serve the file's app; the scratch folder is its working directory."""
        listener = listening_socket()
        port = listener.getsockname()[1]
        child = await Child.start(self._job(), listener)
        async with self._ending(child):
            server = Server(child, self._workshop.client, port, self.transcript)
            try:
                await server.start()
                yield server
                await server.hear_out()
            finally:
                await server.leave_all()

    @asynccontextmanager
    async def generator(self) -> AsyncIterator[Generator]:
        """Load the file for calls of its generator function."""
        child = await Child.start(self._job(), None)
        async with self._ending(child):
            generator = Generator(child, self.transcript)
            await generator.start()
            yield generator

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Client]:
        """Load the file for runs of its client."""
        child = await Child.start(self._job(), None)
        async with self._ending(child), Upstream() as upstream:
            client = Client(child, upstream, self.transcript)
            await client.start()
            yield client

    @asynccontextmanager
    async def _ending(self, child: Child) -> AsyncIterator[None]:
        child.handlers["blocked"] = self._note_blocked
        try:
            yield
        finally:
            await child.stop()
            self.transcript.output = child.output

    def _note_blocked(self, event: Message) -> None:
        where = f"{event['file']}:{event['line']}"
        self.transcript.blocked.append(Blocked(str(event["call"]), where, str(event["source"])))

    def _job(self) -> Job:
        certificates = str(self._workshop.folder / "one.pem")
        return Job(
            folder=str(self._folder.resolve()),
            file=self._exercise.file,
            role=self._exercise.role,
            name=self._exercise.name,
            scratch=str(self.scratch),
            certificates=certificates,
        )


def _end_children() -> None:
    """End every child that is left, such as one whose start was interrupted."""
    for process in multiprocessing.active_children():
        process.kill()
        process.join()


def _unreadable(path: Path) -> Problem | None:
    if not path.exists():
        return Problem("missing", f"there is no file {path.name} in the folder")
    try:
        with path.open("rb"):
            return None
    except OSError as error:
        return Problem("unreadable", f"{path.name} cannot be read: {error.strerror}")


def _adopt_orphans() -> None:
    """Become the parent of processes whose own parent has gone, where the system can do that."""
    if sys.platform == "linux":
        import ctypes

        pr_set_child_subreaper = 36
        ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)
