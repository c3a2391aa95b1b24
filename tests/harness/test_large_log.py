"""Large logs: written, and compared with what comes of them."""

from __future__ import annotations

import io
import random
import textwrap
import zlib
from collections.abc import Awaitable, Callable
from itertools import pairwise
from pathlib import Path

import pytest

from graders.harness.drivers.app import AppDriver
from graders.harness.large_log import (
    LONG_LINE,
    VERY_LONG_LINE,
    ComparedBody,
    LargeLog,
    read_interleaved,
    read_through,
    write_long_lines,
    write_ordinary_lines,
)
from graders.harness.rig import Rig
from graders.transcript import Reading
from tests.support.submissions import observe

HEAD = """
import asyncio
import threading
from itertools import islice

from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


@app.get("/logs")
def logs():
    return StreamingResponse(lines(), media_type="text/plain")


"""
LAZY = """
def lines():
    with open("server.log", "rb") as log:
        yield from log
"""
TWO = 160
"""Long lines that are more than the buffers between server and client hold."""


def never() -> bool:
    """Nobody has ever seen enough."""
    return False


def compared(file: bytes, *pieces: bytes, enough: Callable[[], bool] = never) -> ComparedBody:
    """Return a body that has taken `pieces`, to be compared with `file`."""
    body = ComparedBody(io.BytesIO(file), enough)
    for piece in pieces:
        body.take(piece)
    return body


def test_equal_bytes_do_not_differ_however_they_are_cut() -> None:
    assert compared(b"one\ntwo\n", b"o", b"ne\ntw", b"", b"o\n").differs_at is None


@pytest.mark.parametrize(
    ("pieces", "place"),
    [([b"one\nTWO\n"], 4), ([b"one\n", b"TWO\n"], 4), ([b"one\ntwo\n", b"more"], 8), ([b"x"], 0)],
)
def test_first_byte_that_differs_is_told(pieces: list[bytes], place: int) -> None:
    assert compared(b"one\ntwo\n", *pieces).differs_at == place


def test_body_is_read_to_the_end_of_the_file_and_no_further() -> None:
    body = ComparedBody(io.BytesIO(b"one\n"), never)
    assert [body.take(b"on"), body.take(b"e\n"), body.take(b"?")] == [None, None, "endless"]


def test_body_is_left_when_there_was_enough() -> None:
    assert ComparedBody(io.BytesIO(b"one\n"), lambda: True).take(b"o") == "left"


def test_ordinary_lines_are_random_and_of_ordinary_length(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    write_ordinary_lines(one, random.Random(1), 500)
    write_ordinary_lines(other, random.Random(2), 500)
    first, *lines = one.read_text("utf-8").splitlines(keepends=True)
    assert len(first) == VERY_LONG_LINE
    assert len(lines) == 500
    assert {a == b for a, b in pairwise(lines)} == {True, False}
    assert all(line.endswith("\n") and 90 < len(line) < 2_100 for line in lines)
    assert not "".join(lines).isascii()
    assert one.read_bytes() != other.read_bytes()


def test_long_lines_are_unlike_and_hardly_packed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    write_long_lines(log, random.Random(1), 5)
    assert len(zlib.compress(log.read_bytes())) > 4 * LONG_LINE * 0.8
    lines = log.read_bytes().splitlines(keepends=True)
    assert [len(line) for line in lines] == [LONG_LINE] * 5
    assert len(set(lines)) == 5


Read = Callable[[AppDriver, str, LargeLog], Awaitable[object]]


async def played(folder: Path, source: str, read: Read, lines: int = TWO) -> Rig:
    """Serve an app with a log of long lines while `read` reads it."""
    kept: list[Rig] = []

    async def script(rig: Rig) -> None:
        kept.append(rig)
        log = write_long_lines(rig.scratch / "server.log", rig.random, lines)
        async with rig.serve() as server:
            await read(server, "/logs", log)

    transcript = await observe(folder, "app", HEAD + textwrap.dedent(source), script)
    assert transcript.problem is None
    return kept[0]


async def read(folder: Path, source: str, lines: int = 8) -> Reading:
    """Return what came of a log of long lines."""
    found: list[Reading] = []

    async def once(server: AppDriver, path: str, log: LargeLog) -> None:
        found.append(await read_through(server, path, log))

    await played(folder, source, once, lines)
    return found[0]


async def test_whole_log_is_right(tmp_path: Path) -> None:
    reading = await read(tmp_path, LAZY)
    assert (reading.end, reading.received, reading.right) == ("complete", 8 * LONG_LINE, True)


@pytest.mark.parametrize(
    ("lines", "end"),
    [
        pytest.param("islice(log, 5)", "complete", id="too-few"),
        pytest.param("(line for _ in '123' for line in log.seek(0) or log)", "endless", id="on"),
        pytest.param("(line.replace(b'7 ', b'8 ') for line in log)", "complete", id="changed"),
        pytest.param("(1 / 0 for line in log)", "cut", id="raises"),
    ],
)
async def test_anything_else_is_not(lines: str, end: str, tmp_path: Path) -> None:
    reading = await read(tmp_path, LAZY.replace("from log", f"from {lines}"))
    assert (reading.end, reading.right) == (end, False)
    assert (reading.problem is not None) == (end == "cut")


async def test_slow_reader_is_left_and_right_so_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graders.harness.large_log.SEEN_ENOUGH", 0.2)
    unbuffered = LAZY.replace('"rb"', '"rb", buffering=0')
    reading = await read(tmp_path, unbuffered, lines=TWO)
    assert (reading.end, reading.right) == ("left", True)
    assert reading.received < reading.log_size


async def test_reader_with_long_pauses_is_left_and_right_so_far(tmp_path: Path) -> None:
    source = """
    async def lines():
        with open("server.log", "rb") as log:
            for line in log:
                yield line
                await asyncio.sleep(20)
    """
    reading = await read(tmp_path, source, lines=60)
    assert (reading.end, reading.right) == ("left", True)


async def interleaved(folder: Path, source: str) -> tuple[Reading, Reading]:
    """Return what came to a reader that stood still, and to one in between."""
    found: list[tuple[Reading, Reading]] = []

    async def both(server: AppDriver, path: str, log: LargeLog) -> None:
        found.append(await read_interleaved(server, path, log))

    await played(folder, source, both)
    return found[0]


async def test_readers_with_files_of_their_own_are_both_right(tmp_path: Path) -> None:
    first, second = await interleaved(tmp_path, LAZY)
    assert first.right
    assert second.right


async def test_readers_that_take_turns_are_both_right(tmp_path: Path) -> None:
    source = """
    turn = asyncio.Lock()

    async def lines():
        async with turn:
            with open("server.log", "rb") as log:
                for line in log:
                    yield line
    """
    first, second = await interleaved(tmp_path, source)
    assert first.right
    assert second.right


async def test_shared_file_that_is_rewound_is_wrong_for_the_first(tmp_path: Path) -> None:
    source = """
    log = None

    def lines():
        global log
        log = log or open("server.log", "rb")
        log.seek(0)
        yield from log
    """
    first, second = await interleaved(tmp_path, source)
    assert not first.right
    assert second.right


async def test_a_log_that_was_changed_is_no_evidence(tmp_path: Path) -> None:
    source = """
    def lines():
        with open("server.log", "r+b") as log:
            log.truncate(LINE)
            yield from log
    """
    with pytest.raises(AssertionError, match=r"it has changed server\.log"):
        await read(tmp_path, source.replace("LINE", str(LONG_LINE)))
