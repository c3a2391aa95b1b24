"""How child processes come to be: forked, where that can be done, from one that is prepared.

Preparing it takes longest of all, so this module imports next to nothing and is used first.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
CONTEXT: Any = multiprocessing.get_context(METHOD)
PRELOADED = "graders.harness.child.preload"


def preload() -> None:
    """Start the process that children are forked from; it imports while the caller goes on."""
    if METHOD != "forkserver":
        return
    from multiprocessing import forkserver, resource_tracker

    # With the defaults, what glibc keeps of freed memory depends on how the threads took turns.
    os.environ["MALLOC_ARENA_MAX"] = "1"
    CONTEXT.set_forkserver_preload([PRELOADED])
    resource_tracker.ensure_running()
    with interrupts_held():  # also in the new process: a Ctrl-C is for the grader alone
        forkserver.ensure_running()


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Put off a Ctrl-C, where the system can, until this is over."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
