"""The event streams of the solutions, read by two SSE clients that others have written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.support.serving import DONE, Server, Solution, each_event_stream
from tests.support.stuck import STUCK

NPM = Path(__file__).with_name("npm")
Serve = Callable[..., Server]


@each_event_stream
def test_httpx_sse(held: Serve, solution: Solution, messages: list[str]) -> None:
    httpx_sse = pytest.importorskip("httpx_sse", reason="httpx-sse is not installed")
    server = held(solution)
    with httpx.Client(trust_env=False, timeout=STUCK) as client:
        with httpx_sse.connect_sse(client, "GET", server.url) as source:
            events = source.iter_sse()
            for message in messages:
                received = next(events)
                assert (received.event, received.data) == ("message", message)
                server.release()
            assert list(events) == []


@pytest.fixture(scope="module")
def listen(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Install the npm package into a temporary folder; return the command that listens to a URL."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        pytest.skip("there is no node or no npm on the PATH")
    folder = tmp_path_factory.mktemp("npm")
    shutil.copytree(NPM, folder, dirs_exist_ok=True)
    options = ["--no-package-lock", "--ignore-scripts", "--engine-strict", "--no-audit"]
    install = subprocess.run(
        [npm, "install", *options], cwd=folder, stderr=subprocess.PIPE, text=True, check=False
    )
    if install.returncode != 0:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up(f"npm could not install the package: {install.stderr}")
    return [node, str(folder / "listen.mjs")]


@each_event_stream
def test_eventsource_of_npm(
    held: Serve, listen: list[str], solution: Solution, messages: list[str]
) -> None:
    server = held(solution)
    with subprocess.Popen([*listen, server.url], stdout=subprocess.PIPE) as client:
        try:
            assert client.stdout is not None
            for message in messages:
                assert json.loads(client.stdout.readline()) == {"data": message}
                server.release()
            rest = client.stdout.read().decode().splitlines()
        finally:
            client.kill()
    # Without [DONE] to close on, the end of the stream is an error, and it would connect again.
    assert rest == ([] if DONE in messages else ["{}"])
