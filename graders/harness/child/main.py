"""The student's process: set the stage, load the file, play the role."""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import gc
import importlib
import os
import signal
import socket
import sys
import tempfile
import warnings
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import ModuleType

import uvicorn

from graders.errors import LoadError
from graders.harness import limits
from graders.harness.channel import BlockingChannel
from graders.harness.child.agent import Agent
from graders.harness.child.job import Job
from graders.harness.child.lifeline import hold_on_to
from graders.harness.child.roles.app import serve
from graders.harness.child.roles.generator import iterate
from graders.harness.child.sandbox import adopt_orphans, enter_sandbox
from graders.harness.child.seal import Seal
from graders.harness.child.siblings import SiblingFinder
from graders.harness.child.submission import Submission
from graders.harness.child.time_patches import TimePatches
from graders.harness.child.user import become

MOST_DESCRIPTORS = 1024
"""How many descriptors there are at most, where the system does not list those that are open."""
KEPT_VARIABLES = ("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ")
OF_WINDOWS = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR", "COMSPEC", "PATHEXT", "NUMBER_OF_PROCESSORS")
"""Variables without which its own functions, and programs that are started there, do not work."""
OWN_FOLDERS = ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "TMPDIR", "TEMP", "TMP")


def run(
    job: Job, control: socket.socket, lifeline: socket.socket, listener: socket.socket | None
) -> None:
    """Run one submitted file until the grader ends this process.

    Whatever goes wrong before "begun" is reported is the kit's fault, and after that never is.
    """
    let_go_of_all_but(control, lifeline, listener)
    set_the_stage(job)
    importlib.import_module("graders.harness.child.preload")  # in vain, or not yet done
    desk = Agent(BlockingChannel(control))
    submission = Submission(job.folder, job.file, job.text)
    play = _role(job, submission, desk, listener)
    seal = Seal()
    desk.is_whole = lambda: seal.is_whole and submission.sources.in_place
    _forget_the_kit()
    adopt_orphans()
    keep_to_itself(job)
    limits.impose()
    hold_on_to(lifeline)
    TimePatches(desk, submission).install()
    SiblingFinder(
        job.siblings, job.stand_ins, lambda name: desk.report("imported", name=name)
    ).install()
    desk.report("begun")
    gc.freeze()  # what is frozen is not found among all objects
    try:
        module = submission.load()
        if submission.bare_yields:
            desk.report("bare_yields", lines=submission.bare_yields)
        play(module)
    except LoadError as refused:
        desk.report("refused", **refused.problem)
    except Exception as error:  # what a student's object did when it was looked at
        desk.report("refused", **submission.problem(error))


def keep_to_itself(job: Job) -> None:
    """Have this process, and all that it starts, reach nothing but its own."""
    if job.user is not None:
        files = [os.__file__, uvicorn.__file__, *map(str, Path(job.folder).glob("*.py"))]
        become(job.user, [*job.readable, *files], confined=job.confined)
    if job.confined:
        enter_sandbox(job.scratch, job.readable)


def _role(
    job: Job, submission: Submission, desk: Agent, listener: socket.socket | None
) -> Callable[[ModuleType], None]:
    """Return what is to be done with the loaded file; all that it takes is imported by then."""
    if job.role == "app":
        assert listener is not None
        desk.real_time = job.real_time
        return partial(serve, submission=submission, control=desk, listener=listener)
    if job.role == "generator":
        return partial(iterate, submission=submission, control=desk, name=job.name)
    from graders.harness.child.roles.client import consume

    return partial(consume, submission=submission, control=desk, name=job.name)


def _forget_the_kit() -> None:
    """Keep a submission from importing how it is judged; what runs here goes on without."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "graders"]:
        del sys.modules[name]


def let_go_of_all_but(*sockets: socket.socket | None) -> None:
    """Lead every other descriptor that came from the kit's own processes to nowhere."""
    if os.name != "posix":
        return
    kept = {0, 1, 2, *(sock.fileno() for sock in sockets if sock is not None)}
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in _descriptors() - kept:
        with contextlib.suppress(OSError):  # not all of them are open
            os.fstat(descriptor)
            # Not closed: its number would go to the next file that is opened, and what still knows
            # the number could write there.
            os.dup2(nowhere, descriptor, inheritable=False)


def _descriptors() -> set[int]:
    """Return the numbers of the descriptors that are open, and maybe others."""
    for folder in ("/proc/self/fd", "/dev/fd"):
        with contextlib.suppress(OSError):
            return {int(name) for name in os.listdir(folder)}
    return set(range(MOST_DESCRIPTORS))


def set_the_stage(job: Job) -> None:
    """A session, a working directory, a short environment, and signals as in any new process."""
    if hasattr(os, "setsid"):
        # A session of its own: what this process starts can be found by it, even as an orphan.
        os.setsid()
    os.chdir(job.scratch)
    wanted = (*KEPT_VARIABLES, *OF_WINDOWS)
    kept = {name: os.environ[name] for name in wanted if name in os.environ}
    os.environ.clear()
    own = dict.fromkeys(OWN_FOLDERS, job.scratch)
    # The settings of macOS and Windows may name a proxy, which would get what is for a server here.
    # httpx and the standard library look there, unless a variable of the environment says more.
    os.environ.update(kept, **own, SSL_CERT_FILE=job.certificates, no_proxy="*", PYTHONUTF8="1")
    tempfile.tempdir = None  # it may have been looked up already, in the environment of before
    kit = os.path.realpath(Path(__file__).parents[3])
    sys.path[:] = [entry for entry in sys.path if entry and os.path.realpath(entry) != kit]
    sys.dont_write_bytecode = True
    sys.argv[:] = [job.file]
    _listen_to_signals()
    _have_fine_timers()
    _warn_as_usual()
    faulthandler.enable(all_threads=False)


def _listen_to_signals() -> None:
    """Undo what this process has inherited: signals that are held back, or ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if hasattr(signal, "SIGCHLD"):
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _have_fine_timers() -> None:
    """Have pauses of milliseconds last as long as they say; on Windows they go in larger steps."""
    if sys.platform == "win32":
        ctypes.WinDLL("winmm").timeBeginPeriod(1)


def _warn_as_usual() -> None:
    """Take warnings as Python does without any option, whatever options the grader was given."""
    warnings.resetwarnings()
    for category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
        warnings.simplefilter("ignore", category)
    warnings.simplefilter("ignore", BytesWarning)
    warnings.formatwarning = _in_a_line


def _in_a_line(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    line: str | None = None,
) -> str:
    """Tell a warning without its place, which may be in the kit, and with nothing to enable."""
    return f"{category.__name__}: {message}\n"
