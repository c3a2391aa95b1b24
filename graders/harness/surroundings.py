"""Proves that the system gives what grading needs: connections, threads, memory.

What a system does not give may look like a mistake in the student's file. So this is asked wherever
a file had a problem, and it decides whose fault that may have been.
"""

from __future__ import annotations

import _thread
import contextlib
import re
import socket
import threading
from collections.abc import Callable
from pathlib import Path

from graders.errors import KitError
from graders.harness import limits

HOST = "127.0.0.1"
CONNECTIONS, THREADS = 24, 32
"""A few more than the seven files of a run ever have at once."""
CONNECTED_WITHIN = 5.0
"""Seconds; on the loopback interface it takes microseconds, unless something is in the way."""
EVENTS = Path("/proc/vmstat")


def prove_surroundings() -> None:
    """Raise `KitError` when the system does not give what grading needs."""
    _prove(_have_memory, f"{limits.size(limits.MEMORY)} of address space")
    _prove(_start_threads, f"{THREADS} more threads")
    _prove(_connect, f"{CONNECTIONS} connections at once over the loopback interface")


def _prove(need: Callable[[], None], what: str) -> None:
    try:
        need()
    except (OSError, RuntimeError, MemoryError) as error:
        raise KitError(f"the system does not give the kit {what}: {error}") from error


def _connect() -> None:
    with contextlib.ExitStack() as stack:
        listener = stack.enter_context(socket.create_server((HOST, 0), backlog=CONNECTIONS))
        for _ in range(CONNECTIONS):
            address = listener.getsockname()
            stack.enter_context(socket.create_connection(address, timeout=CONNECTED_WITHIN))
            stack.enter_context(listener.accept()[0])


def _start_threads() -> None:
    over = threading.Event()
    try:
        for _ in range(THREADS):
            _thread.start_new_thread(over.wait, ())  # `Thread.start` would wait until it runs
    finally:
        over.set()


def _have_memory() -> None:
    with contextlib.suppress(ImportError):
        import resource

        allowed, _ = resource.getrlimit(resource.RLIMIT_AS)
        if allowed != resource.RLIM_INFINITY and allowed < limits.MEMORY:
            raise MemoryError(f"only {limits.size(allowed)} (ulimit -v)")


def killed_for_memory() -> int:
    """Return how many processes this system has killed, so far, because memory had run out."""
    with contextlib.suppress(OSError):
        found = re.search(r"^oom_kill (\d+)", EVENTS.read_text(), re.MULTILINE)
        return int(found[1]) if found else 0
    return 0
