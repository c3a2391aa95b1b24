"""The process that children are forked from: import all that they need, and wait for orders."""

from __future__ import annotations

import contextlib
import importlib
import os
import selectors
import signal
import socket
from collections.abc import Iterator
from typing import Any

from graders.harness import orders as protocol
from graders.harness.child.job import Job


def run(orders: int) -> None:
    """Fork a child for each order, until the grader has gone; return in a child, its job done.

    The last socket of an order is for the child's process id and, in the end, its exit status. An
    order without a job asks for a socket of this process's network.
    """
    while os.open(os.devnull, os.O_RDWR) < 3:
        pass  # one of the three that every program has was closed
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    importlib.import_module("graders.harness.child.preload")
    with socket.socket(fileno=orders) as taken:
        child = _ForkLoop(taken).serve()
    if child is not None:
        job, given = child
        job.run(*given)


class _ForkLoop:
    def __init__(self, orders: socket.socket) -> None:
        self._orders = orders
        self._statuses: dict[int, socket.socket] = {}
        self._wakes, self._wake = socket.socketpair()
        self._wakes.setblocking(False)
        self._wake.setblocking(False)

    def serve(self) -> tuple[Job, list[Any]] | None:
        """Serve until the grader has gone; in a child, return at once what it is to do."""
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        signal.set_wakeup_fd(self._wake.fileno())
        with selectors.DefaultSelector() as selector:
            selector.register(self._orders, selectors.EVENT_READ)
            selector.register(self._wakes, selectors.EVENT_READ)
            while True:
                ready = [key.fileobj for key, _ in selector.select()]
                if self._wakes in ready:
                    self._tell_of_ends()
                if self._orders in ready:
                    order = protocol.receive(self._orders)
                    if order is None:
                        return None
                    job, given = order
                    if job is None:
                        _give_a_socket(*given)
                    elif self._forked(given):
                        return job, given

    def _forked(self, given: list[Any]) -> bool:
        """Fork, and return whether this is the child; `given` are then its own sockets only."""
        status: socket.socket = given.pop()
        pid = os.fork()
        if pid == 0:
            self._become_a_child(status)
            return True
        self._statuses[pid] = status
        for sock in filter(None, given):
            sock.close()
        return False

    def _become_a_child(self, status: socket.socket) -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        _tell(status, os.getpid())
        for sock in (*self._statuses.values(), status, self._wakes, self._wake):
            sock.close()

    def _tell_of_ends(self) -> None:
        self._wakes.recv(4096)
        for pid, code in _ended():
            with self._statuses.pop(pid) as status:
                _tell(status, code)


def _give_a_socket(asked: socket.socket) -> None:
    with asked, socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as made:
        socket.send_fds(asked, [b"."], [made.fileno()])


def _tell(status: socket.socket, number: int) -> None:
    with contextlib.suppress(OSError):  # nobody wants to know any more
        status.sendall(b"%d\n" % number)


def _ended() -> Iterator[tuple[int, int]]:
    """Each child that has ended by now, with its exit status."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if pid == 0:
            return
        yield pid, os.waitstatus_to_exitcode(status)
