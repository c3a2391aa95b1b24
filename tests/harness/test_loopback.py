"""The socket that servers are given: of this machine alone, and never somebody else's port."""

from __future__ import annotations

import socket
from unittest.mock import Mock

import pytest

from graders.harness import loopback
from graders.harness.loopback import HOST, listening_socket


def test_a_free_port_takes_connections_of_this_machine() -> None:
    with listening_socket() as listener:
        assert listener.getsockname()[0] == HOST
        assert listener.proto == socket.IPPROTO_TCP
        with socket.create_connection(listener.getsockname()):
            pass


def test_a_port_can_be_named_once() -> None:
    with listening_socket() as first:
        port = first.getsockname()[1]
        with pytest.raises(OSError, match=r".") as raised:
            listening_socket(port)
        assert raised.value.strerror


def test_a_port_is_free_again_while_old_connections_linger() -> None:
    with listening_socket() as free:
        address = free.getsockname()
    with listening_socket(address[1]) as first, socket.create_connection(address):
        first.accept()[0].close()  # who closes first has the connection linger
    with listening_socket(address[1]) as again:
        assert again.getsockname() == address


@pytest.mark.parametrize(("system", "shared"), [("linux", 1), ("darwin", 1), ("win32", 0)])
def test_a_port_is_never_shared_on_windows(
    system: str, shared: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening_socket() as free:
        port = free.getsockname()[1]
    monkeypatch.setattr(loopback, "sys", Mock(platform=system))
    with listening_socket(port) as listener:
        assert bool(listener.getsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR)) == shared
