"""The memory of a server's process while it streams a large log, and while its client stalls."""

from __future__ import annotations

import asyncio
import re
import sys
import time
from pathlib import Path

import psutil

from graders.harness.drivers.app import AppDriver, OpenRequest
from graders.harness.stuck import REPLY_TIMEOUT, TICK
from graders.transcript import Memory

SAMPLED_EVERY = 1 << 20
"""Bytes received between two looks at the memory."""


async def measure(
    server: AppDriver, path: str, log: Path, *, lines: int, line_size: int, before: int
) -> None:
    """Let `log` grow to `lines` lines of `line_size` bytes and stream it; note the memory needed.

    The client stops reading after the first piece until everything has settled, then reads on.
    `before` is what the process needed before it had seen any large log.
    """
    log_size = _grow(log, lines, line_size)
    live = server.open(path, keep=False, limit=log_size)
    live.on_arrival = live.reading.clear
    await server.go_on(lambda: not live.reading.is_set(), live)
    state = await server.settle()
    if state.other_threads:
        await _standstill(server.pid)
    looks = _Looks(server.pid, live, before)
    looks.take()
    live.on_arrival = looks.take_now_and_then
    live.reading.set()
    await server.finish(live)
    server.transcript.memory.append(Memory(log_size, live.received, tuple(looks.samples)))


async def _standstill(pid: int) -> None:
    """Wait until threads that no event loop knows of have stopped to take more memory."""
    last, since = anonymous_memory(pid), time.monotonic()
    while time.monotonic() - since < REPLY_TIMEOUT:
        await asyncio.sleep(TICK)
        if last != (last := anonymous_memory(pid)):
            since = time.monotonic()


class _Looks:
    """Looks at the memory above `before`, each with what had been received by then."""

    def __init__(self, pid: int, live: OpenRequest, before: int) -> None:
        self.samples: list[tuple[int, int]] = []
        self._pid = pid
        self._live = live
        self._before = before
        self._next = SAMPLED_EVERY

    def take(self) -> None:
        memory = anonymous_memory(self._pid) - self._before
        self.samples.append((self._live.received, memory))

    def take_now_and_then(self) -> None:
        if self._live.received >= self._next:
            self._next = self._live.received + SAMPLED_EVERY
            self.take()


def anonymous_memory(pid: int) -> int:
    """Return the bytes of memory that belong to a process alone, without pages of mapped files.

    Where the system does not tell these apart, resident memory stands in.
    """
    if sys.platform == "linux":
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            return 0
        found = re.search(r"RssAnon:\s+(\d+) kB", status)
        if found is not None:
            return int(found[1]) * 1024
    try:
        process = psutil.Process(pid)
        try:
            return int(process.memory_full_info().uss)
        except psutil.AccessDenied:
            return int(process.memory_info().rss)
    except psutil.Error:
        return 0


def _grow(log: Path, lines: int, line_size: int) -> int:
    """Make `log` one of `lines` equal lines and return its size in bytes.

    The lines consist of NUL, which most file systems keep without using any space for it.
    """
    with log.open("wb") as file:
        for number in range(1, lines + 1):
            file.seek(number * line_size - 1)
            file.write(b"\n")
    return lines * line_size
