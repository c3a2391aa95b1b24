"""The stage that is set for a submission, also on other systems: by fakes of their calls."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from graders.harness.rig import Rig
from tests.support.paths import REPOSITORY
from tests.support.stuck import STUCK
from tests.support.submissions import observe

posix = pytest.mark.skipif(os.name != "posix", reason="sessions are POSIX")

ITS_SETTINGS_NAME_A_PROXY = """
import urllib.request

import httpx

def getproxies():
    # What the standard library does on macOS and on Windows.
    return urllib.request.getproxies_environment() or {"http": "http://127.0.0.1:9"}

urllib.request.getproxies = httpx._utils.getproxies = getproxies

async def stream_text(url):
    async with httpx.AsyncClient(timeout=None) as client, client.stream("GET", url) as response:
        async for piece in response.aiter_text():
            yield piece
"""


async def test_a_proxy_in_the_settings_of_the_system_gets_nothing(tmp_path: Path) -> None:
    async def script(rig: Rig) -> None:
        async with rig.client() as client:
            await client.read([b"You ", b"said: "], name="it")

    run = (await observe(tmp_path, "client", ITS_SETTINGS_NAME_A_PROXY, script)).runs["it"]
    assert (run.problem, run.text) == (None, "You said: ")


LEFT_ALONE = """
import select, socket, sys, time
from graders.harness.child.main import end_with_grader

del select.poll  # as in a Python that finds that of macOS broken
end_with_grader(socket.socket(fileno=int(sys.argv[1])))
print("up", flush=True)
time.sleep(1000)
"""


@posix
def test_a_child_whose_grader_was_killed_ends_without_poll() -> None:
    ours, its_own = socket.socketpair()
    with (
        ours,
        subprocess.Popen(
            [sys.executable, "-c", LEFT_ALONE, str(its_own.fileno())],
            pass_fds=[its_own.fileno()],
            start_new_session=True,
            stdout=subprocess.PIPE,
            cwd=REPOSITORY,
        ) as child,
    ):
        its_own.close()
        try:
            assert child.stdout is not None
            assert child.stdout.readline() == b"up\n"
            assert child.poll() is None
            ours.close()
            assert child.wait(STUCK) == -signal.SIGKILL
        finally:
            child.kill()
