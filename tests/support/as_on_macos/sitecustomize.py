"""Makes a Python on Linux find what it would find on macOS, as far as the kit asks.

Every Python imports a module of this name when it starts: the grader with this folder in
PYTHONPATH, and so all its children. What decides at import which system this is, in the standard
library and the packages, has been imported before the name of the system is changed.
"""

import asyncio  # noqa: F401
import ctypes
import glob
import multiprocessing.reduction
import os
import pathlib
import re
import resource
import selectors
import signal
import socket
import sys
import time
import urllib.request

import anyio  # noqa: F401
import fastapi  # noqa: F401
import psutil
import uvicorn  # noqa: F401
import watchfiles  # noqa: F401

LONGEST_NAME = 103
"""Bytes of the name of a socket; Linux allows 107."""


def read(path):
    """Return the text of a file below /proc, or nothing where it is gone."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


class Libc:
    """Of what is in the C library, the calls of libproc; it has no prctl and no syscall for us."""

    @staticmethod
    def proc_pidinfo(pid, flavor, arg, buffer, size):
        stats = [read(path) for path in glob.glob(f"/proc/{pid}/task/*/stat")]
        buffer._obj.running = sum(stat.rpartition(")")[2].split()[:1] == ["R"] for stat in stats)
        return size if stats else 0

    @staticmethod
    def proc_pid_rusage(pid, flavor, buffer):
        sizes = re.findall(r"(?:RssAnon|RssShmem|VmSwap):\s+(\d+) kB", read(f"/proc/{pid}/status"))
        buffer._obj.footprint = sum(map(int, sizes)) * 1024
        return 0 if sizes else -1


class Kqueue(selectors.SelectSelector):
    """It tells of reading and of writing apart, and of no more at once than there are files."""

    def select(self, timeout=None):
        ready = super().select(timeout)
        kinds = (selectors.EVENT_READ, selectors.EVENT_WRITE)
        apart = [(key, kind) for key, found in ready for kind in kinds if found & kind]
        return apart[: len(self.get_map())]


def hide_proc():
    """Have nothing be below /proc, except for psutil, which rests on it here."""

    def hidden(really):
        def call(path=".", *args, **options):
            asks = sys._getframe(1).f_globals["__name__"].partition(".")[0]
            if str(path).startswith("/proc") and asks != "psutil":
                raise FileNotFoundError(path)
            return really(path, *args, **options)

        return call

    os.listdir = hidden(os.listdir)
    really_glob = pathlib.Path.glob
    pathlib.Path.glob = lambda path, pattern, **options: (
        iter(()) if str(path).startswith("/proc") else really_glob(path, pattern, **options)
    )
    for name in ("read_text", "read_bytes", "iterdir", "stat"):
        setattr(pathlib.Path, name, hidden(getattr(pathlib.Path, name)))


def never_comes_back(*_):
    """Stand for a call that may hang on macOS."""
    raise AssertionError("on macOS this may never come back")


def status(process, really=psutil.Process.status):
    """Call every process running that is not dead, as psutil does there."""
    found = really(process)
    return found if found == psutil.STATUS_ZOMBIE else psutil.STATUS_RUNNING


def small_pair(*args, really=socket.socketpair):
    """Make a pair of sockets that hold 8 KiB each."""
    pair = really(*args)
    for end in pair:
        for buffer in (socket.SO_SNDBUF, socket.SO_RCVBUF):
            end.setsockopt(socket.SOL_SOCKET, buffer, 4096)  # which Linux doubles
    return pair


def bind(sock, address, really=socket.socket.bind):
    """Refuse a name for a socket that is too long."""
    if sock.family == socket.AF_UNIX and len(os.fsencode(address)) > LONGEST_NAME:
        raise OSError("AF_UNIX path too long")
    return really(sock, address)


def set_limit(kind, limits, really=resource.setrlimit):
    """Refuse a limit of the address space."""
    if kind == resource.RLIMIT_AS:
        raise ValueError("invalid argument")
    return really(kind, limits)


def getproxies(of_environment=urllib.request.getproxies_environment):
    """Find a proxy in the settings of the system, at which nobody listens."""
    return of_environment() or {"http": "http://127.0.0.1:9"}


hide_proc()
ctypes.CDLL = lambda *args, **options: Libc()
multiprocessing.reduction.ACKNOWLEDGE = True
psutil.Process.status = status
psutil.Process.memory_full_info = psutil.Process.memory_maps = never_comes_back
psutil.Process.threads = never_comes_back
selectors.DefaultSelector = Kqueue
socket.socketpair, socket.socket.bind = small_pair, bind
resource.setrlimit = set_limit
urllib.request.getproxies = getproxies
for module, names in {
    os: "sched_getaffinity pidfd_open memfd_create O_PATH posix_fadvise",
    resource: "prlimit",
    selectors: "EpollSelector",
    signal: "pidfd_send_signal sigtimedwait sigwaitinfo SIGRTMIN SIGRTMAX",
    time: "CLOCK_BOOTTIME",
}.items():
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
if os.environ.get("AS_ON_MACOS") == "spawn":
    del os.fork
sys.platform = "darwin"
