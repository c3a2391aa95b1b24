"""A submission's process with all that it starts: what they use together, and the end of them."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

import psutil

from graders.harness import limits, windows_job
from graders.harness.anonymous_memory import anonymous_memory
from graders.transcript import Problem

ProcessTree = list[psutil.Process]

GONE_WITHIN = 5.0
"""Seconds; it takes milliseconds."""
ROUNDS = 20
"""How often descendants are looked for, as some may start others while they are being killed."""
THREADS_TELL = os.path.exists(f"/proc/self/task/{os.getpid()}/children")
"""Whether the system lists what each thread has started (Linux); to look at all is slow."""


def adopt_orphans() -> None:
    """Become the parent of processes whose own parent has gone, where the system allows it."""
    if sys.platform == "linux":
        import ctypes

        # An orphan goes to the nearest ancestor that is marked so, else to the system's first
        # process, where nobody could tell any more whose it was.
        pr_set_child_subreaper = 36
        ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def find_trees(
    heads: Collection[int], ours: Collection[int], around: Collection[int] = ()
) -> tuple[Mapping[int, ProcessTree], ProcessTree]:
    """Return the living processes by the head of their family, and those that have left theirs.

    A family is what descends from its head, and what is of its session. A process that has left
    both behind is a child of this process by now (on Linux), and none of `ours`. The processes
    `around` are sandboxes; what has left its family in one is a child of theirs.
    """
    jobs = {head: windows_job.members(head) for head in heads}
    if heads and None not in jobs.values():
        return {head: _processes(pids or ()) for head, pids in jobs.items()}, []
    alive, parents = _all_that_can_be_seen()
    found: dict[int, ProcessTree] = {head: [] for head in heads}
    strays: ProcessTree = []
    for pid, process in alive.items():
        # A process whose parent has gone has lost its line of ancestors, but not its session.
        line = [pid, *_ancestors(pid, parents)]
        head = next((one for one in (*line, _session(pid)) if one in found), None)
        if head is not None:
            found[head].append(process)
        elif pid not in around and os.getpid() in line[1:] and not any(one in ours for one in line):
            strays.append(process)
    return found, strays


def _all_that_can_be_seen() -> tuple[Mapping[int, psutil.Process], Mapping[int, int]]:
    """Return the living processes and their parents, by process id; if need be, only ours."""
    alive: dict[int, psutil.Process] = {}
    parents: dict[int, int] = {}
    if THREADS_TELL:
        parents = pids_below(os.getpid())
        return {process.pid: process for process in _processes(parents)}, parents
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            parents[process.pid] = process.ppid()
            alive[process.pid] = process
    return alive, parents


def with_descendants(pid: int) -> list[int]:
    """Return a process and all that it has started, as far as it is known to be alive."""
    if (members := windows_job.members(pid)) is not None:
        return members
    if THREADS_TELL:
        return [pid, *pids_below(pid)]
    with contextlib.suppress(psutil.Error):
        return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]
    return [pid]


def pids_below(pid: int) -> dict[int, int]:
    """Return each descendant of a process with its parent, where `THREADS_TELL`."""
    parents: dict[int, int] = {}
    to_ask = [pid]
    while to_ask:
        parent = to_ask.pop()
        children = [child for child in _started_by(parent) if child not in parents]
        parents |= dict.fromkeys(children, parent)
        to_ask += children
    return parents


def _started_by(pid: int) -> list[int]:
    found: list[int] = []
    with contextlib.suppress(OSError):  # the process has gone
        for thread in os.listdir(f"/proc/{pid}/task"):
            with contextlib.suppress(OSError):
                children = Path(f"/proc/{pid}/task/{thread}/children").read_text()
                found += map(int, children.split())
    return found


def _processes(pids: Iterable[int]) -> ProcessTree:
    found: ProcessTree = []
    for pid in pids:
        with contextlib.suppress(psutil.Error):  # it has ended meanwhile
            found.append(psutil.Process(pid))
    return found


def _ancestors(pid: int, parents: Mapping[int, int]) -> Iterable[int]:
    seen = {pid}
    while (pid := parents.get(pid, 0)) and pid not in seen:
        seen.add(pid)
        yield pid


def _session(pid: int) -> int:
    with contextlib.suppress(AttributeError, OSError):
        return os.getsid(pid)
    return 0


def limit_exceeded(family: ProcessTree) -> Problem | None:
    """Return which limit these processes are beyond together, if any."""
    if len(family) > limits.PROCESSES:
        return Problem("limit", f"ran more than {limits.PROCESSES} processes at once")
    if memory(family) > limits.MEMORY:
        return Problem("limit", f"used more than {limits.size(limits.MEMORY)} of memory")
    return None


def memory(family: ProcessTree) -> int:
    """Return the bytes of memory that the processes hold; what they share counts once at most."""
    quick = sum(map(_resident, family))
    # Forked processes share most of what they hold; to tell how much takes longer.
    return quick if quick <= limits.MEMORY or len(family) == 1 else sum(map(_unshared, family))


def _resident(process: psutil.Process) -> int:
    """Return the bytes that a process holds, where the system can tell without mapped files."""
    if sys.platform != "linux":
        return anonymous_memory(process.pid)
    with contextlib.suppress(psutil.Error, OSError):
        status = Path(f"/proc/{process.pid}/status").read_text()
        return sum(1024 * int(size) for size in re.findall(r"Rss(?:Anon|Shmem):\s+(\d+)", status))
    return 0


def _unshared(process: psutil.Process) -> int:
    if sys.platform != "linux":
        return anonymous_memory(process.pid)
    with contextlib.suppress(psutil.Error, OSError):
        return int(process.memory_full_info().uss)
    return _resident(process)


def descendants(head: psutil.Process, recursive: bool = True) -> ProcessTree:
    """Return what a process has started, and with `recursive` what those have."""
    if THREADS_TELL:
        return _processes(pids_below(head.pid) if recursive else _started_by(head.pid))
    try:
        return list(head.children(recursive=recursive))
    except psutil.AccessDenied:  # it wants to see everybody's processes, and some are hidden here
        alive, parents = _all_that_can_be_seen()
    if not recursive:
        return [process for pid, process in alive.items() if parents[pid] == head.pid]
    return [process for pid, process in alive.items() if head.pid in _ancestors(pid, parents)]


def kill_tree(pid: int) -> None:
    """Kill a process, its descendants and what else is left of its session, or of its job."""
    if (members := windows_job.members(pid)) is not None:
        ended = _processes(members)
        windows_job.end(pid)
        psutil.wait_procs(ended, timeout=GONE_WITHIN)  # their folder can be removed only then
        return
    with contextlib.suppress(psutil.Error):
        head = psutil.Process(pid)
        head.suspend()  # so that it starts no more of them
        for _ in range(ROUNDS):
            if not kill_all(descendants(head)):
                break
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            # The child began a session, so its group has its number, even when it is dead itself.
            os.killpg(pid, signal.SIGKILL)
    with contextlib.suppress(psutil.Error):
        # Where it had no time to begin a session, there is no such group.
        psutil.Process(pid).kill()


def kill_children(pid: int) -> None:
    """Kill what a process has started, and all that this has started, but not itself."""
    with contextlib.suppress(psutil.Error):
        for child in descendants(psutil.Process(pid), recursive=False):
            kill_tree(child.pid)


def kill_all(processes: Iterable[psutil.Process]) -> int:
    """Kill processes and return how many of them were still alive."""
    ended = 0
    for process in processes:
        with contextlib.suppress(psutil.Error):
            # A zombie is dead, and waits only to be noticed: it would be
            # counted again in each round.
            if process.status() != psutil.STATUS_ZOMBIE:
                process.kill()
                ended += 1
    return ended
