"""Which worker threads are busy, and what a sleep in one of them is."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from anyio import CapacityLimiter

from graders.harness.child.worker_threads import Work, WorkerThreads, current_work
from graders.harness.rig import Rig
from graders.transcript import Transcript
from tests.support.submissions import observe


@pytest.mark.parametrize(
    ("pool", "calls", "waiting", "busy"),
    [
        pytest.param(None, 0, 0, 0, id="none"),
        pytest.param(None, 3, 0, 3, id="all-at-work"),
        pytest.param(None, 3, 2, 1, id="some-wait"),
        pytest.param(ThreadPoolExecutor(2), 3, 0, 2, id="one-too-many"),
        pytest.param(ThreadPoolExecutor(2), 3, 1, 1, id="one-in-line"),
        pytest.param(ThreadPoolExecutor(2), 3, 2, 0, id="in-line-behind-those-that-wait"),
        pytest.param(CapacityLimiter(1), 2, 1, 0, id="limiter"),
        pytest.param(CapacityLimiter(math.inf), 2, 1, 1, id="no-limit"),
    ],
)
def test_busy_threads_are_counted(pool: object, calls: int, waiting: int, busy: int) -> None:
    workers = WorkerThreads()
    under_way = [Work() for _ in range(calls)]
    for number, call in enumerate(under_way):
        workers.begin(call, pool)
        call.waits = number < waiting
    assert workers.busy == busy
    for call in under_way:
        workers.end(call, pool)
    assert workers.busy == 0


def test_a_thread_knows_its_call() -> None:
    call = Work()
    assert call.of(current_work)() is call
    assert current_work() is None


SLEEPS_IN = {
    "asyncio": "asyncio.to_thread(time.sleep, 0.01)",
    "executor": "asyncio.get_running_loop().run_in_executor(None, time.sleep, 0.01)",
    "own-executor": "asyncio.get_running_loop().run_in_executor(POOL, time.sleep, 0.01)",
    "anyio": "anyio.to_thread.run_sync(time.sleep, 0.01)",
    "limiter": "anyio.to_thread.run_sync(time.sleep, 0.01, limiter=anyio.CapacityLimiter(1))",
    "starlette": "run_in_threadpool(doze, time.monotonic() + 0.01)",
}


@pytest.mark.parametrize("pause", [pytest.param(p, id=name) for name, p in SLEEPS_IN.items()])
async def test_a_sleep_in_a_thread_that_is_awaited_takes_the_clocks_time(
    tmp_path: Path, pause: str
) -> None:
    seen = await _three_items(tmp_path, f"await {pause}", "async def")
    assert [round(chunk.clock, 6) for chunk in seen.streams["one"].chunks] == [0.01, 0.02, 0.03]
    assert not seen.blocked


async def test_a_sleep_on_another_loop_blocks_nobody(tmp_path: Path) -> None:
    seen = await _three_items(
        tmp_path, "await asyncio.to_thread(asyncio.run, on_another_loop())", "async def"
    )
    assert len(seen.streams["one"].chunks) == 3
    assert not seen.blocked


async def test_a_sleep_in_a_plain_generator_takes_no_time(tmp_path: Path) -> None:
    seen = await _three_items(tmp_path, "time.sleep(3600)", "def")
    assert [chunk.clock for chunk in seen.streams["one"].chunks] == [0, 0, 0]
    assert not seen.blocked


async def _three_items(folder: Path, pause: str, define: str) -> Transcript:
    source = f"""
        import asyncio, time
        from concurrent.futures import ThreadPoolExecutor
        import anyio, anyio.to_thread
        from fastapi import FastAPI
        from fastapi.responses import StreamingResponse
        from starlette.concurrency import run_in_threadpool

        app, POOL = FastAPI(), ThreadPoolExecutor(1)

        def doze(until):
            time.sleep(until - time.monotonic())

        async def on_another_loop():
            time.sleep(0.001)

        {define} items():
            for item in "abc":
                {pause}
                yield item

        @app.get("/")
        async def read():
            return StreamingResponse(items())
    """

    async def script(rig: Rig) -> None:
        async with rig.serve() as server:
            await server.get("/", name="one")

    return await observe(folder, "app", source, script)
