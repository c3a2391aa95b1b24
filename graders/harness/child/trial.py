"""A process that tries what a submission should not be able to do, and tells what it could."""

from __future__ import annotations

import fcntl
import json
import os
import socket
from collections.abc import Callable

from graders.harness.child.job import Job
from graders.harness.child.main import keep_to_itself
from graders.harness.child.sandbox import landlock_version
from graders.harness.child.seccomp import REFUSED_IF

SIGNALS_SINCE = 6
"""The version of Landlock from which on it knows of signals."""


def run(job: Job, control: socket.socket, *_: object) -> None:
    """Keep this process to itself, try, and tell what could be done, or why there is nothing."""
    try:
        keep_to_itself(job)
    except OSError as error:
        told: object = error.strerror or str(error)
    else:
        attempts = _attempts(job, control)
        told = [what for what, attempt in attempts.items() if not _is_refused(attempt)]
    control.sendall(json.dumps(told).encode())


def _attempts(job: Job, control: socket.socket) -> dict[str, Callable[[], object]]:
    attempts: dict[str, Callable[[], object]] = {}
    if job.user is not None:
        attempts["be the superuser"] = lambda: os.setuid(0)
    if job.confined:
        attempts["read what is not its own"] = lambda: open(__file__).close()
        attempts["write beside its own folder"] = lambda: os.mkdir(f"{job.scratch}-beside")
        attempts["write into a terminal"] = lambda: fcntl.ioctl(
            control, REFUSED_IF["ioctl"][1][0], b"x"
        )
    if job.confined and landlock_version() >= SIGNALS_SINCE:
        attempts["send signals to others"] = lambda: os.kill(os.getppid(), 0)
    return attempts


def _is_refused(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except PermissionError:
        return True
    except OSError:  # it was not refused; it only made no sense
        return False
    return False
