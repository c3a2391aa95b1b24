"""One child process: started, watched, spoken to, and ended with everything it started."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from graders.errors import ChildGone, KitError, NoReply, ProtocolError
from graders.harness import fresh, limits, zygote
from graders.harness.channel import Message, decode, encode, received_lines
from graders.harness.child.job import Job
from graders.harness.forked import Forked
from graders.harness.output import Output
from graders.harness.process_tree import kill_tree, with_descendants
from graders.harness.stuck import PREPARED_WITHIN, REPLY_TIMEOUT, STUCK_AFTER, TICK, IdleTime
from graders.interrupts import undisturbed
from graders.transcript import Problem

T = TypeVar("T")

MOST_MESSAGES, MOST_TOLD = 100_000, 64 << 20
"""Messages, and bytes of them, that a child of ours never comes near."""
CRASHED = 0xC0000000
"""From here on, an exit status of Windows tells of a crash."""
CRASHES = {
    0xC0000005: "an access violation",
    0xC0000017: "a lack of memory",
    0xC000001D: "an illegal instruction",
    0xC0000094: "a division by zero",
    0xC00000FD: "a stack overflow",
    0xC000013A: "Ctrl-C",
    0xC0000142: "a library that could not be started",
    0xC0000374: "a corrupted heap",
    0xC0000409: "abort()",
}
GARBLED = Problem("garbled", "it wrote to a file descriptor that is not its own")


@contextmanager
def validated() -> Iterator[None]:
    """Take a child's words apart; raise `ChildGone` when they are not what ours would say."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise ChildGone(GARBLED) from error


