"""How a waiting process is told its job: a line of JSON, and with it the sockets it needs."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from graders.harness.child.job import Job

Given = Sequence[socket.socket | None]

AT_ONCE = 1 << 16
MOST_SOCKETS = 8


def send(orders: socket.socket, job: Job, given: Given) -> None:
    """Tell a process its job, and hand over the sockets; where there is none, it gets none."""
    order = {"job": asdict(job), "given": [sock is not None for sock in given]}
    line = json.dumps(order).encode() + b"\n"
    sent = socket.send_fds(orders, [line], [sock.fileno() for sock in given if sock is not None])
    orders.sendall(line[sent:])


def receive(orders: socket.socket) -> tuple[Job, list[Any]] | None:
    """Wait for a job and its sockets; return nothing when the grader has gone."""
    line, descriptors = b"", list[int]()
    while not line.endswith(b"\n"):
        data, more, _, _ = socket.recv_fds(orders, AT_ONCE, MOST_SOCKETS)
        if not data:
            return None
        line, descriptors = line + data, descriptors + more
    order = json.loads(line)
    return Job(**order["job"]), _sockets(order["given"], descriptors)


def _sockets(given: Sequence[bool], descriptors: Sequence[int]) -> list[Any]:
    left = iter(descriptors)
    sockets = [socket.socket(fileno=next(left)) if there_is else None for there_is in given]
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)  # what a submission starts has no business there
    return sockets
