"""One request to an app: what is sent, what comes back, and how it ends."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.harness.drivers import request as harness
from graders.harness.drivers.app import AppDriver
from tests.support.apps import got, served

ENDPOINT = """

@app.get("/")
async def endpoint():
    return StreamingResponse(words(), media_type="text/plain")
"""


async def test_prompts_arrive_whole(tmp_path: Path) -> None:
    prompts = ["", "a&b=c%20+#?/", "naïve 😀", " \t\r\n", "x" * 5000]

    async def play(server: AppDriver) -> None:
        for number, prompt in enumerate(prompts):
            await server.get("/", prompt, name=str(number))

    source = """
from fastapi.responses import PlainTextResponse

@app.get("/")
def endpoint(prompt: str):
    return PlainTextResponse(prompt)
"""
    transcript = await served(tmp_path, source, play)
    assert [stream.body.decode() for stream in transcript.streams.values()] == prompts


async def test_a_background_task_does_not_keep_the_response_open(tmp_path: Path) -> None:
    source = """
@app.get("/")
async def endpoint(tasks: BackgroundTasks):
    tasks.add_task(asyncio.sleep, 1000)
    return "done"
"""
    stream = await got(tmp_path, source)
    assert (stream.end, stream.body, stream.ended_at) == ("complete", b'"done"', 0)


async def test_an_app_needs_no_framework(tmp_path: Path) -> None:
    source = """
class App:
    async def __call__(self, scope, receive, send):
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 200, "headers": []})
            await send({"type": "http.response.body", "body": b"a ", "more_body": True})
            await send({"type": "http.response.body", "body": b"b "})

app = App()
"""
    stream = await got(tmp_path, source)
    assert [chunk.data for chunk in stream.chunks] == [b"a ", b"b "]


async def test_a_students_thread_is_heard(tmp_path: Path) -> None:
    source = """
async def words():
    loop, queue = asyncio.get_running_loop(), asyncio.Queue()
    def produce():
        for word in ("a ", "b ", None):
            loop.call_soon_threadsafe(queue.put_nowait, word)
    threading.Thread(target=produce).start()
    while word := await queue.get():
        yield word

@app.get("/")
async def endpoint():
    return StreamingResponse(words())
"""
    stream = await got(tmp_path, source)
    assert (stream.end, stream.body) == ("complete", b"a b ")


# How a stream ends


@pytest.mark.parametrize(
    ("source", "end", "body"),
    [
        pytest.param(
            """
async def words():
    yield "a "
    await asyncio.Event().wait()
""",
            "stalled",
            b"a ",
            id="stalls",
        ),
        pytest.param(
            """
async def words():
    yield "a "
    raise LookupError("out of words")
""",
            "cut",
            b"a ",
            id="raises",
        ),
        pytest.param(
            """
async def words():
    while True:
        await asyncio.sleep(0)
        yield "a "
""",
            "endless",
            None,
            id="endless",
        ),
        pytest.param(
            """
async def words():
    while True:
        await asyncio.sleep(20)
        yield "a "
""",
            "endless",
            None,
            id="trickles-for-ever",
        ),
        pytest.param(
            """
async def words():
    for word in ("a ", "b "):
        await asyncio.sleep(25)
        yield word
""",
            "complete",
            b"a b ",
            id="slow",
        ),
        pytest.param(
            """
async def words():
    for word in ("a ", "b "):
        await asyncio.to_thread(lambda: None)
        yield word
""",
            "complete",
            b"a b ",
            id="in-threads",
        ),
    ],
)
async def test_every_stream_comes_to_an_end(
    source: str,
    end: str,
    body: bytes | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(harness, "MAX_CHUNKS", 200)
    stream = await got(tmp_path, source + ENDPOINT)
    assert stream.end == end
    assert body is None or stream.body == body


async def test_a_body_beyond_the_limit_is_not_read_on(tmp_path: Path) -> None:
    source = """
async def words():
    while True:
        await asyncio.sleep(0)
        yield "a" * 1_000_000

@app.get("/")
async def endpoint():
    return StreamingResponse(words())
"""
    stream = await got(tmp_path, source)
    assert stream.end == "endless"
    assert len(stream.body) < harness.MAX_BODY + 2_000_000
