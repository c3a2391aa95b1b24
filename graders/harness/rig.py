"""One observation: a file is run in a process of its own, a script plays on it, all is recorded."""

from __future__ import annotations

import contextlib
import os
import random
import re
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from graders.errors import ChildGone, KitError
from graders.exercise import Exercise, exercise_ids
from graders.harness import isolation, limits
from graders.harness.channel import Message
from graders.harness.child.job import Job
from graders.harness.drivers.app import AppDriver
from graders.harness.drivers.client import ClientDriver
from graders.harness.drivers.generator import GeneratorDriver
from graders.harness.drivers.real_time import RealTimeDriver
from graders.harness.drivers.stub_server import StubServer
from graders.harness.loopback import listening_socket
from graders.harness.process import Child
from graders.harness.readable import leads_astray
from graders.harness.session import Session
from graders.harness.surroundings import killed_for_memory, prove_surroundings
from graders.interrupts import undisturbed
from graders.stand_ins import whole_source
from graders.transcript import MAX_TEXT, Blocked, Problem, Transcript, one_of

Script = Callable[["Rig"], Awaitable[None]]
Driver = TypeVar("Driver", bound=AppDriver)

MOST_BLOCKED = 100
"""A transcript tells of so many calls that stood still on the event loop."""


async def observe(
    session: Session,
    exercise: Exercise,
    script: Script,
    folder: Path,
    seed: int,
    *,
    stand_ins: Collection[str] = (),
    imported: Callable[[str], None] = lambda sibling: None,
    text: str | None = None,
) -> Transcript:
    """Play `script` against the exercise's file in `folder` and return what was seen.

    `imported` is called with the id of each other exercise whose file it imports; for those in
    `stand_ins` it gets the kit's own. A `text` is run in the place of what is in the file.
    Whatever the submission does ends up in the transcript; an exception from here means that the
    kit itself does not work.
    """
    transcript = Transcript(problem=unreadable(folder / exercise.file))
    if transcript.problem is None:
        source = random.Random(f"{seed} {exercise.id}")
        rig = Rig(
            session,
            exercise,
            folder,
            source,
            transcript,
            stand_ins=stand_ins,
            imported=imported,
            text=text,
        )
        killed = killed_for_memory()
        try:
            await script(rig)
        except ChildGone as gone:
            transcript.problem = gone.problem
        if transcript.problems or _any_cut(transcript):
            prove_surroundings()
        if _any_killed(transcript) and killed_for_memory() > killed:
            raise KitError("the system ran out of memory, and killed a process")
        await session.self_test.after(exercise, transcript, partial(observe, session))
    return transcript


