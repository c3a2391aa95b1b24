"""The event streams of the solutions, read by two SSE clients that others have written."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.support.npm import installed
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
    folder = installed(NPM, tmp_path_factory.mktemp("npm"))
    return [shutil.which("node") or "node", str(folder / "listen.mjs")]


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