class Child:
    """A process that runs one submitted file. Made by `start`, ended by `stop`.

    `begun` says that the student's first line is about to run. What fails before that is the
    kit's own fault.
    """

    def __init__(self) -> None:
        self.pulse = 0
        self.begun = False
        self.handlers: dict[str, Callable[[Message], None]] = {
            "begun": self._note_begun,
            "refused": lambda event: self.blame(Problem.from_message(event)),
        }
        # Until `listen` nothing is read: an event that has no handler yet would look like garbage.
        self._listening = asyncio.Event()
        self._process: Forked | fresh.Fresh
        self._control: socket.socket
        self._unsent = bytearray()
        self._sender: asyncio.Task[None] | None = None
        self._output_transport: asyncio.BaseTransport | None = None
        self._lifeline: socket.socket
        self._replies: dict[int, asyncio.Future[Message]] = {}
        self._numbers = itertools.count()
        self._problem: Problem | None = None
        self._gone = asyncio.get_running_loop().create_future()
        self._output = Output(self._printed_too_much)
        self._job: Job
        self._readers: list[asyncio.Task[None]] = []

    @classmethod
    async def start(cls, job: Job, listener: socket.socket | None) -> Child:
        """Start a child for `job`; `listener` then belongs to it."""
        child = cls()
        child._job = job
        control, its_control = socket.socketpair()
        child._lifeline, its_lifeline = socket.socketpair()
        child._process = fresh.take() if zygote.METHOD == "spawn" else Forked()
        # The child has copies of these. Ours have to be closed, or we would
        # never see that it has gone.
        with its_control, its_lifeline, listener or contextlib.nullcontext():
            child._process.begin(job, its_control, its_lifeline, listener)
        control.setblocking(False)
        child._control = control
        try:
            await undisturbed(child._read())
        except BaseException:  # such as a cancellation: nobody else knows of it yet
            await undisturbed(child.stop())
            raise
        return child

    async def _read(self) -> None:
        """Begin to read what it says and what it prints."""
        output_reader, self._output_transport = await self._process.open_output()
        self._readers = [
            asyncio.create_task(self._read_messages()),
            asyncio.create_task(self._output.read(output_reader)),
        ]

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    @property
    def scratch(self) -> str:
        """The folder that it works in."""
        return self._job.scratch

    def count_started(self) -> int:
        """Return how many processes the student's code has started that are still there."""
        return len(with_descendants(self.pid)) - 1

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

    def end(self, problem: Problem) -> None:
        """Kill the process and all it has started; `problem` is the reason."""
        self.blame(problem)
        kill_tree(self.pid)

    def _printed_too_much(self) -> None:
        self.end(Problem("limit", f"printed more than {limits.size(limits.OUTPUT)}"))

    async def ask(self, op: str, /, patience: float = STUCK_AFTER, **args: object) -> Message:
        """Have the child do `op`; return its reply, or raise `ChildGone` or `NoReply`."""
        number = self.tell(op, **args)
        reply = self._replies[number] = asyncio.get_running_loop().create_future()
        # Most replies come within a tick, and a watch over the process would cost more than that.
        await asyncio.wait({reply}, timeout=min(TICK, patience))
        return reply.result() if reply.done() else await self.wait_for(reply, patience)

    def tell(self, op: str, /, **args: object) -> int:
        """Have the child do `op` without waiting for it; return the message's number."""
        number = next(self._numbers)
        self._unsent += encode({"op": op, "id": number, "args": args})
        self._send()
        return number

    def _send(self) -> None:
        """Send what there is room for; the rest follows when there is room again."""
        if self._sender is not None and not self._sender.done():
            return
        try:
            del self._unsent[: self._control.send(self._unsent)]
        except BlockingIOError:
            pass  # as a process that takes nothing is stuck, which will be noticed
        except OSError:
            self._unsent.clear()  # it is gone, which will be noticed too
        if self._unsent:
            self._sender = asyncio.create_task(self._send_rest())

    async def _send_rest(self) -> None:
        with contextlib.suppress(OSError):
            while self._unsent:
                rest = bytes(self._unsent)
                self._unsent.clear()
                await asyncio.get_running_loop().sock_sendall(self._control, rest)

    async def wait_for(self, what: Awaitable[T], patience: float = STUCK_AFTER) -> T:
        """Await what only the child can bring about.

        Raises `ChildGone` when the child is gone, or stuck for `STUCK_AFTER`; `KitError` when that
        happened before the student's first line; and `NoReply` when a shorter `patience` is over.
        A child that works gets `REPLY_TIMEOUT` at least.
        """
        awaited = asyncio.ensure_future(what)
        try:
            tick = min(TICK, patience / 5)
            await asyncio.wait({awaited, self._gone}, timeout=tick, return_when="FIRST_COMPLETED")
            if not awaited.done():
                await self._watch({awaited, self._gone}, patience, tick)
            if not awaited.done():
                raise self._lost(await self._how_it_ended())
            return awaited.result()
        finally:
            awaited.cancel()
            await asyncio.wait({awaited})

    async def _watch(self, awaited: set[asyncio.Future[Any]], patience: float, tick: float) -> None:
        """Wait for one of `awaited`, or until the process has had its chance for `patience`."""
        watch, pulse = IdleTime(self.pid), self.pulse
        while not (await asyncio.wait(awaited, timeout=tick, return_when="FIRST_COMPLETED"))[0]:
            if self.pulse != pulse:
                watch, pulse = IdleTime(self.pid), self.pulse
            # What the kit itself takes, until the student's first line, is charged to nobody.
            most = patience if self.begun else max(patience, PREPARED_WITHIN)
            if watch.unused_seconds() > max(most, REPLY_TIMEOUT) or watch.asleep > most:
                if self._process.exitcode is not None:  # somebody else holds its end of the channel
                    raise self._lost(await self._how_it_ended())
                if most < STUCK_AFTER:
                    raise NoReply
                raise self._lost(await self._how_it_is_stuck())

    def _lost(self, problem: Problem) -> ChildGone | KitError:
        """Return what to raise when the process is lost: the student's problem, or the kit's."""
        if self.begun:
            return ChildGone(problem)
        said = self.output.strip().rpartition("\n")[2]
        return KitError(f"a process could not be prepared: {said or problem.message}")

    def _note_begun(self, event: Message) -> None:
        self.begun = True

    async def ended(self) -> Problem:
        """Wait until the process has gone, however long it takes, and return why."""
        await asyncio.shield(self._gone)
        return await self._how_it_ended()

    async def stop(self) -> None:
        """Kill the process and all it has started; nothing of it survives."""
        self._listening.set()
        kill_tree(self.pid)
        await asyncio.to_thread(self._process.join)
        # A process that got away may still hold the other end, and then this
        # one never ends by itself.
        going_on = [*self._readers, *filter(None, [self._sender])]
        waits = asyncio.gather(*going_on, return_exceptions=True)
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(waits, STUCK_AFTER)
        self._control.close()
        if self._output_transport is not None:
            self._output_transport.close()
        self._lifeline.close()
        self._process.close()

    async def _read_messages(self) -> None:
        await self._listening.wait()
        messages = told = 0
        try:
            async for line in received_lines(self._control):
                messages, told = messages + 1, told + len(line)
                if messages > MOST_MESSAGES or told > MOST_TOLD:
                    raise ProtocolError("it never ends")
                self._receive(decode(line))
                await asyncio.sleep(0)  # a child that talks without a pause is not alone
        except (ProtocolError, ValueError, KeyError, TypeError, ArithmeticError):
            self.blame(GARBLED)
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
        # What was said comes first: a process that we have ended only looks killed.
        if self._problem is not None:
            return self._problem
        await asyncio.to_thread(self._process.join, STUCK_AFTER)
        code = self._process.exitcode
        if code is None:
            return Problem("garbled", "it closed a file descriptor that is not its own")
        if code < 0:
            return Problem("killed", f"the process was ended by {_signal_name(-code)}")
        if code >= CRASHED:
            name = CRASHES.get(code, "an error that has no name here")
            return Problem("killed", f"the process was ended by {name} ({code:#010x})")
        return Problem("exited", f"the process exited with status {code}")

    async def _how_it_is_stuck(self) -> Problem:
        from graders.harness.standing import where_stuck  # much comes with it, and it is rare

        file, line, source = await asyncio.to_thread(
            where_stuck, self.pid, self._job, self._lifeline
        )
        message = f"no sign of life for {STUCK_AFTER:g} seconds"
        return Problem("stuck", message, file=file, line=line, source=source)


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
