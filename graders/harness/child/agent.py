"""The student's process as the grader steers it: messages in, replies and events out.

Messages are handled when the event loop looks for I/O, or, without a loop, one after the other.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from time import perf_counter
from typing import Any

from anyio import CapacityLimiter

from graders.errors import ProtocolError
from graders.harness.channel import BlockingChannel, Message
from graders.harness.child.gate import POOL_THREADS, Gate
from graders.harness.child.real_clock import RealClockLoop
from graders.harness.child.seal import BROKEN
from graders.harness.child.virtual_clock import VirtualClockLoop

Handler = Callable[..., "dict[str, Any] | None"]

WATCHING_THREAD = "grader's end"
"""Name of the thread that waits for the grader to go away."""
GRADER_IS_GONE, CHANGED = 70, 71
"""Exit statuses when there is nobody left to grade for, and when this process is not ours now."""


class Agent:
    """Answers the grader; what a role adds is registered in `handlers` and `snapshot`.

    Before it says anything it looks whether all that observes `is_whole`.
    """

    def __init__(self, channel: BlockingChannel) -> None:
        self._channel = channel
        self.is_whole: Callable[[], bool] = lambda: True
        self._thread = threading.get_ident()
        self._settling: Message | None = None
        self.gate = Gate(self)
        self.limiter: CapacityLimiter | None = None
        self.awaits_threads = True
        self.snapshot: Callable[[list[str]], dict[str, Any]] = lambda requests: {}
        self.caught_up: Callable[[Message], bool] = lambda message: True
        self.handlers: dict[str, Handler] = {}
        self.loop: VirtualClockLoop | RealClockLoop | None = None
        self.real_time = False
        self.sleeps_take_no_time = False
        self.begun = perf_counter()
        self.unawaited = 0.0
        """Seconds in worker threads that the student's own code does not await."""

    @property
    def clock_of_threads(self) -> VirtualClockLoop | None:
        """The loop on whose clock worker threads sleep; `None` where nobody moves it for them."""
        governed = self.awaits_threads and isinstance(self.loop, VirtualClockLoop)
        return self.loop if governed else None  # type: ignore[return-value]

    def new_loop(self) -> VirtualClockLoop | RealClockLoop:
        """Make the event loop that this process runs from now on."""
        self.loop = (RealClockLoop if self.real_time else VirtualClockLoop)(
            self._channel.sock, self
        )
        return self.loop

    def report(self, event: str, **facts: Any) -> None:
        """Tell the grader, unasked, that something happened."""
        self._say(event=event, **facts)

    def _say(self, **message: Any) -> None:
        if not self.is_whole():
            self._channel.send(event="refused", kind="garbled", message=BROKEN)
            os._exit(CHANGED)
        self._channel.send(**message)

    # What the event loop calls

    def idle(self, next_timer: float | None) -> None:
        """Answer a `settle` that waits, if no worker thread is busy either."""
        message = self._settling
        if message is None:
            return
        awaits_threads = self.awaits_threads and message["args"].get("threads", True)
        if awaits_threads and self._busy_threads():
            return
        # An idle loop alone proves nothing: the grader's request may still be on its way to it.
        if not self.caught_up(message):
            return
        self._settling = None
        told = self.snapshot(message["args"].get("requests", []))
        self._say(reply=message["id"], **self._state(next_timer), **told)

    def readable(self) -> None:
        """Handle what has arrived; without a grader there is no reason to go on."""
        try:
            messages = self._channel.receive()
        except (OSError, EOFError, ProtocolError):
            # Not `sys.exit`: the student's own code could catch that, and go on without us.
            os._exit(GRADER_IS_GONE)
        for message in messages:
            self._handle(message)

    def polls(self) -> None:
        """Tell the grader that the loop never rests."""
        self.report("polls")

    # What the gate calls

    def on_loop_thread(self) -> bool:
        """Whether the caller runs on the thread of the event loop."""
        return threading.get_ident() == self._thread

    def handle_until(self, done: Callable[[], bool]) -> None:
        """Stand in for the loop while a source holds its thread."""
        while not done():
            # The loop cannot become idle while this thread stands here, so its
            # question is answered here.
            self.idle(None)
            self.readable()

    def look_again(self) -> None:
        """Have the loop take another turn, so that it looks whether all has settled."""
        assert self.loop is not None
        self.loop.call_soon_threadsafe(lambda: None)

    def _handle(self, message: Message) -> None:
        if message["op"] == "settle":
            # No reply yet: it is given by `idle`, when the step has had all its effects.
            self._settling = message
            self._step(**message["args"]["step"])
            return
        reply = self.handlers[message["op"]](**message["args"])
        if reply is not None:
            self._say(reply=message["id"], **reply)

    def _step(self, advance: float = 0.0, release: bool = False) -> None:
        """Let things go on: move the clock, open the gate."""
        if self.loop is not None:
            self.loop.advance(advance)
        if release:
            self.gate.release()

    def _busy_threads(self) -> int:
        return self.loop.workers.busy if self.loop else 0

    def _state(self, next_timer: float | None) -> dict[str, Any]:
        return {
            "clock": self.loop.time() if self.loop else 0.0,
            "next_timer": next_timer,
            "busy_threads": self._busy_threads(),
            "waiting": list(self.gate.waiting),
            "followers": self.gate.take_followers(),
            "other_threads": sum(map(_is_the_students, threading.enumerate())),
        }


def _is_the_students(thread: threading.Thread) -> bool:
    ours = thread is threading.main_thread() or thread.name == WATCHING_THREAD
    return not ours and not thread.name.startswith(POOL_THREADS)
