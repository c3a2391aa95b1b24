"""Whether memory grows with the log that is streamed: judged on two sizes, or three."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from graders.errors import CheckFailed
from graders.text import count
from graders.transcript import Memory

FLAT = (0.25, 0.25, 0.5)
"""Bytes of memory for each more byte of log, for each size, which are no growth yet.

A lazy reader needs none, one that holds the log at least one. While the client stands still, the
buffers on the way to it hold half of the smallest log; a full buffer of 32 MB needs twice as much.
"""


def peak(memory: Memory) -> int:
    """Return the most that was needed."""
    return memory.peak


def stalled(memory: Memory) -> int:
    """Return what was needed while the client stood still."""
    return memory.stalled


def growth(memory: list[Memory], needed: Callable[[Memory], int]) -> float | None:
    """Return the bytes of memory for each more byte of log, if each larger log needed more."""
    points = [(0, 0), *((one.log_size, needed(one)) for one in memory)]
    slopes = [(m - n) / (longer - shorter) for (shorter, n), (longer, m) in pairwise(points)]
    grows = all(slope > flat for slope, flat in zip(slopes, FLAT, strict=False))
    return slopes[-1] if grows else None


def flat_until(before: Memory, log_size: int) -> float:
    """Return the most memory for a log of `log_size` bytes that is not growth."""
    return before.peak + FLAT[-1] * (log_size - before.log_size)


def flat(memory: list[Memory], needed: Callable[[Memory], int], where: str) -> None:
    """Fail if memory grows with the log; told in whole bytes, so that each run says the same."""
    slope = growth(memory, needed)
    if slope is not None:
        each = count(max(1, round(slope)), "byte")
        got = f"about {each} more for each byte of log"
        raise CheckFailed("the same memory for each log", got, where)
