"""Refuses the system calls that reach beyond a process, where the system can: Linux with seccomp.

Landlock says which files may be opened. It says nothing of modes and owners, of other processes'
limits and priorities, of memory that is shared by a number, or of what only the superuser may do;
and a submission may well be graded by the superuser, in a container.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct
import sys
from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Architecture(NamedTuple):
    """What the kernel calls an architecture, and the numbers of its system calls."""

    mark: int
    numbers: Mapping[str, int]


X86_64 = Architecture(
    0xC000003E,
    {
        **{"chmod": 90, "fchmod": 91, "fchmodat": 268, "fchmodat2": 452, "chown": 92},
        **{"fchown": 93, "lchown": 94, "fchownat": 260},
        **{"setxattr": 188, "lsetxattr": 189},
        **{"fsetxattr": 190, "removexattr": 197, "lremovexattr": 198, "fremovexattr": 199},
        **{"setxattrat": 463, "removexattrat": 466, "ptrace": 101, "process_vm_readv": 310},
        **{"process_vm_writev": 311, "kcmp": 312, "pidfd_getfd": 438, "sched_setparam": 142},
        **{"sched_setscheduler": 144, "sched_setattr": 314, "ioprio_set": 251, "shmget": 29},
        **{"shmat": 30, "shmctl": 31, "semget": 64, "semctl": 66, "msgget": 68, "msgctl": 71},
        **{"mq_open": 240, "mq_unlink": 241, "add_key": 248, "request_key": 249, "keyctl": 250},
        **{"mount": 165, "umount2": 166, "pivot_root": 155, "chroot": 161, "unshare": 272},
        **{"setns": 308, "bpf": 321, "perf_event_open": 298, "userfaultfd": 323, "quotactl": 179},
        **{"reboot": 169, "swapon": 167, "swapoff": 168, "kexec_load": 246, "acct": 163},
        **{"kexec_file_load": 320, "init_module": 175, "delete_module": 176, "finit_module": 313},
        **{"syslog": 103, "settimeofday": 164, "adjtimex": 159, "clock_settime": 227},
        **{"clock_adjtime": 305, "sethostname": 170, "setdomainname": 171},
        **{"open_by_handle_at": 304, "prlimit64": 302, "sched_setaffinity": 203},
        **{"setpriority": 141, "ioctl": 16, "fanotify_init": 300, "utime": 132, "utimes": 235},
        **{"futimesat": 261, "utimensat": 280, "socket": 41, "prctl": 157},
        **{"memfd_create": 319},
    },
)
ARM64 = Architecture(
    0xC00000B7,
    {
        **{"fchmod": 52, "fchmodat": 53, "fchmodat2": 452, "fchown": 55, "fchownat": 54},
        **{"setxattr": 5, "lsetxattr": 6, "fsetxattr": 7, "removexattr": 14},
        **{"lremovexattr": 15, "fremovexattr": 16, "setxattrat": 463, "removexattrat": 466},
        **{"ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272},
        **{"pidfd_getfd": 438, "sched_setparam": 118, "sched_setscheduler": 119},
        **{"sched_setattr": 274, "ioprio_set": 30, "shmget": 194, "shmat": 196, "shmctl": 195},
        **{"semget": 190, "semctl": 191, "msgget": 186, "msgctl": 187, "mq_open": 180},
        **{"mq_unlink": 181, "add_key": 217, "request_key": 218, "keyctl": 219, "mount": 40},
        **{"umount2": 39, "pivot_root": 41, "chroot": 51, "unshare": 97, "setns": 268},
        **{"bpf": 280, "perf_event_open": 241, "userfaultfd": 282, "quotactl": 60, "reboot": 142},
        **{"swapon": 224, "swapoff": 225, "kexec_load": 104, "kexec_file_load": 294, "acct": 89},
        **{"init_module": 105, "delete_module": 106, "finit_module": 273, "syslog": 116},
        **{"settimeofday": 170, "adjtimex": 171, "clock_settime": 112, "clock_adjtime": 266},
        **{"sethostname": 161, "setdomainname": 162, "open_by_handle_at": 265},
        **{"prlimit64": 261, "sched_setaffinity": 122, "setpriority": 140, "ioctl": 29},
        **{"fanotify_init": 262, "utimensat": 88, "socket": 198, "prctl": 167},
        **{"memfd_create": 279},
    },
)
ON_EVERY = {
    **{"open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432},
    **{"io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427},
    **{"memfd_secret": 447},
}
"""Newer system calls have the same number on every architecture."""
ARCHITECTURES = {"x86_64": X86_64, "aarch64": ARM64}

UNDONE = ("chmod", "chown", "fchm", "fcho", "lchown", "setpriority", "utime", "futimesat")
"""How those begin that seem to work and change nothing: copying a file calls them in passing."""
UNKNOWN = ("io_uring", "memfd")
"""How those begin that there seem not to be: whoever tries them goes on without."""
ABOUT_ITSELF = ("prlimit64", "sched_setaffinity")
"""Those that are allowed for the process itself, for which their first argument is 0."""
REFUSED_IF = {
    # To put words into a terminal's mouth (TIOCSTI, TIOCLINUX), and to make a file that nobody can
    # remove (FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR).
    "ioctl": (1, (0x5412, 0x541C, 0x40086602, 0x401C5820)),
    # To be no longer who adopts what its own children leave behind (PR_SET_CHILD_SUBREAPER).
    "prctl": (0, (36,)),
}
"""Those that are refused for some values of one of their arguments: which one, and the values."""

INTERNET = (2, 10)
"""The sockets that there are (AF_INET, AF_INET6).

