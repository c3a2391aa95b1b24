"""The memory that a submission holds while it streams a large log, and while its client stalls."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import math
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graders.harness.anonymous_memory import anonymous_memory
from graders.harness.drivers.app import AppDriver
from graders.harness.in_transit import in_transit
from graders.harness.large_log import LargeLog, LogReader
from graders.harness.process_tree import with_descendants
from graders.harness.stuck import REPLY_TIMEOUT, TICK
from graders.transcript import Memory

SAMPLED_EVERY = 1 << 20
"""Bytes received between two looks at the memory."""
NO_FILE = ("/memfd:", "/dev/zero", "/dev/shm/", "/SYSV")
"""How the names of memory begin that processes share without a file on a disk."""
MAPPING = re.compile(r"^[0-9a-f]+-[0-9a-f]+ \S+ \S+ \S+ (\d+) +(\S.*)$")
RESIDENT = re.compile(r"^Rss: +(\d+) kB$")


async def measure(
    server: AppDriver,
    path: str,
    log: LargeLog,
    *,
    before: int,
    patient: bool = False,
    most: float = math.inf,
) -> Memory:
    """Stream the log and return the memory that this needs above `before`.

    The client stops reading after the first piece until everything has settled, then reads on, to
    the end or until `most` is exceeded; or until a slow server has shown enough, if not `patient`.
    """
    looks = _Looks(server.pid, before)
    reader = LogReader(server, path, log, patient=patient, enough=lambda: looks.highest > most)
    with reader:
        await reader.stall()
        state = await server.settle()
        # For these, the event loop's idleness says nothing; their memory has to
        # stand still by itself.
        if server.others(state):
            await _standstill(server.pid)
        looks.take(reader.live.received)
        reader.read_on(lambda: looks.take_now_and_then(reader.live.received))
        await reader.finish()
        return Memory(**vars(await reader.leave()), samples=tuple(looks.samples))


async def _standstill(pid: int) -> None:
    """Wait until threads and processes that no event loop of ours knows take no more memory."""
    last, since = held_memory(pid), time.monotonic()
    while time.monotonic() - since < REPLY_TIMEOUT:
        await asyncio.sleep(TICK)
        if last != (last := held_memory(pid)):
            since = time.monotonic()


class _Looks:
    """Looks at the memory above `before`, each with what had been received by then."""

    def __init__(self, pid: int, before: int) -> None:
        self.samples: list[tuple[int, int]] = []
        self.highest = 0
        self._pid = pid
        self._before = before
        self._next = SAMPLED_EVERY

    def take(self, received: int) -> None:
        memory = held_memory(self._pid) - self._before
        self.samples.append((received, memory))
        self.highest = max(self.highest, memory)

    def take_now_and_then(self, received: int) -> None:
        if received >= self._next:
            self._next = received + SAMPLED_EVERY
            self.take(received)


def held_memory(pid: int) -> int:
    """Return the bytes that a process and its descendants hold, without pages of mapped files.

    What is shared and belongs to no file counts once, whether it is mapped at the moment or not; so
    does what waits in pipes and sockets.
    """
    tree = with_descendants(pid)
    shared: Counter[str] = Counter()
    for process in tree:
        for name, size in (*_shared_memory(process).items(), *in_transit(process)):
            # Each process that maps it tells of the same memory; added up, it
            # would count several times.
            shared[name] = max(shared[name], size)
    return sum(map(anonymous_memory, tree)) + shared.total()


def _shared_memory(pid: int) -> Counter[str]:
    """Return the bytes of shared memory that is in no file, by its inode (on Linux)."""
    if sys.platform != "linux":
        return Counter()
    with _as_its_user(pid):
        found = Counter(dict(_open_memory(pid)))
        # smaps is slow to read, so only where there is something to find.
        if not re.search(r"RssShmem:\s+0 kB", status := _read(f"/proc/{pid}/status")) and status:
            found |= _mapped_memory(pid)
    return found


@contextlib.contextmanager
def _as_its_user(pid: int) -> Iterator[None]:
    """Look as the user of a process: in a container not even the superuser may look at others'."""
    owner = _owner(pid) if os.geteuid() == 0 else 0
    if not owner:
        yield
        return
    libc = ctypes.CDLL(None)
    for become in (libc.setfsgid, libc.setfsuid):
        become(owner)
    try:
        yield
    finally:
        for become in (libc.setfsuid, libc.setfsgid):
            become(0)


def _owner(pid: int) -> int:
    with contextlib.suppress(OSError):
        return os.stat(f"/proc/{pid}").st_uid
    return 0


def _open_memory(pid: int) -> Iterator[tuple[str, int]]:
    """What is in files that exist in memory only, and are open."""
    with contextlib.suppress(OSError):
        for descriptor in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                if str(descriptor.readlink()).startswith(NO_FILE):
                    stat = descriptor.stat()
                    # The blocks, not the length: a file can be long and have nothing in it yet.
                    yield str(stat.st_ino), stat.st_blocks * 512


def _mapped_memory(pid: int) -> Counter[str]:
    """What is mapped of memory that is in no file."""
    sizes: Counter[str] = Counter()
    inode = None
    for line in _read(f"/proc/{pid}/smaps").splitlines():
        if mapping := MAPPING.match(line):
            inode = mapping[1] if mapping[2].startswith(NO_FILE) else None
        elif inode is not None and (resident := RESIDENT.match(line)):
            sizes[inode] += int(resident[1]) * 1024
    return sizes


def _read(path: str) -> str:
    """Return the text of a file under /proc, or nothing where it is gone."""
    try:
        return Path(path).read_text()
    except OSError:
        return ""
