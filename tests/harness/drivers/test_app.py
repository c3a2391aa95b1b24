"""Small apps, served, and driven step by step."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from graders.errors import KitError, NoReply, OffTheClock
from graders.harness.channel import Message
from graders.harness.drivers import app as harness
from graders.harness.drivers.app import AppDriver
from graders.harness.drivers.request import recut
from graders.harness.process import Child
from graders.harness.rig import Rig
from graders.transcript import Chunk, Stream
from tests.support.apps import HEAD, got, served
from tests.support.submissions import line_of, observe

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

async def asynchronous(tokens):
    for token in tokens:
        yield token

@app.get("/")
def endpoint(prompt: str):
    return StreamingResponse({body}, media_type="text/plain")
"""


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


# The gate


@pytest.mark.parametrize(
    ("body", "sizes"),
    [
        pytest.param("token_stream(prompt)", [1, 2, 3], id="streams"),
        pytest.param("(t for t in token_stream(prompt))", [1, 2, 3], id="wraps"),
        pytest.param("map(str, token_stream(prompt))", [1, 2, 3], id="maps"),
        pytest.param("asynchronous(token_stream(prompt))", [1, 2, 3], id="asynchronous"),
        pytest.param("list(token_stream(prompt))", [0, 0, 0], id="collects"),
        pytest.param("iter([''.join(token_stream(prompt))])", [0, 0, 0], id="joins"),
    ],
)
async def test_what_the_client_had_at_each_hold_is_noted(
    body: str, sizes: list[int], tmp_path: Path
) -> None:
    async def play(server: AppDriver) -> None:
        await server.play_gated("/", "a b c", name="it")

    stream = (await served(tmp_path, GATED.format(body=body), play)).streams["it"]
    holds = [hold for hold in stream.holds if hold.kind == "token_stream"]
    assert [hold.item for hold in holds] == [1, 2, 3]
    assert [hold.size for hold in holds] == sizes
    assert [hold.text for hold in holds] == ["a", "b", "c"]
    assert (stream.end, stream.body) == ("complete", b"abc")


async def test_an_app_without_a_source_is_played_all_the_same(tmp_path: Path) -> None:
    async def play(server: AppDriver) -> None:
        await server.play_gated("/", "a b", name="it")

    source = '@app.get("/")\ndef endpoint(prompt: str):\n    return prompt\n'
    stream = (await served(tmp_path, source, play)).streams["it"]
    assert (stream.holds, stream.end) == ([], "complete")


async def test_nothing_is_held_before_and_after(tmp_path: Path) -> None:
    async def play(server: AppDriver) -> None:
        await server.get("/", "a b", name="before")
        await server.play_gated("/", "a b", name="it")
        await server.get("/", "a b", name="after")

    streams = (await served(tmp_path, GATED.format(body="token_stream(prompt)"), play)).streams
    assert [len(stream.holds) for stream in streams.values()] == [0, 2, 0]
    assert {stream.body for stream in streams.values()} == {b"ab"}


async def test_a_held_generator_is_not_stuck_though_a_thread_is_busy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harness, "MOST_HELD_UP", 1)
    monkeypatch.setattr(harness, "MOST_IN_VAIN", 0)

    async def play(server: AppDriver) -> None:
        await server.play_gated("/", "a b", name="it")

    source = """
def helper():
    yield from "abc"

@app.get("/")
async def endpoint(prompt: str):
    loop, job = asyncio.get_running_loop(), threading.Event()
    loop.run_in_executor(None, job.wait)
    letters = "".join(helper())
    job.set()
    return letters
"""
    transcript = await served(tmp_path, source, play)
    stream = transcript.streams["it"]
    assert transcript.problem is None
    assert ([hold.item for hold in stream.holds], stream.body) == ([1, 2, 3], b'"abc"')


@pytest.mark.parametrize("length", ["", "5"], ids=["chunked", "content-length"])
async def test_pieces_are_those_that_the_app_sent(length: str, tmp_path: Path) -> None:
    source = f"""
async def words():
    for word in ("a", "bc", "", "de"):
        yield word

@app.get("/")
async def endpoint():
    headers = {{"content-length": "{length}"}} if "{length}" else None
    return StreamingResponse(words(), headers=headers)
"""
    stream = await got(tmp_path, source)
    assert [chunk.data for chunk in stream.chunks] == [b"a", b"bc", b"de"]
    assert stream.is_in_one_frame is bool(length)


