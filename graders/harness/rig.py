"""Sets up what one observation needs, and takes it all down again."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path

import certifi
import httpx

from graders.errors import KitError
from graders.exercise import Exercise
from graders.harness import limits
from graders.harness.channel import Message
from graders.harness.child.job import Job
from graders.harness.child.sandbox import everything_but
from graders.harness.drivers.app import AppDriver, listening_socket
from graders.harness.drivers.client import ClientDriver
from graders.harness.drivers.generator import GeneratorDriver
from graders.harness.drivers.stub_server import StubServer
from graders.harness.forkserver import preload
from graders.harness.process import Child, ChildGone
from graders.harness.process_tree import adopt_orphans
from graders.harness.self_test import SelfTest
from graders.harness.surroundings import killed_for_memory, prove_surroundings
from graders.harness.watchdog import Watchdog, watchdog
from graders.transcript import (
    MAX_TEXT,
    Blocked,
    Problem,
    Transcript,
)

Script = Callable[["Rig"], Awaitable[None]]


MOST_BLOCKED = 100
"""Calls that stood still on the event loop, of which a transcript tells."""
KIT = Path(__file__).resolve().parents[2]
HIDDEN = {
    *(KIT / name for name in ("graders", "solutions", "tests", "proofs", ".git")),
    Path("/proc"),
}
"""What a submission has no business to read: the answers, how it is judged, other processes."""
OF_THE_SYSTEM = ("/proc/sys", "/proc/stat", "/proc/cpuinfo", "/proc/meminfo", "/proc/version")


class Session:
    """What all observations of a run share; no process and no file of it is left at the end."""

    def __init__(self) -> None:
        self._stack = contextlib.AsyncExitStack()
        self.client: httpx.AsyncClient
        self.folder: Path
        self.watch: Watchdog

    async def __aenter__(self) -> Session:
        adopt_orphans()
        preload()
        folder = tempfile.TemporaryDirectory(prefix="streaming-kit-", ignore_cleanup_errors=True)
        self.folder = Path(self._stack.enter_context(folder)).absolute()
        self._self_test = SelfTest(self.observe, self.folder / "self-test")
        self.watch = await self._stack.enter_async_context(watchdog())
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

    def readable(self, submission: Path) -> tuple[str, ...]:
        """Return paths that hold all that the process of a submission may read."""
        links = [os.path.realpath(path) for path in submission.iterdir() if path.is_symlink()]
        shown = [str(submission.resolve()), str(self.folder.resolve()), *OF_THE_SYSTEM]
        return (*shown, *filter(_may_be_read, links), *_all_that_is_not_hidden())

    async def observe(
        self, exercise: Exercise, script: Script, folder: Path, seed: int
    ) -> Transcript:
        """Play `script` against the exercise's file in `folder` and return what was seen.

        Whatever the submission does ends up in the transcript; an exception from here means that
        the kit itself does not work.
        """
        transcript = Transcript(problem=unreadable(folder / exercise.file))
        if transcript.problem is None:
            rig = Rig(self, exercise, folder, random.Random(f"{seed} {exercise.id}"), transcript)
            killed = killed_for_memory()
            try:
                await script(rig)
            except ChildGone as ended:
                transcript.problem = ended.problem
            if transcript.problems or _any_cut(transcript):
                prove_surroundings()
            if _any_killed(transcript) and killed_for_memory() > killed:
                raise KitError("the system ran out of memory, and killed a process")
            await self._self_test.after(exercise, transcript)
        return transcript


class Rig:
    """One observation: its script plays on this, and its transcript grows."""

    def __init__(
        self,
        workshop: Session,
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
    async def serve(self) -> AsyncIterator[AppDriver]:
        """Serve the file's app; the scratch folder is its working directory."""
        listener = listening_socket()
        port = listener.getsockname()[1]
        child = await Child.start(self._job(), listener)
        async with self._ending(child):
            server = AppDriver(child, self._workshop.client, port, self.transcript)
            try:
                await server.start()
                yield server
                await server.hear_out()
            finally:
                await server.leave_all()

    @asynccontextmanager
    async def generator(self) -> AsyncIterator[GeneratorDriver]:
        """Load the file for calls of its generator function."""
        child = await Child.start(self._job(), None)
        async with self._ending(child):
            generator = GeneratorDriver(child, self.transcript)
            await generator.start()
            yield generator

    @asynccontextmanager
    async def client(self) -> AsyncIterator[ClientDriver]:
        """Load the file for runs of its client."""
        child = await Child.start(self._job(), None)
        async with StubServer() as upstream, self._ending(child):
            client = ClientDriver(child, upstream, self.transcript)
            await client.start()
            yield client

    @asynccontextmanager
    async def _ending(self, child: Child) -> AsyncIterator[None]:
        child.handlers["blocked"] = self._note_blocked
        try:
            with self._workshop.watch.over(child):
                yield
        finally:
            await child.stop()
            self.transcript.output = child.output

    def _note_blocked(self, event: Message) -> None:
        texts = (event["call"], f"{event['file']}:{event['line']}", event["source"])
        if len(self.transcript.blocked) < MOST_BLOCKED:
            self.transcript.blocked.append(Blocked(*(str(text)[:MAX_TEXT] for text in texts)))

    def _job(self) -> Job:
        certificates = str(self._workshop.folder / "one.pem")
        return Job(
            folder=str(self._folder.resolve()),
            file=self._exercise.file,
            role=self._exercise.role,
            name=self._exercise.name,
            scratch=str(self.scratch),
            certificates=certificates,
            readable=self._workshop.readable(self._folder),
        )


def _all_that_is_not_hidden() -> Iterable[str]:
    """Return paths that hold it; Python's own are named, in case a folder above has no listing."""
    of_python = {os.path.realpath(path) for path in (sys.prefix, sys.base_prefix, *sys.path)}
    for folder in (os.sep, *of_python):
        yield from everything_but(map(str, HIDDEN), folder)


def _any_cut(transcript: Transcript) -> bool:
    return any(stream.end not in ("open", "complete") for stream in transcript.streams.values())


def _any_killed(transcript: Transcript) -> bool:
    return any(problem.kind == "killed" for problem in transcript.problems)


def _may_be_read(path: str) -> bool:
    return HIDDEN.isdisjoint([Path(path), *Path(path).parents])


def _end_children() -> None:
    """End every child that is left, such as one whose start was interrupted."""
    for process in multiprocessing.active_children():
        process.kill()
        process.join()


def unreadable(path: Path) -> Problem | None:
    """Return why the submitted file `path` cannot be read, if it cannot."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            return Problem("unreadable", f"{path.name} is no regular file")
        if size > limits.SOURCE:
            return Problem("limit", f"{path.name} is larger than {limits.size(limits.SOURCE)}")
        with path.open("rb") as file:
            file.read(1)
            return None
    except FileNotFoundError:
        return Problem("missing", f"there is no file {path.name} in the folder")
    except OSError as error:
        return Problem("unreadable", f"{path.name} cannot be read: {error.strerror}")
