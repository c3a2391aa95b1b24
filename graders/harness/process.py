"""One child process: started, watched, spoken to, and ended with everything it started."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import linecache
import os
import re
import signal
import socket
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeVar

import psutil

from graders.harness.channel import MAX_LINE, Garbled, Message, decode, encode
from graders.harness.child.job import TRACE_FILE, TRACE_SIGNAL, Job
from graders.harness.starting import CONTEXT
from graders.harness.transcript import Problem

T = TypeVar("T")

PATIENCE = 2.5
"""Seconds in which a process could have run, and did nothing one could see, until it is stuck."""
QUIET = 0.5
"""The same, until what a process has not done by now is taken as not going to happen."""
TICK = 0.1
OUTPUT_KEPT = 16_384
"""Bytes of a student's output that are kept from its beginning, and as many from its end."""


GARBLED = Problem("garbled", "it wrote to a file descriptor that is not its own")


class Ended(Exception):
    """The child cannot be observed any longer; `problem` says why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Quiet(Exception):
    """Nothing happened although it could have."""


@contextmanager
def understood() -> Iterator[None]:
    """Take a child's words apart; raise `Ended` when they are not what one of ours would say."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Ended(GARBLED) from error


class Child:
    """A process that runs one submitted file. Made by `start`, ended by `stop`."""

    def __init__(self) -> None:
        self.pulse = 0
        self.handlers: dict[str, Callable[[Message], None]] = {
            "refused": lambda event: self.blame(Problem.from_message(event)),
        }
        self._listening = asyncio.Event()
        self._process: BaseProcess
        self._writer: asyncio.StreamWriter
        self._output_writer: asyncio.StreamWriter  # never used, but it must stay open
        self._replies: dict[int, asyncio.Future[Message]] = {}
        self._numbers = itertools.count()
        self._problem: Problem | None = None
        self._gone = asyncio.get_running_loop().create_future()
        self._output = _Output()
        self._job: Job
        self._readers: list[asyncio.Task[None]] = []

    @classmethod
    async def start(cls, job: Job, listener: socket.socket | None) -> Child:
        """Start a child for `job`; `listener` then belongs to it."""
        child = cls()
        child._job = job
        control, its_control = socket.socketpair()
        output, its_output = socket.socketpair()
        with its_control, its_output, listener or contextlib.nullcontext():
            arguments = (its_control, its_output, listener)
            child._process = CONTEXT.Process(target=job.run, args=arguments, daemon=True)
            child._process.start()
        reader, child._writer = await asyncio.open_connection(sock=control, limit=MAX_LINE)
        output_reader, child._output_writer = await asyncio.open_connection(sock=output)
        child._readers = [
            asyncio.create_task(child._read_messages(reader)),
            asyncio.create_task(child._output.read(output_reader)),
        ]
        return child

    @property
    def pid(self) -> int:
        """The process id."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def output(self) -> str:
        """What the student's code has printed so far: its beginning and its end."""
        return self._output.text

    def listen(self) -> None:
        """Begin to take messages, now that there is a handler for every event."""
        self._listening.set()

    def blame(self, problem: Problem) -> None:
        """Remember what will be the reason when this process ends; the first one counts."""
        self._problem = self._problem or problem

    async def ask(self, op: str, /, patience: float = PATIENCE, **args: object) -> Message:
        """Have the child do `op` and return its reply; raise `Ended` or `Quiet` if none comes."""
        number = self.tell(op, **args)
        reply = self._replies[number] = asyncio.get_running_loop().create_future()
        await asyncio.wait({reply}, timeout=TICK)
        return reply.result() if reply.done() else await self.wait_for(reply, patience)

    def tell(self, op: str, /, **args: object) -> int:
        """Have the child do `op` without waiting for it; return the message's number."""
        number = next(self._numbers)
        self._writer.write(encode({"op": op, "id": number, "args": args}))
        return number

    async def wait_for(self, what: Awaitable[T], patience: float = PATIENCE) -> T:
        """Await what only the child can bring about.

        Raises `Ended` when the child is gone, or stuck for `PATIENCE`; raises `Quiet` when a
        shorter `patience` is over.
        """
        awaited = asyncio.ensure_future(what)
        try:
            await asyncio.wait({awaited, self._gone}, timeout=TICK, return_when="FIRST_COMPLETED")
            if not awaited.done():
                await self._watch({awaited, self._gone}, patience)
            if not awaited.done():
                raise Ended(await self._how_it_ended())
            return awaited.result()
        finally:
            awaited.cancel()
            await asyncio.wait({awaited})

    async def _watch(self, awaited: set[asyncio.Future[Any]], patience: float) -> None:
        """Wait for one of `awaited`, or until the process has had its chance for `patience`."""
        watch, pulse = _Watch(self.pid), self.pulse
        while not (await asyncio.wait(awaited, timeout=TICK, return_when="FIRST_COMPLETED"))[0]:
            if self.pulse != pulse:
                watch, pulse = _Watch(self.pid), self.pulse
            elif watch.unused_seconds() > patience:
                raise Quiet if patience < PATIENCE else Ended(await self._how_it_is_stuck())

    async def stop(self) -> None:
        """Kill the process and all it has started; nothing of it survives."""
        self._listening.set()
        _kill_tree(self.pid)
        await asyncio.to_thread(self._process.join)
        self._process.close()
        self._writer.close()
        _, pending = await asyncio.wait(self._readers, timeout=PATIENCE)
        for reader in pending:
            reader.cancel()
        self._output_writer.close()

    async def _read_messages(self, reader: asyncio.StreamReader) -> None:
        await self._listening.wait()
        try:
            while line := await reader.readline():
                self._receive(decode(line))
                await asyncio.sleep(0)  # a child that talks without a pause is not alone
        except (Garbled, ValueError, KeyError, TypeError):
            self.blame(GARBLED)
        except OSError:
            pass
        if not self._gone.done():
            self._gone.set_result(None)

    def _receive(self, message: Message) -> None:
        self.pulse += 1
        if "reply" not in message:
            self.handlers[message["event"]](message)
            return
        reply = self._replies.pop(message["reply"], None)
        if reply is not None and not reply.done():
            reply.set_result(message)

    async def _how_it_ended(self) -> Problem:
        if self._problem is not None:
            return self._problem
        await asyncio.to_thread(self._process.join, PATIENCE)
        code = self._process.exitcode
        if code is None:
            return Problem("garbled", "it closed a file descriptor that is not its own")
        if code < 0:
            return Problem("killed", f"the process was ended by {_signal_name(-code)}")
        return Problem("exited", f"the process exited with status {code}")

    async def _how_it_is_stuck(self) -> Problem:
        file, line, source = await asyncio.to_thread(where_it_stands, self.pid, self._job)
        message = f"no sign of life for {PATIENCE:g} seconds"
        return Problem("stuck", message, file=file, line=line, source=source)


