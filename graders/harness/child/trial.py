"""A process that tries what a submission should not be able to do, and tells what it could."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Callable

from graders.harness.child.job import Job
from graders.harness.child.sandbox import enter_sandbox, landlock_version
from graders.harness.child.seccomp import TERMINAL

SIGNALS_SINCE = 6
"""The version of Landlock from which on it knows of signals."""


def run(job: Job, control: socket.socket, *_: object) -> None:
    """Confine this process, try, and tell."""
    enter_sandbox(job.scratch, job.readable)
    attempts: dict[str, Callable[[], object]] = {
        "read what is not its own": lambda: open(__file__).close(),
        "write beside its own folder": lambda: os.mkdir(f"{job.scratch}-beside"),
        "write into a terminal": lambda: fcntl.ioctl(control, TERMINAL[0], b"x"),
    }
    if landlock_version() >= SIGNALS_SINCE:
        attempts["send signals to others"] = lambda: os.kill(os.getppid(), 0)
    done = [what for what, attempt in attempts.items() if not _is_refused(attempt)]
    control.sendall(json.dumps(done).encode())


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except PermissionError:
        return True
    except OSError:  # it was not refused; it only made no sense
        return False
    return False
