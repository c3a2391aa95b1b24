"""When is a process stuck? After a time in which it could have run, never just after a while."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import psutil

from graders.harness.libproc import has_running_thread

STUCK_AFTER = 2.5
"""A process is stuck after so many seconds in which it could have run and did nothing visible."""
REPLY_TIMEOUT = 0.5
"""The same, after which it is taken that what a process has not done yet will not happen."""
TICK = 0.1


class IdleTime:
    """How long a process could have done something, and did not.

    A process that works is charged its CPU time, one that sleeps the time that passes, and one
    that waits for a turn on a busy machine nothing: a loaded machine makes nobody look stuck.
    """

    def __init__(self, pid: int, tick: float = TICK) -> None:
        self._pid = pid
        self._most_at_once = 2 * tick
        self._unused = 0.0
        self.asleep = 0.0
        """The part of it in which no thread of the process worked."""
        self._looked = time.monotonic()
        self._worked = cpu_seconds(pid)

    def unused_seconds(self) -> float:
        """Return the seconds charged so far; to be called every `tick` or so.

        When more time has passed, the grader itself was asleep or stopped, and perhaps the process
        was too.
        """
        now, worked = time.monotonic(), cpu_seconds(self._pid)
        passed = min(now - self._looked, self._most_at_once)
        # Only the CPU time is charged: on a busy machine the same work takes longer.
        if worked > self._worked:
            self._unused += worked - self._worked
        # Otherwise a thread was ready and got no processor. The machine is to blame, so nothing is
        # charged.
        elif not any_thread_runnable(self._pid):
            self._unused += passed
            self.asleep += passed
        self._looked, self._worked = now, worked
        return self._unused


def cpu_seconds(pid: int) -> float:
    """Return the seconds for which a process has had a processor."""
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def any_thread_runnable(pid: int) -> bool:
    """Whether a thread would run if it had a processor, or waits for a disk."""
    try:
        if sys.platform == "darwin":
            return has_running_thread(pid)
        if sys.platform != "linux":
            return bool(psutil.Process(pid).status() == psutil.STATUS_RUNNING)
        stats = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/stat")]
    except (OSError, psutil.Error):
        return False
    # The name before the state is in parentheses, and may have spaces and parentheses itself.
    return any(stat.rpartition(")")[2].split()[0] in "RD" for stat in stats)
