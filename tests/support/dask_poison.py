"""Grading as a worker of Dask does it, and submissions that end or stop the worker itself."""

from __future__ import annotations

import os

from graders.classroom.dask_engine import grade_line
from graders.classroom.job import GradingJob


def grade_or_die(line: bytes) -> bytes:
    """Grade; but what says `poison` takes the worker with it."""
    if b"poison" in b"".join(GradingJob.from_line(line).files.values()):
        os._exit(1)
    return grade_line(line)
