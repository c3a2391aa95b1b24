"""How httpx reaches a server of this machine: on a plain socket of the grader's event loop.

What httpcore has for that serves any event loop and TLS too, and each read takes it five times as
long. It also reads ahead; here nothing is taken from the socket before it is wanted.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any

import httpcore

from graders.harness.lean_httpx import httpx
from graders.harness.loopback import new_socket


class LoopbackTransport(httpx.AsyncHTTPTransport):
    """Speaks HTTP/1.1 to addresses of this machine, on as many connections as are asked for."""

    def __init__(self) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            max_connections=None, network_backend=_LoopbackBackend()
        )


class _LoopbackBackend(httpcore.AsyncNetworkBackend):
    async def connect_tcp(self, host: str, port: int, *_: Any, **__: Any) -> Connection:
        sock = new_socket()
        sock.setblocking(False)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            await asyncio.get_running_loop().sock_connect(sock, (host, port))
        except BaseException as error:
            sock.close()
            if isinstance(error, OSError):
                raise httpcore.ConnectError(str(error)) from error
            raise
        return Connection(sock)


class Connection(httpcore.AsyncNetworkStream):
    """One connection; it has a socket that does not block."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what has come, or what comes next; nothing at the end."""
        # What is there already is read at once; a server that never pauses is not alone.
        await asyncio.sleep(0)
        try:
            return await asyncio.get_running_loop().sock_recv(self._sock, max_bytes)
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of `buffer`."""
        try:
            await asyncio.get_running_loop().sock_sendall(self._sock, buffer)
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    async def aclose(self) -> None:
        """Close the connection."""
        self._sock.close()

    def get_extra_info(self, info: str) -> Any:
        """Return whether it "is_readable": nothing else is asked for here."""
        return self._is_readable() if info == "is_readable" else None

    def _is_readable(self) -> bool:
        """Whether a read would not wait: then an idle connection has been closed by the server."""
        try:
            self._sock.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:  # it is broken, which a read would tell
            return True
        return True
