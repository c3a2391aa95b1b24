"""What macOS tells of a process through its libproc, and psutil does not pass on.

There psutil calls every process running, and it asks for the memory of one in a way that is refused
to most and that may never come back.
"""

from __future__ import annotations

import ctypes
import functools
from typing import Any

# These numbers, and the structures, are those of Apple's header files sys/proc_info.h and
# sys/resource.h, which Python does not know.
TASK_INFO, USAGE = 4, 0


class TaskInfo(ctypes.Structure):
    """What a process does: `struct proc_taskinfo`."""

    _fields_ = (
        ("sizes_and_times", ctypes.c_uint64 * 6),
        ("counts", ctypes.c_int32 * 10),
        ("running", ctypes.c_int32),
        ("priority", ctypes.c_int32),
    )


class Usage(ctypes.Structure):
    """What a process uses: `struct rusage_info_v0`."""

    _fields_ = (
        ("id", ctypes.c_uint8 * 16),
        ("times_and_counts", ctypes.c_uint64 * 5),
        ("wired", ctypes.c_uint64),
        ("resident", ctypes.c_uint64),
        ("footprint", ctypes.c_uint64),
        ("begin_and_end", ctypes.c_uint64 * 2),
    )


def has_running_thread(pid: int) -> bool:
    """Whether a thread of the process has a processor, or would run if it had one."""
    info = TaskInfo()
    size = ctypes.sizeof(info)
    got = _system().proc_pidinfo(pid, TASK_INFO, ctypes.c_uint64(0), ctypes.byref(info), size)
    return bool(got == size and info.running > 0)


def footprint(pid: int) -> int | None:
    """Return the bytes that the process holds, without pages of mapped files; `None` if refused."""
    usage = Usage()
    refused = _system().proc_pid_rusage(pid, USAGE, ctypes.byref(usage))
    return None if refused else int(usage.footprint)


@functools.cache
def _system() -> Any:
    return ctypes.CDLL(None)
