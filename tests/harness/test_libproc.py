"""What macOS tells of a process, from a libproc of our own that fills the structures as Apple's."""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Callable
from typing import Any

import pytest

from graders.harness import libproc

PID = 4711


class Libproc:
    """Fills the buffer that it is given with `content`, for one process."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def proc_pidinfo(self, pid: int, flavor: int, arg: Any, buffer: Any, size: int) -> int:
        assert (flavor, arg.value, size) == (4, 0, 96)
        return size if self._filled(pid, buffer) else 0

    def proc_pid_rusage(self, pid: int, flavor: int, buffer: Any) -> int:
        assert flavor == 0
        return 0 if self._filled(pid, buffer) else -1

    def _filled(self, pid: int, buffer: Any) -> bool:
        if pid == PID:
            ctypes.memmove(buffer, self.content, len(self.content))
        return pid == PID


def task_info(running: int) -> bytes:
    """Return a `proc_taskinfo` of a process with 7 threads."""
    sizes, times = (1 << 32, 1 << 25), (10, 11, 12, 13)
    policy, faults, pageins, copied, sent, received, mach, unix, switches = range(1, 10)
    counts = (policy, faults, pageins, copied, sent, received, mach, unix, switches, 7)
    return struct.pack("=6Q12i", *sizes, *times, *counts, running, 31)


def usage(footprint: int) -> bytes:
    """Return a `rusage_info_v0` of a process whose resident size is another."""
    user, system, idle, interrupts, pageins, wired, resident = range(1, 8)
    numbers = (user, system, idle, interrupts, pageins, wired, resident, footprint, 20, 0)
    return struct.pack("=16s10Q", b"id", *numbers)


@pytest.fixture
def tells(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Have libproc tell what is given."""
    return lambda content: monkeypatch.setattr(libproc, "_system", lambda: Libproc(content))


@pytest.mark.parametrize(("running", "runs"), [(0, False), (1, True), (3, True)])
def test_a_running_thread_is_seen(running: int, runs: bool, tells: Callable[[bytes], None]) -> None:
    tells(task_info(running))
    assert libproc.has_running_thread(PID) is runs


def test_the_footprint_is_no_other_number(tells: Callable[[bytes], None]) -> None:
    tells(usage(5 << 20))
    assert libproc.footprint(PID) == 5 << 20


def test_nothing_is_told_of_a_process_that_is_gone(tells: Callable[[bytes], None]) -> None:
    tells(task_info(1))
    assert not libproc.has_running_thread(PID + 1)
    assert libproc.footprint(PID + 1) is None


@pytest.mark.skipif(sys.platform != "darwin", reason="asks the real one")
def test_the_real_one_answers() -> None:
    kept = bytearray(b"x") * (64 << 20)
    assert libproc.has_running_thread(os.getpid())
    assert (libproc.footprint(os.getpid()) or 0) > len(kept)
