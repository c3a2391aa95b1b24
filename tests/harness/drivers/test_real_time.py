"""Small apps on the real clock."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path

import pytest

from graders.errors import OffTheClock
from graders.harness.drivers import real_time
from graders.harness.drivers.app import AppDriver
from graders.harness.drivers.real_time import RealTimeDriver
from graders.harness.rig import Rig
from graders.transcript import Transcript
from tests.support.submissions import observe

HEAD = """
import asyncio, select, threading
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

@app.get("/")
async def endpoint():
    return StreamingResponse(words(), media_type="text/plain")
"""
PAUSES = """
{define} words():
    for word in ("a ", "b ", "c "):
        {pause}
        yield word
"""
THREAD = "await asyncio.to_thread(threading.Event().wait, 0.01)"


async def served(
    folder: Path, source: str, play: Callable[[RealTimeDriver], Awaitable[object]]
) -> Transcript:
    """Serve an app on the real clock while `play` drives it, and return what was seen."""

    async def script(rig: Rig) -> None:
        async with rig.serve_in_real_time() as server:
            await play(server)

    return await observe(folder, "app", HEAD + source, script)


@pytest.mark.parametrize(
    ("pause", "define", "holds_up"),
    [
        pytest.param("await asyncio.sleep(0.01)", "async def", False, id="awaits"),
        pytest.param(THREAD, "async def", False, id="awaits-a-thread"),
        pytest.param("threading.Event().wait(0.01)", "async def", True, id="blocks"),
        pytest.param("select.select([], [], [], 0.01)", "async def", True, id="selects"),
        pytest.param("threading.Event().wait(0.01)", "def", True, id="thread-nobody-awaits"),
    ],
)
async def test_times_are_those_of_the_child(
    tmp_path: Path, pause: str, define: str, holds_up: bool
) -> None:
    source = PAUSES.format(define=define, pause=pause)
    seen = await served(tmp_path, source, lambda server: server.get("/", name="it"))
    stream = seen.streams["it"]
    assert [chunk.data for chunk in stream.chunks] == [b"a ", b"b ", b"c "]
    times = [stream.begun_at, *(chunk.clock for chunk in stream.chunks), stream.ended_at]
    assert times == sorted(times)
    assert all(now - before >= 0.01 for before, now in pairwise(times[:4]))
    assert stream.times is not None
    if holds_up:
        assert min(stream.times.held) >= 0.0099
    assert seen.real_time
    assert seen.ready


async def test_what_never_comes_is_not_awaited_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(real_time, "PATIENCE", 0.2)
    source = PAUSES.format(define="async def", pause="await asyncio.Event().wait()")
    seen = await served(tmp_path, source, lambda server: server.get("/", name="it"))
    assert seen.streams["it"].end == "stalled"
    assert seen.problem is None


async def test_requests_at_the_door_are_let_in_at_once(tmp_path: Path) -> None:
    async def play(server: RealTimeDriver) -> None:
        async with server.at_the_door():
            streams = [server.open("/", name=f"{number}") for number in range(5)]
        await server.finish(*streams)

    seen = await served(tmp_path, PAUSES.format(define="async def", pause=THREAD), play)
    assert len(seen.streams) == 5
    begun = max(stream.begun_at for stream in seen.streams.values())
    assert all(stream.chunks[0].clock >= begun for stream in seen.streams.values())


async def test_requests_at_the_door_are_let_in_by_tokens(tmp_path: Path) -> None:
    async def play(server: RealTimeDriver) -> None:
        async with server.at_the_door(one_by_one=True):
            others = [server.open("/none", name=f"{number}") for number in range(4)]
        await server.get("/", name="it")
        await server.open_door()
        await server.finish(*others)

    seen = await served(tmp_path, PAUSES.format(define="async def", pause=THREAD), play)
    a, b, c = [chunk.clock for chunk in seen.streams["it"].chunks]
    first, second, third, fourth = sorted(seen.streams[f"{n}"].begun_at for n in range(4))
    assert a <= first <= b <= second <= c <= third <= fourth


@pytest.mark.parametrize(
    "pause",
    [
        pytest.param("while True: await asyncio.sleep(0)", id="polls"),
        pytest.param("await asyncio.to_thread(NEVER.wait)", id="held-up"),
    ],
)
async def test_what_the_clock_does_not_govern_is_said(tmp_path: Path, pause: str) -> None:
    said: list[bool] = []

    async def script(rig: Rig) -> None:
        try:
            async with rig.serve() as server:
                server.by_clock = True
                await server.get("/", name="it")
        except OffTheClock:
            said.append(True)

    source = HEAD + "\nNEVER = threading.Event()\n" + PAUSES.format(define="async def", pause=pause)
    await observe(tmp_path, "app", source, script)
    assert said == [True]


async def test_pauses_that_have_never_been_are_not_believed(tmp_path: Path) -> None:
    source = """
def words():
    for word in ("a ", "b ", "c "):
        yield word
"""

    async def play(server: RealTimeDriver) -> None:
        stream = server.open("/", name="it")
        await server.wait_until(lambda: stream.done)
        await AppDriver.note_times(server, stream)
        times = stream.record.times
        assert times is not None
        times.sent[:] = [at + 60 * number for number, at in enumerate(times.sent)]
        real_time._hold_against_ours(stream)

    seen = await served(tmp_path, source, play)
    assert seen.problem is not None
    assert "pauses that have never been" in seen.problem.message
