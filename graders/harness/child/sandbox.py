"""Keeps a process to itself, where the system can: Linux with Landlock (kernel 5.13 and later).

What a confined process, and all it starts, may no longer do: write outside of its own folder, read
what is not named, send signals to others (kernel 6.12 and later), and what `seccomp` refuses. There
is no way back.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import os
import sys
from collections.abc import Iterable

from graders.harness.child.seccomp import has_seccomp, refuse_what_reaches_beyond

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
"""System calls, by the same numbers on every architecture that Python runs on."""
# The following numbers are those of Linux's own header files, which Python does not know. This one
# asks for the version of Landlock, and makes no ruleset.
VERSION = 1
BENEATH = 1
NO_NEW_PRIVILEGES, CHILD_SUBREAPER = 38, 36

# Each bit is a right. What the ruleset does not name stays allowed: bit 0 (to execute) and bit 3
# (to list a folder) are left out, since Python, and what a submission starts, cannot do without
# them.
WRITE_FILE, READ_FILE, TRUNCATE = 1 << 1, 1 << 2, 1 << 14
CHANGE = sum(1 << bit for bit in range(4, 13))
"""To remove, and to make anything of any kind."""
DEVICES_TOO = 1 << 6 | 1 << 11
"""To make what stands for a device: whoever is the superuser reads whole disks by it."""
REFER = 1 << 13
"""To move between folders."""
SIGNALS = 1 << 1

DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
ITSELF = "/proc/self"


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("network", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


# The kernel's structure has no padding at the end. It reads the first 12 bytes of this one.
class _Beneath(ctypes.Structure):
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def landlock_version() -> int:
    """Return the version of Landlock that this system has, 0 if it has none."""
    if sys.platform != "linux":
        return 0
    return max(int(_system_call(CREATE_RULESET, None, 0, VERSION)), 0)


def sandbox_description() -> str:
    """Return in a few words what holds for processes of this system."""
    version = landlock_version()
    files = "confined to their own files" + (" and signals" if version >= 6 else "")
    held = [f"{files} (Landlock)"] if version else []
    held += ["refused what reaches beyond them (seccomp)"] if has_seccomp() else []
    return ", ".join(held) or "not confined"


def adopt_orphans() -> None:
    """Become the parent of whatever this process starts and its own parent leaves behind.

    So what a submission has started stays among its descendants, by whose memory it is judged.
    """
    if sys.platform == "linux":
        _libc().prctl(CHILD_SUBREAPER, 1, 0, 0, 0)


def enter_sandbox(own: str, readable: Iterable[str]) -> None:
    """Let this process write only in the folder `own`, and read only what lies in `readable`.

    What the system has no means for is left out. Raises `OSError` when it has them and refuses.
    """
    if (version := landlock_version()) or has_seccomp():
        # The kernel lets an ordinary user restrict itself only after this promise.
        _libc().prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    if version:
        _confine_to_files(version, own, readable)
    if has_seccomp():
        refuse_what_reaches_beyond()


def _confine_to_files(version: int, own: str, readable: Iterable[str]) -> None:
    # A kernel refuses a whole ruleset that has one right it does not know.
    write = WRITE_FILE | CHANGE | (REFER if version >= 2 else 0) | (TRUNCATE if version >= 3 else 0)
    # No right of the network is named (0), so the network stays open.
    rules = _Ruleset(write | READ_FILE, 0, SIGNALS if version >= 6 else 0)
    # Earlier versions know a shorter structure, and refuse a longer one unless the rest is 0.
    ruleset = _checked(CREATE_RULESET, ctypes.byref(rules), ctypes.sizeof(rules), 0)
    try:
        for path in (own, *DEVICES):
            _allow(ruleset, path, (write | READ_FILE) & ~DEVICES_TOO)
        for path in (ITSELF, *readable):
            _allow(ruleset, path, READ_FILE)
        _checked(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def everything_but(hidden: Iterable[str], folder: str = os.sep) -> list[str]:
    """Return paths that hold every file in `folder` but those in the folders `hidden`.

    Symbolic links are left out: what they point to is among the paths itself, or hidden. So is
    what lies in a folder that may be entered, but not listed.
    """
    hidden = list(hidden)
    if folder in hidden:
        return []
    if not any(path.startswith(os.path.join(folder, "")) for path in hidden):
        return [folder]
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        inside = [entry.path for entry in entries if not entry.is_symlink()]
        return [path for entry in inside for path in everything_but(hidden, entry)]
    return []


def _allow(ruleset: int, path: str, access: int) -> None:
    """Allow `access` to what lies beneath `path`; what has gone meanwhile needs no permission."""
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        # The kernel refuses a rule that gives a file the rights of a folder.
        if not os.path.isdir(path):
            access &= WRITE_FILE | READ_FILE | TRUNCATE
        rule = _Beneath(access, opened)
        _checked(ADD_RULE, ruleset, BENEATH, ctypes.byref(rule), 0)
    finally:
        os.close(opened)


def _checked(*call: object) -> int:
    result = _system_call(*call)
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"Landlock: {os.strerror(number)}")
    return result


def _system_call(*arguments: object) -> int:
    return int(_libc().syscall(*arguments))


@functools.cache
def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
