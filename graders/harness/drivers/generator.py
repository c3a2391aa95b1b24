"""A submitted generator function: calls of it, and its tokens, taken a few at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from graders.errors import ChildGone
from graders.harness.channel import Message
from graders.harness.process import Child, validated
from graders.transcript import (
    MAX_TEXT,
    Call,
    Problem,
    Token,
    Transcript,
)

MAX_TOKEN = 11_000
"""Characters of one token beyond which nothing is kept."""


class GeneratorDriver:
    """The student's generator function in a child process."""

    def __init__(self, child: Child, transcript: Transcript) -> None:
        self._child = child
        self._transcript = transcript
        self._streams: dict[str, int] = {}
        self._ready = asyncio.Event()
        child.handlers["ready"] = self._note_ready

    async def start(self) -> None:
        """Wait until the file is loaded; raise `ChildGone` when it cannot be."""
        self._child.listen()
        await self._child.wait_for(self._ready.wait())

    async def call(self, prompt: str, *, name: str) -> None:
        """Call the function with `prompt`; `name` enters the call in the transcript."""
        call = self._transcript.calls[name] = Call(prompt)
        with _noting(call):
            reply = await self._ask(call, "call", prompt=prompt)
            if call.problem is None:
                self._streams[name] = int(reply["stream"])
                call.type = str(reply["type"])[:MAX_TEXT]
                call.iterable = bool(reply["iterable"])
                call.asynchronous = bool(reply["asynchronous"])
                call.finished = bool(reply["finished"])

    async def take(self, name: str, limit: int) -> None:
        """Take up to `limit` more tokens of the call `name`."""
        call = self._transcript.calls[name]
        if call.problem is None:
            with _noting(call):
                reply = await self._ask(call, "take", stream=self._streams[name], limit=limit)
                call.tokens += [_token(token) for token in reply["tokens"]]
                call.more = bool(reply.get("more", False))
                call.finished &= not reply["ran"]

    async def _ask(self, call: Call, op: str, **arguments: Any) -> Message:
        reply = await self._child.ask(op, **arguments)
        if "problem" in reply:
            call.problem = Problem.from_message(reply["problem"], stage="call")
        return reply

    async def take_all(self, prompt: str, *, name: str, limit: int) -> None:
        """Call the function with `prompt` and take its tokens, but no more than `limit`."""
        await self.call(prompt, name=name)
        await self.take(name, limit)

    def _note_ready(self, event: Message) -> None:
        self._transcript.ready = True
        self._ready.set()


@contextmanager
def _noting(call: Call) -> Iterator[None]:
    """Note in `call` what ends the observation in here."""
    try:
        with validated():
            yield
    except ChildGone as ended:
        call.problem = ended.problem
        raise


def _token(token: Any) -> Token:
    text, kind = token
    if not isinstance(text, str) or not isinstance(kind, str):
        raise TypeError("a token is told in text")
    return Token(text[:MAX_TOKEN], kind[:MAX_TEXT])
