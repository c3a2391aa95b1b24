"""What ties a child to the grader: it ends with the grader, and is asked where it stands."""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import socket
import threading

from graders.harness.child.agent import GRADER_IS_GONE, WATCHING_THREAD
from graders.harness.child.job import TRACE_FILE, TRACE_SIGNAL


def hold_on_to(lifeline: socket.socket) -> None:
    """Have a thread end this whole session when nobody is left at the other end of `lifeline`.

    What comes from there asks where this process stands, on a system without such a signal.
    """
    trace = open(TRACE_FILE, "w")  # noqa: SIM115
    if TRACE_SIGNAL is not None:
        faulthandler.register(TRACE_SIGNAL, trace, all_threads=True)

    def watch() -> None:
        with contextlib.suppress(OSError):  # a submission may close what is not its own
            while lifeline.recv(1):
                faulthandler.dump_traceback(trace, all_threads=True)
            _end_session()

    threading.Thread(target=watch, name=WATCHING_THREAD, daemon=True).start()


def _end_session() -> None:
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(GRADER_IS_GONE)
