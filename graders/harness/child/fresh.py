"""A process that was not forked: import all that a child needs, then wait for a job, and do it."""

from __future__ import annotations

import base64
import importlib
import json
import os
import socket
from typing import Any

AT_ONCE = 1 << 16
SOCKETS = 3


def run() -> None:
    """Do the job that standard input tells, or nothing when the grader goes away before."""
    importlib.import_module("graders.harness.child.preload")
    from graders.harness.child.job import Job

    line, sockets = _received_as_bytes() if hasattr(socket, "fromshare") else _received()
    if line.endswith(b"\n"):
        order = json.loads(line)
        sockets += [_shared(one) for one in order.get("sockets", ())]
        Job(**order["job"]).run(*[*sockets, None][:SOCKETS])


def _received_as_bytes() -> tuple[bytes, list[Any]]:
    line = b""
    while not line.endswith(b"\n") and (data := os.read(0, AT_ONCE)):
        line += data
    return line, []


def _received() -> tuple[bytes, list[Any]]:
    """Return the same from a socket, and the sockets that came with it."""
    line, descriptors = b"", list[int]()
    with socket.socket(fileno=os.dup(0)) as orders:
        while not line.endswith(b"\n"):
            data, more, _, _ = socket.recv_fds(orders, AT_ONCE, SOCKETS)
            if not data:
                break
            line, descriptors = line + data, descriptors + more
    return line, [socket.socket(fileno=descriptor) for descriptor in descriptors]


def _shared(encoded: str) -> socket.socket:
    made: socket.socket = socket.fromshare(base64.b64decode(encoded))  # type: ignore[attr-defined]
    return made
