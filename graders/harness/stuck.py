"""When is a process stuck? After a time in which it could have run, never just after a while."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from pathlib import Path

import psutil

from graders.harness.libproc import has_running_thread
from graders.harness.process_tree import with_descendants

STUCK_AFTER = 2.5
"""A process is stuck after so many seconds in which it could have run and did nothing visible."""
REPLY_TIMEOUT = 0.5
"""The same, after which it is taken that what a process has not done yet will not happen."""
PREPARED_WITHIN = 30.0
"""The same for what the kit does in a process before the student's first line."""
TICK = 0.1


IN_DOUBT = 0.1
"""Which part of the time is charged where no processor was idle and nothing more is known."""


class IdleTime:
    """How long a process could have done something, and did not.

    A process that works is charged its CPU time, one that sleeps the time that passes, and one
    that waits for a turn on a busy machine nothing: a loaded machine makes nobody look stuck. What
    it has started counts as part of it: it may be waiting for that.
    """

    def __init__(self, pid: int, tick: float = TICK) -> None:
        self._pid = pid
        self._most_at_once = 2 * tick
        self._unused = self._asleep = self._in_doubt = 0.0
        self._looked = time.monotonic()
        family = with_descendants(pid)
        self._worked = sum(map(cpu_seconds, family))
        self._idle, self._moved = idle_seconds(), sum(map(transfers, family))

    @property
    def asleep(self) -> float:
        """The part of it in which no thread of the process worked."""
        return self._asleep + self._in_doubt

    def unused_seconds(self) -> float:
        """Return the seconds charged so far; to be called every `tick` or so.

        When more time has passed, the grader itself was asleep or stopped, and perhaps the process
        was too.
        """
        family = with_descendants(self._pid)
        now, worked = time.monotonic(), sum(map(cpu_seconds, family))
        passed = min(now - self._looked, self._most_at_once)
        # Only the CPU time is charged: on a busy machine the same work takes longer.
        if worked > self._worked:
            self._unused += worked - self._worked
            self._in_doubt = 0.0
        else:
            self._charge_for_sleep(family, passed)
        self._looked, self._worked = now, worked
        return self._unused + self._in_doubt

    def _charge_for_sleep(self, family: list[int], passed: float) -> None:
        runnable, slept = any_runnable(family), passed
        if runnable is None:
            runnable, slept = self._guess(family, passed)
        # A thread was ready and got no processor. The machine is to blame, so nothing is charged.
        if not runnable:
            self._unused += slept
            self._asleep += slept

    def _guess(self, family: list[int], passed: float) -> tuple[bool, float]:
        """Return whether they waited for a disk, and how long they slept for sure.

        A thread that could run does so as soon as a processor is idle. Where none is, it may only
        wait for its turn: what is charged for that is taken back once it works.
        """
        idle, moved = idle_seconds(), sum(map(transfers, family))
        slept = min(passed, max(idle - self._idle, 0.0))
        at_a_disk = moved != self._moved
        self._in_doubt = 0.0 if at_a_disk else self._in_doubt + (passed - slept) * IN_DOUBT
        self._idle, self._moved = idle, moved
        return at_a_disk, slept


def cpu_seconds(pid: int) -> float:
    """Return the seconds for which a process has had a processor."""
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system)


def idle_seconds() -> float:
    """Return the seconds for which the machine's processors had nothing to do, all together."""
    return float(psutil.cpu_times().idle)


def transfers(pid: int) -> int:
    """Return how often a process has read or written, where the system tells."""
    try:
        counts = psutil.Process(pid).io_counters()
    except (psutil.Error, AttributeError):
        return 0
    return int(counts.read_count + counts.write_count)


def any_runnable(family: Iterable[int]) -> bool | None:
    """Whether one of several processes would run if it had a processor; `None`: not known."""
    told = [any_thread_runnable(pid) for pid in family]
    return True if True in told else None if None in told else False


def any_thread_runnable(pid: int) -> bool | None:
    """Whether a thread would run if it had a processor, or waits for a disk; `None`: not known."""
    try:
        if sys.platform == "darwin":
            return has_running_thread(pid)
        stats = [path.read_text() for path in Path(f"/proc/{pid}/task").glob("*/stat")]
    except OSError:
        return False
    # The name before the state is in parentheses, and may have spaces and parentheses itself.
    states = [stat.rpartition(")")[2].split()[0] for stat in stats]
    return any(state in "RD" for state in states) if states else None