class Rig:
    """What a grader's script plays on; while it does, the transcript grows."""

    def __init__(
        self,
        session: Session,
        exercise: Exercise,
        folder: Path,
        source: random.Random,
        transcript: Transcript,
        *,
        stand_ins: Collection[str] = (),
        imported: Callable[[str], None] = lambda sibling: None,
        text: str | None = None,
    ) -> None:
        self.random = source
        self.transcript = transcript
        self.scratch = Path(tempfile.mkdtemp(prefix=f"{exercise.id}-", dir=session.folder))
        isolation.give(self.scratch)
        self._session = session
        self._exercise = exercise
        self._folder = folder
        self._stand_ins = stand_ins
        self._imported = imported
        self._text = text

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[AppDriver]:
        """Serve the file's app; the scratch folder is its working directory."""
        async with self._serve(self._job(), AppDriver) as server:
            yield server

    @asynccontextmanager
    async def serve_in_real_time(self) -> AsyncIterator[RealTimeDriver]:
        """Serve the file's app on the real clock."""
        async with self._serve(replace(self._job(), real_time=True), RealTimeDriver) as server:
            yield server

    @asynccontextmanager
    async def _serve(self, job: Job, driver: type[Driver]) -> AsyncIterator[Driver]:
        listener = listening_socket()
        port = listener.getsockname()[1]
        child = await Child.start(job, listener)
        async with self._ending(child), self._session.new_client() as client:
            server = driver(child, client, port, self.transcript)
            try:
                await server.start()
                yield server
                await server.hear_out()
            finally:
                await undisturbed(server.leave_all())

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
        async with StubServer() as upstream:
            child = await Child.start(self._job(), None)
            async with self._ending(child):
                client = ClientDriver(child, upstream, self.transcript)
                await client.start()
                yield client

    @asynccontextmanager
    async def _ending(self, child: Child) -> AsyncIterator[None]:
        child.handlers["blocked"] = self._note_blocked
        child.handlers["imported"] = self._note_imported
        child.handlers["bare_yields"] = self._note_bare_yields
        try:
            with self._session.watchdog.over(child):
                yield
        finally:
            await undisturbed(child.stop())
            self.transcript.output = child.output

    def mentions(self, word: str) -> bool:
        """Whether the file, or one beside it, has this word in it."""
        files = [path for path in self._folder.glob("*.py") if unreadable(path) is None]
        texts = [path.read_text("utf-8", "replace") for path in files]
        return any(re.search(rf"\b{word}\b", text) for text in (self._text or "", *texts))

    def _note_imported(self, event: Message) -> None:
        sibling = one_of(exercise_ids(), event["name"])
        self._imported(sibling)

    def _note_bare_yields(self, event: Message) -> None:
        self.transcript.bare_yields = [int(line) for line in event["lines"]]

    def _note_blocked(self, event: Message) -> None:
        texts = (event["call"], f"{event['file']}:{event['line']}", event["source"])
        if len(self.transcript.blocked) < MOST_BLOCKED:
            self.transcript.blocked.append(Blocked(*(str(text)[:MAX_TEXT] for text in texts)))

    def _job(self) -> Job:
        return Job(
            folder=str(self._folder.resolve()),
            file=self._exercise.file,
            role=self._exercise.role,
            name=self._exercise.name,
            scratch=str(self.scratch),
            certificates=str(self._session.certificates),
            readable=self._session.readable(self._folder),
            confined=isolation.confines(),
            user=isolation.user(),
            siblings=tuple(id for id in exercise_ids() if id != self._exercise.id),
            stand_ins={id: whole_source(id) for id in self._stand_ins},
            text=self._text,
        )


def _any_cut(transcript: Transcript) -> bool:
    return any(stream.end not in ("open", "complete") for stream in transcript.streams.values())


def _any_killed(transcript: Transcript) -> bool:
    return any(problem.kind == "killed" for problem in transcript.problems)


def unreadable(path: Path) -> Problem | None:
    """Return why the submitted file `path` cannot be read, if it cannot."""
    try:
        size = path.stat().st_size
        if like := _named_like(path):
            return Problem("missing", _missing(path, like))
        if not path.is_file():
            return Problem("unreadable", f"{path.name} is no regular file")
        if size > limits.SOURCE:
            return Problem("limit", f"{path.name} is larger than {limits.size(limits.SOURCE)}")
        if leads_astray(path):
            return Problem("unreadable", f"{path.name} is a link into the kit itself")
        with path.open("rb") as file:
            file.read(1)
            return None
    except FileNotFoundError:
        return Problem("missing", _missing(path, _named_like(path)))
    except OSError as error:
        return Problem("unreadable", f"{path.name} cannot be read: {error.strerror}")


def _missing(path: Path, like: str | None) -> str:
    return f"there is no file {path.name} in the folder" + (f", only {like}" if like else "")


def _named_like(path: Path) -> str | None:
    """Return the name with other capitals that the file has, if it has not its own.

    macOS and Windows find it by that name too. But Linux does not, nor does an import anywhere.
    """
    with contextlib.suppress(OSError):  # the folder may have no listing
        names = os.listdir(path.parent)
        if path.name not in names:
            return next((name for name in names if name.lower() == path.name.lower()), None)
    return None
