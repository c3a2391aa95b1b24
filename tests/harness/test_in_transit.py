"""What waits in pipes and sockets of another process, seen from here."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from graders.harness.in_transit import in_transit
from graders.harness.process_memory import held_memory

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(os, "pidfd_open"), reason="only Linux tells"
)
KIBIBYTE = 1 << 10
PROGRAM = """
import os, socket, sys
reads, writes = os.pipe()
os.write(writes, bytes(20 << 10))
one, other = socket.socketpair()
one.send(bytes(30 << 10))
print("ready", flush=True)
sys.stdin.read()
"""


def test_what_waits_is_counted_once_and_held() -> None:
    command = [sys.executable, "-c", PROGRAM]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen(command, **pipes, text=True) as process:  # type: ignore[call-overload]
        assert process.stdout.readline() == "ready\n"
        found = dict(in_transit(process.pid))
        assert sorted(found.values())[-2:] == [20 * KIBIBYTE, 30 * KIBIBYTE]
        assert all(name.startswith(("pipe:", "socket:")) for name in found)
        assert held_memory(process.pid) > 50 * KIBIBYTE
        process.communicate()


def test_of_a_process_that_is_gone_nothing_waits() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    assert list(in_transit(process.pid)) == []
