"""Where is a process stuck? Its own line in the student's file, read from its stack."""

from __future__ import annotations

import contextlib
import linecache
import os
import re
import socket
import time
from pathlib import Path

from graders.errors import ChildGone
from graders.harness.child.job import TRACE_FILE, TRACE_SIGNAL, Job
from graders.harness.child.submission import Submission
from graders.harness.plain_file import open_plain
from graders.harness.stuck import STUCK_AFTER, TICK

LONGEST = 1 << 20
"""Bytes of a stack; the submission could have written there itself."""
LAST = "in <module>\n"
"""How a stack ends that is written whole: the main thread comes last, and its outermost frame."""


def where_stuck(
    pid: int, job: Job, lifeline: socket.socket
) -> tuple[str | None, int | None, str | None]:
    """Have a stuck child write its stack; return the student's innermost file, line and source."""
    trace = Path(job.scratch, TRACE_FILE)
    with contextlib.suppress(OSError, ChildGone):
        if TRACE_SIGNAL is not None:
            # faulthandler answers from C code, so it works even where Python does not get on.
            os.kill(pid, TRACE_SIGNAL)
        else:
            lifeline.send(b"?")
        deadline = time.monotonic() + STUCK_AFTER
        while time.monotonic() < deadline and not _text(trace).endswith(LAST):
            time.sleep(TICK / 10)
        return _innermost_line(_text(trace), Submission(job.folder, job.file))
    return None, None, None


def _text(trace: Path) -> str:
    with open_plain(trace, "rb") as file:
        return file.read(LONGEST).decode("utf-8", "replace")


def _innermost_line(
    trace: str, submission: Submission
) -> tuple[str | None, int | None, str | None]:
    threads = sorted(trace.split("\n\n"), key=lambda thread: "Current thread" not in thread)
    for filename, line in re.findall(r'File "(.+)", line (\d+) in', "\n\n".join(threads)):
        if submission.owns(filename):
            source = linecache.getline(filename, int(line)).strip()
            return Path(filename).name, int(line), source
    return None, None, None
