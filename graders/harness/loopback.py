"""Sockets on the loopback interface, which nobody but this machine can reach."""

from __future__ import annotations

import socket
import sys

from graders.harness import isolation

HOST = "127.0.0.1"


def new_socket() -> socket.socket:
    """Return a socket for TCP of the network that submissions are in.

    Its protocol is named: asyncio turns Nagle's algorithm off only where it sees that this is TCP.
    """
    if isolation.is_sandbox():
        from graders.harness.zygote import zygote

        return zygote().new_socket()
    return socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)


def listening_socket(port: int = 0) -> socket.socket:
    """Return a socket that listens on `port`, or a free one; raise `OSError` if that is taken."""
    listener = new_socket()
    try:
        if port and sys.platform != "win32":  # there it would let two programs have one port
            # The connections of whoever listened here before may linger for a minute.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, port))
        listener.listen(128)
    except BaseException:
        listener.close()
        raise
    return listener
