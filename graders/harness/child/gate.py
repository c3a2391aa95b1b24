"""A gate before the student's generators: none goes on to its next item until the grader says so.

A generator that runs on the event loop's thread stops the loop while it is held, as a slow model
would.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import threading
from collections.abc import Callable
from typing import Any, Protocol

from graders.harness.child.sources import Resume, Source
from graders.harness.child.worker_threads import Work, current_work

POOL_THREADS = ("AnyIO worker thread", "asyncio_")
"""How the threads are named that Starlette and asyncio run blocking code on."""
MOST_HELD = 1_000
"""Times that sources are held, until a stream that is no reply goes on by itself."""

MOST_FOLLOWERS = 500


class GateHost(Protocol):
    """What a gate needs of whoever talks to the grader."""

    def on_loop_thread(self) -> bool:
        """Whether the caller runs on the event loop's own thread."""

    def handle_until(self, done: Callable[[], bool]) -> None:
        """Handle the grader's messages, blocking, until `done()`."""

    def look_again(self) -> None:
        """Have the event loop look whether everything has settled now."""


class Gate:
    """Holds sources before every item but the first; `release` lets each go on by one item.

    A source that is asked while another's demand goes through it is not held again: nothing was
    given or sent since, so there is nothing new to see. It is noted among the `followers`.
    """

    def __init__(self, reception: GateHost) -> None:
        self._reception = reception
        self._turn = 0
        # The lock of all that generators in several threads share. Nobody keeps it while they wait
        # for the grader, so one held thread never stops another.
        self._turned = threading.Condition()
        # A thread sleeps on the condition. A coroutine must not, as its whole event loop would stop
        # with it, so each awaits a future.
        self._awaiting: list[asyncio.Future[None]] = []
        self._calls: list[Work] = []
        self._held = 0
        self._moves = 0
        self._moves_at_hold = -1
        self._process = os.getpid()
        self.waiting: list[dict[str, Any]] = []
        self.followers: list[dict[str, Any]] = []

    def release(self) -> None:
        """Let every source that waits now make one more item; called on the loop's thread.

        From here on they count as busy, although a thread may take its time to wake up.
        """
        with self._turned:
            self._turn += 1
            self.waiting.clear()
            for call in self._calls:
                call.waits = False
            self._calls.clear()
            awaiting, self._awaiting = self._awaiting, []
            self._turned.notify_all()
        # Each future belongs to a loop, which may be one that the student runs in another thread.
        # No other thread may resolve it.
        for future in awaiting:
            with contextlib.suppress(RuntimeError):  # a loop of the student's that is closed
                future.get_loop().call_soon_threadsafe(_wake, future)

    def take_followers(self) -> list[dict[str, Any]]:
        """Return who was asked since this was last called, and went on without being held."""
        with self._turned:
            followers, self.followers = self.followers, []
            return followers

    def given(self, source: Source) -> None:
        """Note that a source has given an item."""
        self._moves += 1

    def sent(self) -> None:
        """Note that the app has sent something."""
        self._moves += 1

    def before(self, resume: Resume) -> None:
        """Hold a source, on whatever thread it runs, until the next release."""
        on_loop = self._reception.on_loop_thread()
        turn = self._enter(resume, on_loop=on_loop, call=None if on_loop else current_work())
        if turn is None:
            return
        # On the loop's thread nobody else can hear the grader now, so the held
        # source has to listen.
        if on_loop:
            self._reception.handle_until(lambda: self._turn > turn)
            return
        # The loop has seen this thread busy, and may be asleep. Now that the thread waits, it has
        # to look again, or the grader's question would stay open.
        self._reception.look_again()
        with self._turned:
            # The number is compared, so a release that came before this line is not missed.
            self._turned.wait_for(lambda: self._turn > turn)

    async def before_async(self, resume: Resume) -> None:
        """Hold an asynchronous source until the next release; its event loop goes on."""
        turn = asyncio.get_running_loop().create_future()
        if self._enter(resume, future=turn) is None:
            return
        if not self._reception.on_loop_thread():
            self._reception.look_again()
        await turn

    def _enter(
        self,
        resume: Resume,
        *,
        call: Work | None = None,
        future: asyncio.Future[None] | None = None,
        on_loop: bool = False,
    ) -> int | None:
        """Note that a source is asked; return the turn after which it may go on, if it waits."""
        source = resume.source
        about = {
            "source": source.number,
            "item": resume.item,
            "on_loop": on_loop,
            "own_thread": not on_loop and call is None and future is None,
            "kind": source.kind,
            "name": source.name,
            "text": resume.text,
        }
        with self._turned:
            # A process that the student has forked has a copy of this gate,
            # which nobody would open.
            if self._held >= MOST_HELD or os.getpid() != self._process:
                return None
            if self._moves == self._moves_at_hold and not self.waiting:
                if len(self.followers) < MOST_FOLLOWERS:
                    self.followers.append(about)
                return None
            self._held += 1
            self._moves_at_hold = self._moves
            self.waiting.append(about)
            if call is not None:
                # A thread that waits for the grader is not busy. Else nothing would ever settle.
                call.waits = True
                self._calls.append(call)
            if future is not None:
                self._awaiting.append(future)
            return self._turn


def _wake(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