class _Watch:
    """How long a process could have done something, and did not.

    A process that works is charged its CPU time, one that sleeps the time that passes, and one
    that waits for a turn on a busy machine nothing: a loaded machine makes nobody look stuck.
    """

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._unused = 0.0
        self._looked = time.monotonic()
        self._worked = self._cpu_seconds()

    def unused_seconds(self) -> float:
        now, worked = time.monotonic(), self._cpu_seconds()
        passed = min(now - self._looked, 2 * TICK)
        if worked > self._worked:
            self._unused += worked - self._worked
        elif not _any_thread_runnable(self._pid):
            self._unused += passed
        self._looked, self._worked = now, worked
        return self._unused

    def _cpu_seconds(self) -> float:
        try:
            times = psutil.Process(self._pid).cpu_times()
        except psutil.Error:
            return 0.0
        return float(times.user + times.system)


def _any_thread_runnable(pid: int) -> bool:
    """Whether a thread would run if it had a processor, or waits for a disk."""
    try:
        if sys.platform != "linux":
            return bool(psutil.Process(pid).status() == psutil.STATUS_RUNNING)
        stats = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/stat")]
    except (OSError, psutil.Error):
        return False
    return any(stat.rpartition(")")[2].split()[0] in "RD" for stat in stats)


class _Output:
    """The beginning and the end of a byte stream of any length."""

    def __init__(self) -> None:
        self._head = b""
        self._tail = b""
        self._left_out = 0

    async def read(self, reader: asyncio.StreamReader) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(1 << 16):
                self._keep(data)

    def _keep(self, data: bytes) -> None:
        room = OUTPUT_KEPT - len(self._head)
        self._head += data[:room]
        tail = self._tail + data[max(room, 0) :]
        self._left_out += max(len(tail) - OUTPUT_KEPT, 0)
        self._tail = tail[-OUTPUT_KEPT:]

    @property
    def text(self) -> str:
        gap = f"\n... {self._left_out} bytes left out ...\n".encode() if self._left_out else b""
        return (self._head + gap + self._tail).decode("utf-8", "backslashreplace")


def where_it_stands(pid: int, job: Job) -> tuple[str | None, int | None, str | None]:
    """Have a stuck child write its stack; return the student's innermost file, line and source."""
    trace = Path(job.scratch, TRACE_FILE)
    if TRACE_SIGNAL is None:
        return None, None, None
    with contextlib.suppress(OSError):
        os.kill(pid, TRACE_SIGNAL)
        deadline = time.monotonic() + QUIET
        while time.monotonic() < deadline and not trace.read_text().endswith("\n"):
            time.sleep(TICK / 10)
        return _innermost_line(trace.read_text(errors="replace"), os.path.realpath(job.folder))
    return None, None, None


def _innermost_line(trace: str, folder: str) -> tuple[str | None, int | None, str | None]:
    threads = sorted(trace.split("\n\n"), key=lambda thread: "Current thread" not in thread)
    for filename, line in re.findall(r'File "(.+)", line (\d+) in', "\n\n".join(threads)):
        if os.path.realpath(filename).startswith(folder + os.sep):
            source = linecache.getline(filename, int(line)).strip()
            return Path(filename).name, int(line), source
    return None, None, None


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _kill_tree(pid: int) -> None:
    """Kill a process, its descendants and what else is left of its session."""
    with contextlib.suppress(psutil.Error):
        family = psutil.Process(pid).children(recursive=True)
        for process in family:
            with contextlib.suppress(psutil.Error):
                process.kill()
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(psutil.Error):
        psutil.Process(pid).kill()
