"""How child processes come to be: forked, where that can be done, from one that is prepared.

Elsewhere each is a Python of its own (`fresh`).

Preparing it takes longest of all, so this module imports next to nothing and is used first.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from graders.ending import ENDING
from graders.errors import KitError
from graders.harness import limits

METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
CONTEXT: Any = multiprocessing.get_context(METHOD)
PRELOADED = "graders.harness.child.preload"
LONGEST_FOLDER = 60
"""Bytes of the name of a folder in which a socket can be made, whatever its own name."""
SHORT_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm")


def preload(number: int = 1) -> None:
    """Start what so many children come from; it imports while the caller goes on."""
    if METHOD != "forkserver":
        from graders.harness import fresh

        fresh.prepare(number)
        return
    os.environ["PYTHONUTF8"] = "1"  # whatever the locale, `open` reads what the lesson writes
    from multiprocessing import forkserver, resource_tracker

    limits.raise_own()
    os.umask(os.umask(0) & 0o077)  # the owner has to be able to use what is made
    # With the defaults, what glibc keeps of freed memory depends on how the threads took turns.
    os.environ["MALLOC_ARENA_MAX"] = "1"
    CONTEXT.set_forkserver_preload([PRELOADED])
    # Before signals are held back: it lets them through again once it has started.
    resource_tracker.ensure_running()
    with _only_interrupts_held(), _short_temporary_names():
        forkserver.ensure_running()


@contextmanager
def _only_interrupts_held() -> Iterator[None]:
    """Start processes in here: only Ctrl-C is held back, as it is for the grader alone.

    A new process inherits which signals are held back, and this one must hear when its children
    end.
    """
    before = signal.pthread_sigmask(signal.SIG_SETMASK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _short_temporary_names() -> Iterator[None]:
    """Have a socket made in here, whose name may be about a hundred bytes long and no longer."""
    usual = tempfile.gettempdir()
    try:
        if len(os.fsencode(usual)) > LONGEST_FOLDER:
            tempfile.tempdir = _short_folder()
        yield
    finally:
        tempfile.tempdir = usual


def _short_folder() -> str:
    for folder in SHORT_FOLDERS:
        with contextlib.suppress(OSError), tempfile.TemporaryFile(dir=folder):
            return folder
    raise KitError(f"TMPDIR is longer than {LONGEST_FOLDER} bytes; choose a shorter one")


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Put off a Ctrl-C and what else would end this, where the system can, until this is over."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