@pytest.mark.parametrize(
    ("pieces", "sizes", "expected"),
    [
        ([b"abc", b"def"], [2, 2, 2], [(b"ab", 0), (b"cd", 1), (b"ef", 1)]),
        ([b"a", b"b", b"c"], [3], [(b"abc", 2)]),
        ([b"abcd"], [1], [(b"a", 0), (b"bcd", 0)]),
        ([b"ab"], [5], [(b"ab", 0)]),
        ([], [5], []),
    ],
)
def test_chunks_are_cut_again(
    pieces: list[bytes], sizes: list[int], expected: list[tuple[bytes, int]]
) -> None:
    chunks = [Chunk(data, step, 0.0) for step, data in enumerate(pieces)]
    assert [(chunk.data, chunk.step) for chunk in recut(chunks, sizes)] == expected


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


HANDED_OVER = """
import queue

def token_stream(prompt):
    yield from "abcdefgh"

def handed_over(prompt):
    tokens = queue.Queue()

    def produce():
        for token in token_stream(prompt):
            tokens.put(token)
        tokens.put(None)

    threading.Thread(target=produce, daemon=True).start()
    while (token := tokens.get()) is not None:
        yield token

@app.get("/")
def endpoint(prompt: str):
    return StreamingResponse(handed_over(prompt), media_type="text/plain")
"""


async def test_a_thread_that_waits_for_another_is_not_waited_for_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    ask = Child.ask

    async def noted(child: Child, op: str, patience: float = 2.5, **args: object) -> Message:
        waited.append(patience)
        return await ask(child, op, patience, **args)

    monkeypatch.setattr(Child, "ask", noted)
    seen = await served(
        tmp_path, HANDED_OVER, lambda server: server.play_gated("/", "hi", name="it")
    )
    holds = [hold for hold in seen.streams["it"].holds if hold.kind == "token_stream"]
    assert [hold.size for hold in holds] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert waited.count(harness.BRIEFLY) >= 6


ANOTHER_PYTHON = """
import sys
from asyncio.subprocess import PIPE, create_subprocess_exec

@app.get("/")
async def endpoint():
    async def words():
        program = "print('a ', flush=True); import os; os.close(1); input()"
        other = await create_subprocess_exec(sys.executable, "-c", program, stdout=PIPE, stdin=PIPE)
        yield await other.stdout.read()
        other.stdin.close()  # only now it can end: its end comes after its output
        await other.wait()
        yield "over"

    return StreamingResponse(words(), media_type="text/plain")
"""


async def test_the_silence_of_the_clock_proves_nothing_while_a_process_works(
    tmp_path: Path,
) -> None:
    seen = await served(tmp_path, ANOTHER_PYTHON, lambda server: server.get("/", name="it"))
    stream = seen.streams["it"]
    assert (stream.body.split(), stream.end) == ([b"a", b"over"], "complete")


async def test_a_process_that_brings_what_comes_takes_a_stream_off_the_clock(
    tmp_path: Path,
) -> None:
    others: list[int] = []

    async def play(server: AppDriver) -> None:
        server.by_clock = True
        try:
            await server.get("/", name="it")
        finally:
            others.append(server.most_others)
            server.by_clock = False

    with contextlib.suppress(OffTheClock):
        await served(tmp_path, ANOTHER_PYTHON, play)
    assert others[0] > 0


POLLS = """
import asyncio

@app.get("/")
async def endpoint():
    while True:
        await asyncio.sleep(0)
"""


async def test_a_loop_that_polls_is_off_the_clock_also_where_its_turns_are_slow(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask = Child.ask

    async def slowly(child: Child, op: str, patience: float = 2.5, **args: object) -> Message:
        if op == "settle" and args["requests"] and args.get("threads", True):
            raise NoReply
        return await ask(child, op, patience, **args)

    async def play(server: AppDriver) -> None:
        server.by_clock = True
        await server.get("/", name="it")

    monkeypatch.setattr(Child, "ask", slowly)
    with pytest.raises(OffTheClock):
        await served(tmp_path, POLLS, play)


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
