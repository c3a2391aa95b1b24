"""Run an event loop that a signal ends cleanly: what goes on is cancelled, and can clean up."""

from __future__ import annotations

import asyncio
import contextlib
import signal
from collections.abc import Callable, Coroutine, Iterator
from typing import Any, TypeVar

from graders.ending import ENDING
from graders.errors import Interrupted

T = TypeVar("T")


def run(work: Coroutine[Any, Any, T]) -> T:
    """Do `work` in an event loop of its own; raise `Interrupted` when a signal ended it."""
    return asyncio.run(_until_interrupted(work), debug=False)


async def undisturbed(work: Coroutine[Any, Any, T]) -> T:
    """Do `work` to its end; a cancellation that comes meanwhile is raised only then.

    For what must not be left half done: a process to end, sockets to close.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait({task})
        raise


async def _until_interrupted(work: Coroutine[Any, Any, T]) -> T:
    task, numbers = asyncio.ensure_future(work), list[int]()

    def end(number: int) -> None:
        numbers.append(number)
        # Cancelled, not ended at once: the observation has processes to kill and folders to remove.
        task.cancel()

    try:
        with _heard_by(end):
            return await task
    except asyncio.CancelledError:
        raise Interrupted(*numbers[:1]) from None


@contextlib.contextmanager
def _heard_by(end: Callable[[int], None]) -> Iterator[None]:
    """Have the running event loop call `end` with each signal, where this is the main thread."""
    loop, before = asyncio.get_running_loop(), {}
    for number in ENDING:
        if signal.getsignal(number) is signal.SIG_IGN:
            continue  # as under nohup: whoever started this does not want it to end so
        with contextlib.suppress(RuntimeError, ValueError):
            try:
                loop.add_signal_handler(number, end, number)
            except (
                NotImplementedError
            ):  # Windows; an exception would end any task but the right one
                before[number] = signal.signal(number, _passing_on(loop, end))
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _passing_on(
    loop: asyncio.AbstractEventLoop, end: Callable[[int], None]
) -> Callable[[int, object], None]:
    def pass_on(number: int, frame: object) -> None:
        loop.call_soon_threadsafe(end, number)

    return pass_on