Not those with a name (AF_UNIX): who listens there may do what it is told; a pair of them is another
system call. Nor those that hear or change the machine's network, which the superuser has.
"""
KIND_OF_SOCKET, RAW = 0xF, 3
ALLOW, ERRNO = 0x7FFF0000, 0x00050000
LOAD, IF_EQUAL, IF_AT_LEAST, RETURN, AND = 0x20, 0x15, 0x35, 0x06, 0x54
NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16
X32 = 0x40000000
"""From here on, x86_64 counts system calls a second time, for programs with short pointers."""
SET_SECCOMP, FILTER = 22, 2


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def has_seccomp() -> bool:
    """Whether these system calls can be refused here."""
    if sys.platform != "linux" or _architecture() is None:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    # Without a program the kernel takes none; it says so only if it could take one.
    return libc.prctl(SET_SECCOMP, FILTER, None, 0, 0) < 0 and ctypes.get_errno() == errno.EFAULT


def refuse_what_reaches_beyond() -> None:
    """Refuse these system calls to this process and all that it will start.

    It has to have promised before that it takes no new privileges. Raises `OSError` when the system
    does not do it.
    """
    architecture = _architecture()
    assert architecture is not None
    code = b"".join(_filter(architecture))
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(SET_SECCOMP, FILTER, ctypes.byref(program), 0, 0) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"seccomp: {os.strerror(number)}")


def _architecture() -> Architecture | None:
    wide = ctypes.sizeof(ctypes.c_void_p) == 8
    return ARCHITECTURES.get(os.uname().machine) if wide else None


def _filter(architecture: Architecture) -> Iterator[bytes]:
    """The program that the kernel runs before each system call."""
    yield _instruction(LOAD, ARCHITECTURE_AT)
    yield from _unless_equal(architecture.mark, _refused(errno.EPERM))
    yield _instruction(LOAD, NUMBER_AT)
    yield from (_instruction(IF_AT_LEAST, X32, 0, 1), _refused(errno.ENOSYS))
    for name, number in {**architecture.numbers, **ON_EVERY}.items():
        answer = list(_answer(name))
        yield _instruction(IF_EQUAL, number, 0, len(answer))
        yield from answer
    yield _instruction(RETURN, ALLOW)


def _answer(name: str) -> Iterator[bytes]:
    """What follows when it is the system call `name`; it always ends with an answer."""
    if name in REFUSED_IF:
        argument, values = REFUSED_IF[name]
        yield _instruction(LOAD, ARGUMENTS_AT + 8 * argument)
        for value in values:
            yield from (_instruction(IF_EQUAL, value, 0, 1), _refused(errno.EPERM))
        yield _instruction(RETURN, ALLOW)
    elif name == "socket":
        yield from _unless_of_the_internet()
    elif name == "utimensat":
        yield from _unless_to_make_a_file()
    elif name in ABOUT_ITSELF:
        yield _instruction(LOAD, ARGUMENTS_AT)
        yield from _unless_equal(0, _refused(errno.EPERM))
        yield _instruction(RETURN, ALLOW)
    elif name.startswith(UNDONE):
        yield _refused(0)
    else:
        yield _refused(errno.ENOSYS if name.startswith(UNKNOWN) else errno.EPERM)


def _unless_of_the_internet() -> Iterator[bytes]:
    """Refuse any other socket than the usual ones of the internet."""
    yield _instruction(LOAD, ARGUMENTS_AT)
    for left, family in zip((1, 0), INTERNET, strict=True):
        yield _instruction(IF_EQUAL, family, left + 1, 0)
    yield _refused(errno.EPERM)
    yield _instruction(LOAD, ARGUMENTS_AT + 8)
    yield _instruction(AND, KIND_OF_SOCKET)
    yield from (_instruction(IF_EQUAL, RAW, 0, 1), _refused(errno.EPERM))
    yield _instruction(RETURN, ALLOW)


def _unless_to_make_a_file() -> Iterator[bytes]:
    """Seem to change the times of a file; refuse to make them now, by a name: then it is made."""
    path, times = (ARGUMENTS_AT + 8 * argument for argument in (1, 2))
    for half in (times, times + 4):
        yield _instruction(LOAD, half)
        yield from _unless_equal(0, _refused(0))
    yield _instruction(LOAD, path)
    yield from _unless_equal(0, _refused(errno.EPERM))
    yield _refused(0)


def _unless_equal(value: int, instruction: bytes) -> Iterator[bytes]:
    yield from (_instruction(IF_EQUAL, value, 1, 0), instruction)


def _refused(error: int) -> bytes:
    return _instruction(RETURN, ERRNO | error)


def _instruction(code: int, value: int, if_so: int = 0, if_not: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_so, if_not, value)
