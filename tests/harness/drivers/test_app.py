"""Small apps, served, and driven step by step."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from graders.errors import KitError
from graders.harness.drivers import app as harness
from graders.harness.drivers.app import AppDriver
from graders.harness.rig import Rig
from graders.transcript import Stream, Transcript
from tests.support.submissions import line_of, observe

Play = Callable[[AppDriver], Awaitable[object]]

HEAD = """
import asyncio
import threading
from fastapi import BackgroundTasks, FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()
"""
ASYNC = """
async def words():
    for word in ("a ", "b ", "c "):
        await asyncio.sleep(0.01)
        yield word

@app.get("/")
async def endpoint():
    return StreamingResponse(words(), media_type="text/plain")
"""
GATED = """
def token_stream(prompt):
    yield from prompt.split()

@app.get("/")
def endpoint(prompt: str):
    return StreamingResponse({body}, media_type="text/plain")
"""


async def served(folder: Path, source: str, play: Play) -> Transcript:
    """Serve an app while `play` drives it, and return what was seen."""

    async def script(rig: Rig) -> None:
        async with rig.serve() as server:
            await play(server)

    return await observe(folder, "app", HEAD + source, script)


async def got(folder: Path, source: str) -> Stream:
    """Return the answer of an app to one request."""
    transcript = await served(folder, source, lambda server: server.get("/", name="it"))
    return transcript.streams["it"]


def arrivals(stream: Stream) -> list[tuple[bytes, int, float]]:
    """Return each chunk, with the steps taken and the time at its arrival."""
    return [(chunk.data, chunk.step, round(chunk.clock, 6)) for chunk in stream.chunks]


# The clock


async def test_each_step_of_the_clock_brings_one_chunk(tmp_path: Path) -> None:
    async def play(server: AppDriver) -> None:
        live = server.open("/", name="it")
        before = (await server.settle()).next_timer
        assert before == pytest.approx(0.01)
        assert not live.record.chunks
        for _ in range(3):
            await server.advance(0.01)
        assert live.done

    stream = (await served(tmp_path, ASYNC, play)).streams["it"]
    assert arrivals(stream) == [(b"a ", 1, 0.01), (b"b ", 2, 0.02), (b"c ", 3, 0.03)]
    assert (stream.end, stream.status) == ("complete", 200)
    assert stream.ended_at == pytest.approx(0.03)


async def test_streams_at_once_share_the_time(tmp_path: Path) -> None:
    async def play(server: AppDriver) -> None:
        await server.finish(*(server.open("/", name=name) for name in "xyz"))

    transcript = await served(tmp_path, ASYNC, play)
    assert [stream.body for stream in transcript.streams.values()] == [b"a b c "] * 3
    ends = [stream.ended_at - stream.begun_at for stream in transcript.streams.values()]
    assert ends == pytest.approx([0.03] * 3)


async def test_all_that_needs_no_time_has_arrived_when_settled(tmp_path: Path) -> None:
    source = """
def words():
    yield from ("a ", "b ", "c " * 20_000)

@app.get("/")
def endpoint():
    return StreamingResponse(words(), media_type="text/plain")
"""

    async def play(server: AppDriver) -> None:
        live = server.open("/", name="it")
        await server.settle()
        assert live.done

    stream = (await served(tmp_path, source, play)).streams["it"]
    assert stream.body == b"a b " + b"c " * 20_000
    assert {chunk.step for chunk in stream.chunks} == {0}


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
    stream = await got(tmp_path, source + ASYNC.partition("\n\n")[2])
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


# What goes wrong


@pytest.mark.parametrize("path", ["/early", "/late"])
async def test_an_exception_is_told_with_the_line(path: str, tmp_path: Path) -> None:
    source = """
@app.get("/early")
def early():
    raise LookupError("out of words")

def words():
    yield "a "
    raise LookupError("out of words")

@app.get("/late")
def late():
    return StreamingResponse(words())
