"""The stage that is set for a submission, also on other systems: by fakes of their calls."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graders.harness.child import main
from graders.harness.rig import Rig
from tests.support.submissions import observe

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


async def test_a_warning_is_told_without_a_place_in_the_kit(tmp_path: Path) -> None:
    source = (
        "async def asleep(): ...\n\ndef token_stream(prompt):\n    asleep()\n    yield prompt\n"
    )

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("hi", name="it", limit=2)

    seen = await observe(tmp_path, "generator", source, script)
    assert seen.output == "RuntimeWarning: coroutine 'asleep' was never awaited\n"


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nothing is inherited")
@pytest.mark.parametrize("listed_in", ["/proc/self/fd", "/dev/fd", None])
def test_open_descriptors_are_known_on_every_system(
    listed_in: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_this_system = os.listdir

    def listdir(folder: str) -> list[str]:
        if folder != listed_in:
            raise FileNotFoundError(folder)
        return of_this_system("/dev/fd")

    monkeypatch.setattr(main.os, "listdir", listdir)
    descriptor = os.open(os.devnull, os.O_RDONLY)
    found = main._descriptors()
    os.close(descriptor)
    assert {0, 1, 2, descriptor} <= found
