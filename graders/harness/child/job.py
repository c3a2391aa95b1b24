"""What one child is asked to do. The grader imports this, and nothing heavy comes with it."""

from __future__ import annotations

import importlib
import signal
import socket
from collections.abc import Mapping
from dataclasses import dataclass, field

TRACE_SIGNAL = getattr(signal, "SIGUSR1", None)
"""Sent to a process that is stuck: it then writes where it stands to `TRACE_FILE`."""
TRACE_FILE = "where-it-stands.txt"


@dataclass(frozen=True)
class Job:
    """Play `role` ("app", "generator" or "client") with `name` of `file` in `folder`.

    `scratch` is the working directory; `certificates` is a file with one certificate, so that no
    HTTP client spends its time on reading all there are. `readable` are the paths that hold all
    that may be read, where it is `confined`; `user` is whom it runs as, if not as the kit does.
    `siblings` are the modules of the submission's other files, `stand_ins` has the code of the
    kit's own for those that it is imported for. `real_time` has an app run on the real clock, not
    on the grader's. `tokens` is where the lab has the tokens from, if not from `source`, the file's
    own; `by_chunk` has it hold what is sent, and no generators. `text` is run in the place of what
    is in the file. `target` is the module that does it all.
    """

    folder: str
    file: str
    role: str
    name: str
    scratch: str
    certificates: str
    readable: tuple[str, ...]
    confined: bool = True
    user: int | None = None
    siblings: tuple[str, ...] = ()
    stand_ins: Mapping[str, str] = field(default_factory=dict)
    real_time: bool = False
    tokens: str = ""
    source: str = ""
    by_chunk: bool = False
    text: str | None = None
    target: str = "graders.harness.child.main"

    def run(
        self,
        control: socket.socket,
        lifeline: socket.socket,
        listener: socket.socket | None,
        output: socket.socket | None = None,
    ) -> None:
        """Do it, in the process that was started for it; all that is printed goes to `output`.

        Without one it goes there already.
        """
        importlib.import_module("graders.harness.child.printing").redirect(output)
        importlib.import_module(self.target).run(self, control, lifeline, listener)
