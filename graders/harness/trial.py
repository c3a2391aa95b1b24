"""Runs a process as submissions are run, which tries what it should not be able to do."""

from __future__ import annotations

import json
import socket

from graders.harness import isolation
from graders.harness.child.job import Job
from graders.harness.forked import Forked
from graders.harness.scratch import scratch_folder
from graders.harness.zygote import zygote

LONGEST = 10_000
"""Bytes of what it tells."""


def tried() -> list[str]:
    """Return what could be done there; raise `OSError` or `EOFError` where nothing can be run."""
    _ = zygote().pid  # where that cannot be started, it says why
    with scratch_folder("streaming-kit-trial-") as scratch:
        return _told(
            Job(
                folder="",
                file="",
                role="",
                name="",
                scratch=str(scratch.absolute()),
                certificates="",
                readable=(),
                confined=isolation.confines(),
                user=isolation.user(),
                target="graders.harness.child.trial",
            )
        )


def _told(job: Job) -> list[str]:
    control, its_control = socket.socketpair()
    process = Forked()
    with control:
        with its_control:
            process.begin(job, its_control, None, None)
        told = b""
        while len(told) < LONGEST and (more := control.recv(LONGEST)):
            told += more
    process.join()
    process.close()
    if not told:
        raise EOFError("a process could not be confined")
    answer = json.loads(told)
    if isinstance(answer, str):
        raise OSError(answer)
    return [str(what) for what in answer]
