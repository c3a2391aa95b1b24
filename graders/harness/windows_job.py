"""What keeps a submission's processes together on Windows: a job object, which none of them leaves.

It ends with the grader, however that ends, and so does all that is in it. Elsewhere sessions do
this, and every function here does nothing.
"""

from __future__ import annotations

import ctypes
import functools
import sys
from ctypes import wintypes
from typing import Any

from graders.harness import limits

KILL_ON_CLOSE, ACTIVE_PROCESSES, PROCESS_MEMORY, NO_CRASH_DIALOG = 0x2000, 0x8, 0x100, 0x400
BASIC_PROCESS_ID_LIST, EXTENDED_LIMITS = 3, 9
SET_QUOTA_AND_TERMINATE = 0x0100 | 0x0001
MOST = 2 * limits.PROCESSES
"""Processes at once that the job itself allows: the watchdog, which can tell of it, comes first."""

_handles: dict[int, int] = {}
"""The jobs, by the id of the process that was first in them."""


class _Limits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION of the Windows API."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("minimum_working_set", ctypes.c_size_t),
        ("maximum_working_set", ctypes.c_size_t),
        ("active_processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
        ("transfers", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("peak_process_memory", ctypes.c_size_t),
        ("peak_job_memory", ctypes.c_size_t),
    )


class _ProcessIds(ctypes.Structure):
    """JOBOBJECT_BASIC_PROCESS_ID_LIST of the Windows API."""

    _fields_ = (
        ("assigned", ctypes.c_uint32),
        ("listed", ctypes.c_uint32),
        ("ids", ctypes.c_size_t * MOST),
    )


def contain(pid: int) -> None:
    """Put a process, and all that it will start, into a job of its own, if that can be done."""
    if sys.platform != "win32":
        return
    most = _Limits(
        flags=KILL_ON_CLOSE | ACTIVE_PROCESSES | PROCESS_MEMORY | NO_CRASH_DIALOG,
        active_processes=MOST,
        process_memory=limits.ADDRESS_SPACE,
    )
    api = _api()
    job = _handles[pid] = api.CreateJobObjectW(None, None)
    api.SetInformationJobObject(job, EXTENDED_LIMITS, ctypes.byref(most), ctypes.sizeof(most))
    process = api.OpenProcess(SET_QUOTA_AND_TERMINATE, False, pid)
    if not api.AssignProcessToJobObject(job, process):
        release(pid)  # it has ended, or is in a job already that wants no other
    api.CloseHandle(process)


def members(pid: int) -> list[int] | None:
    """Return the living processes in the job that began with `pid`, or `None` if there is none."""
    if pid not in _handles:
        return None
    found = _ProcessIds()
    _api().QueryInformationJobObject(
        _handles[pid], BASIC_PROCESS_ID_LIST, ctypes.byref(found), ctypes.sizeof(found), None
    )
    return list(found.ids[: found.listed])


def end(pid: int) -> None:
    """End all that is in the job that began with `pid`."""
    if pid in _handles:
        _api().TerminateJobObject(_handles[pid], 1)


def release(pid: int) -> None:
    """Forget the job that began with `pid`; what is still in it ends."""
    if pid in _handles:
        _api().CloseHandle(_handles.pop(pid))


@functools.cache
def _api() -> Any:
    """Return the functions of Windows; a handle is as long as a pointer."""
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.CreateJobObjectW.restype = kernel.OpenProcess.restype = wintypes.HANDLE
    return kernel
