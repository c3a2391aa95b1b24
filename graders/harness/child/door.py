"""A door before the app: requests wait there, so that no slow client decides when they begin."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Any

from graders.harness.child.agent import Handler


class Door:
    """Lets requests in at once, unless the grader has closed it."""

    def __init__(self) -> None:
        self._closed = False
        self._waiting: deque[asyncio.Future[None]] = deque()

    async def enter(self) -> None:
        """Wait to be let in, if the door is closed."""
        if self._closed:
            # A future for each, not one event for all: they are let in one by
            # one, in the order they came.
            turn = asyncio.get_running_loop().create_future()
            self._waiting.append(turn)
            await turn

    @property
    def handlers(self) -> dict[str, Handler]:
        """What the grader may ask for."""
        return {"close_door": self._close, "open_door": self._open}

    def _close(self) -> dict[str, Any]:
        """Make all requests wait that come from now on."""
        self._closed = True
        return {}

    def _open(self, one_by_one: bool) -> dict[str, Any]:
        """Let in what comes from now on, and what waits: all of it now, or one at each `let_in`."""
        self._closed = False
        while self._waiting and not one_by_one:
            self.let_in()
        return {}

    def let_in(self) -> None:
        """Let in the first that waits; the app sees it in the event loop's next turn."""
        if self._waiting and not self._closed:
            turn = self._waiting.popleft()
            if not turn.done():  # its client may have gone
                turn.set_result(None)
