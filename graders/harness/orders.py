"""How a waiting process is told its job: a line of JSON, and with it the sockets it needs.

Without a job it is asked for a socket of the network that it is in.
"""

from __future__ import annotations

import json
import os
import socket
import struct
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from graders.harness.child.job import Job

Given = Sequence[socket.socket | None]

AT_ONCE = 1 << 16
MOST_SOCKETS = 8
CREDENTIALS = struct.Struct("3i")
"""The ids of a process, its user and its group, as the system tells who sent something (Linux)."""
TELLS_SENDERS = hasattr(socket, "SCM_CREDENTIALS")


class Heard(NamedTuple):
    """What was said, by which process if the system tells, and a descriptor that came with it."""

    said: bytes
    pid: int | None
    descriptor: int | None


def send(orders: socket.socket, job: Job | None, given: Given) -> None:
    """Tell a process its job, and hand over the sockets; where there is none, it gets none."""
    order = {"job": job and asdict(job), "given": [sock is not None for sock in given]}
    line = json.dumps(order).encode() + b"\n"
    sent = socket.send_fds(orders, [line], [sock.fileno() for sock in given if sock is not None])
    orders.sendall(line[sent:])


def receive(orders: socket.socket) -> tuple[Job | None, list[Any]] | None:
    """Wait for a job and its sockets; return nothing when the grader has gone."""
    line, descriptors = b"", list[int]()
    while not line.endswith(b"\n"):
        data, more, _, _ = socket.recv_fds(orders, AT_ONCE, MOST_SOCKETS)
        if not data:
            return None
        line, descriptors = line + data, descriptors + more
    order = json.loads(line)
    job = order["job"] and Job(**order["job"])
    return job, _sockets(order["given"], descriptors)


def _sockets(given: Sequence[bool], descriptors: Sequence[int]) -> list[Any]:
    left = iter(descriptors)
    sockets = [socket.socket(fileno=next(left)) if there_is else None for there_is in given]
    for descriptor in descriptors:
        os.set_inheritable(descriptor, False)  # what a submission starts has no business there
    return sockets


def pair() -> tuple[socket.socket, socket.socket]:
    """Return two ends of which the first is told who has sent what it hears."""
    ours, theirs = socket.socketpair()
    if TELLS_SENDERS:
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
    return ours, theirs


def hear(ours: socket.socket) -> Heard:
    """Wait for one byte; raise `EOFError` where nobody is left to say it.

    The process id is the one by which this process knows the sender, in whatever world it lives.
    """
    room = socket.CMSG_SPACE(CREDENTIALS.size) + socket.CMSG_SPACE(struct.calcsize("i"))
    said, ancillary, _, _ = ours.recvmsg(1, room)
    if not said:
        raise EOFError("the process to fork from has gone")
    pid = descriptor = None
    for _, kind, data in ancillary:
        if kind == socket.SCM_RIGHTS:
            (descriptor,) = struct.unpack("i", data)
        elif TELLS_SENDERS and kind == socket.SCM_CREDENTIALS:
            pid = CREDENTIALS.unpack(data)[0]
    return Heard(said, pid, descriptor)