"""
    transcript = await served(tmp_path, source, lambda server: server.get(path, name="it"))
    stream = transcript.streams["it"]
    problem = stream.problem
    assert problem is not None
    assert (problem.kind, problem.stage, problem.file) == ("raised", "request", "stage9_test.py")
    assert problem.message == "LookupError: out of words"
    first = line_of(HEAD + source, "raise LookupError")
    assert problem.line == (first if path == "/early" else first + 4)
    assert (stream.status, stream.end) == ((500, "complete") if path == "/early" else (200, "cut"))


@pytest.mark.parametrize(
    ("source", "kind", "stage"),
    [
        ("app = None", "missing_name", None),
        ("app = 'app'", "wrong_type", None),
        ("app = FastAPI", "wrong_type", None),
        ("def app(environ, start_response): ...", "wrong_type", None),
        ("raise KeyError(1)", "raised", "import"),
        ("async def fail(app): raise KeyError(1)\napp.router.lifespan_context = fail", None, None),
        ("app.router.on_startup = []\nraise NotImplementedError", "not_started", "import"),
    ],
)
async def test_an_app_that_cannot_be_served(
    source: str, kind: str | None, stage: str | None, tmp_path: Path
) -> None:
    transcript = await served(tmp_path, source, lambda server: server.settle())
    assert not transcript.ready
    assert transcript.problem is not None
    if kind:
        assert (transcript.problem.kind, transcript.problem.stage) == (kind, stage)


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


async def test_a_background_task_does_not_keep_the_response_open(tmp_path: Path) -> None:
    source = """
@app.get("/")
async def endpoint(tasks: BackgroundTasks):
    tasks.add_task(asyncio.sleep, 1000)
    return "done"
"""
    stream = await got(tmp_path, source)
    assert (stream.end, stream.body, stream.ended_at) == ("complete", b'"done"', 0)


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


# The gate


@pytest.mark.parametrize(
    ("body", "sizes"),
    [
        pytest.param("token_stream(prompt)", [1, 2, 3], id="streams"),
        pytest.param("(t for t in token_stream(prompt))", [1, 2, 3], id="wraps"),
        pytest.param("list(token_stream(prompt))", [0, 0, 0], id="collects"),
        pytest.param("iter([''.join(token_stream(prompt))])", [0, 0, 0], id="joins"),
    ],
)
async def test_what_the_client_had_at_each_hold_is_noted(
    body: str, sizes: list[int], tmp_path: Path
) -> None:
    async def play(server: AppDriver) -> None:
        await server.play_gated("/", "a b c", name="it")

    transcript = await served(tmp_path, GATED.format(body=body), play)
    stream = transcript.streams["it"]
    assert transcript.gated == ["token_stream"]
    assert [hold.item for hold in stream.holds] == [1, 2, 3]
    assert [hold.size for hold in stream.holds] == sizes
    assert (stream.end, stream.body) == ("complete", b"abc")


async def test_an_app_without_a_source_is_played_all_the_same(tmp_path: Path) -> None:
    async def play(server: AppDriver) -> None:
        await server.play_gated("/", "a b", name="it")

    source = '@app.get("/")\ndef endpoint(prompt: str):\n    return prompt\n'
    transcript = await served(tmp_path, source, play)
    assert (transcript.gated, transcript.streams["it"].holds) == ([], [])
    assert transcript.streams["it"].end == "complete"


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


async def test_open_files_are_counted(tmp_path: Path) -> None:
    counts = []

    async def script(rig: Rig) -> None:
        log = rig.scratch / "server.log"
        log.touch()
        async with rig.serve() as server:
            for _ in range(3):
                await server.get("/", name="it")
                counts.append(await server.open_files(log))

    source = """
KEPT = []

@app.get("/")
def endpoint():
    KEPT.append(open("server.log"))
"""
    await observe(tmp_path, "app", HEAD + source, script)
    assert counts == [1, 2, 3]


# The kit's own connections


async def test_a_connection_that_the_kit_cannot_make_is_no_verdict(tmp_path: Path) -> None:
    async def script(rig: Rig) -> None:
        async with rig.serve() as server:
            server.origin = "http://255.255.255.255:9"
            await server.get("/", name="answer")

    with pytest.raises(KitError, match="the kit cannot connect"):
        await observe(tmp_path, "app", "from fastapi import FastAPI\napp = FastAPI()\n", script)


async def test_an_app_that_closes_its_socket_is_the_students_doing(tmp_path: Path) -> None:
    source = """
        import gc
        import socket

        async def app(scope, receive, send):
            if scope["type"] == "http":
                for found in gc.get_objects():
                    if type(found) is socket.socket and found.type == socket.SOCK_STREAM:
                        if found.family == socket.AF_INET:
                            found.close()
        """

    async def script(rig: Rig) -> None:
        async with rig.serve() as server:
            await server.get("/", name="first")
            await server.get("/", name="second")

    seen = await observe(tmp_path, "app", source, script)
    assert seen.streams["second"].end == "cut"
