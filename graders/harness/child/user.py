"""As whom a submission is run where the kit is run by the superuser: as somebody who owns nothing.

So it is no match for other processes and their files, whatever it finds to do. Where what it needs
is closed to everybody else, in /root say, it keeps the one power to read there: what it may read,
Landlock says.
"""

from __future__ import annotations

import ctypes
import os
import stat
from collections.abc import Iterable

# These numbers are those of Linux's own header files, which Python does not know.
KEEP_POWERS, DUMPABLE, NO_NEW_PRIVILEGES, AMBIENT, RAISE = 8, 4, 38, 47, 2
OVERRIDE, READ = 1, 2
"""Powers over files: to do anything, which Landlock bounds, and to read."""
VERSION = 0x20080522


class _Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


class _Powers(ctypes.Structure):
    # In two halves, of which the second has none of these.
    _fields_ = (
        *(("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32)),
        *(("inheritable", ctypes.c_uint32), ("rest", ctypes.c_uint32 * 3)),
    )


def become(user: int, needed: Iterable[str], *, confined: bool) -> None:
    """Be `user` from now on, without a way back.

    Raises `OSError` where it cannot read what is `needed`, and nothing would bound a power to.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    powers = _powers(libc)
    libc.prctl(KEEP_POWERS, 1, 0, 0, 0)
    libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    libc.prctl(DUMPABLE, 1, 0, 0, 0)  # else what the system tells of it is the superuser's alone
    closed = [path for path in needed if _is_closed(path)]
    if closed and not confined:
        raise PermissionError(f"another user cannot read {closed[0]}")
    _keep(libc, next((power for power in (READ, OVERRIDE) if closed and powers >> power & 1), None))


def _powers(libc: ctypes.CDLL) -> int:
    powers = _Powers()
    libc.capget(ctypes.byref(_Header(VERSION, 0)), ctypes.byref(powers))
    return int(powers.permitted)


def _keep(libc: ctypes.CDLL, power: int | None) -> None:
    """Give up every power but this one, which what it starts has too."""
    mask = 0 if power is None else 1 << power
    powers = _Powers(mask, mask, mask)
    if libc.capset(ctypes.byref(_Header(VERSION, 0)), ctypes.byref(powers)) < 0:
        raise OSError(ctypes.get_errno(), "the powers of the superuser cannot be given up")
    if power is not None:
        libc.prctl(AMBIENT, RAISE, power, 0, 0)


def _is_closed(path: str) -> bool:
    """Whether something is there that this user cannot read."""
    try:
        way = os.X_OK if stat.S_ISDIR(os.stat(path).st_mode) else 0
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return not os.access(path, os.R_OK | way)
