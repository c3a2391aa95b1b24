"""Run an event loop that a signal ends cleanly: what goes on is cancelled, and can clean up."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Coroutine
from typing import Any, TypeVar

from graders.ending import ENDING
from graders.errors import Interrupted

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Do `work` in an event loop of its own; raise `Interrupted` when a signal ended it."""
    return asyncio.run(_until_interrupted(work), debug=False)


async def _until_interrupted(work: Coroutine[Any, Any, T]) -> T:
    task, numbers = asyncio.ensure_future(work), list[int]()

    def end(number: int) -> None:
        numbers.append(number)
        # Cancelled, not ended at once: the observation has processes to kill and folders to remove.
        task.cancel()

    for number in ENDING:
        if signal.getsignal(number) is signal.SIG_IGN:
            continue  # as under nohup: whoever started this does not want it to end so
        # Windows has no such handlers: there Python raises KeyboardInterrupt in the loop.
        with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
            asyncio.get_running_loop().add_signal_handler(number, end, number)
    try:
        return await task
    except asyncio.CancelledError:
        raise Interrupted(*numbers[:1]) from None
