"""The memory of a process, and of servers that are lazy or hoard."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from graders.harness.large_log import write_long_lines
from graders.harness.process_memory import held_memory, measure
from graders.harness.rig import Rig
from graders.transcript import Memory
from tests.support.submissions import observe

MEBIBYTE = 1 << 20
SIZES = (16, 48)
"""Mebibytes; the smaller one is more than the buffers between the app and the client hold."""
LINES_OF_A_MEBIBYTE = 16

APP = """
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()


def lines():
    with open("server.log", "rb") as log:
        yield from {lines}


@app.get("/logs")
def logs():
    return StreamingResponse(lines(), media_type="text/plain")
"""


async def measured(folder: Path, lines: str) -> list[Memory]:
    """Return the memory that an app needs which sends `lines` of the open log."""

    async def script(rig: Rig) -> None:
        async with rig.serve() as server:
            before = held_memory(server.pid)
            for size in SIZES:
                many = size * LINES_OF_A_MEBIBYTE
                log = write_long_lines(rig.scratch / "server.log", rig.random, many)
                server.transcript.memory.append(await measure(server, "/logs", log, before=before))

    transcript = await observe(folder, "app", APP.format(lines=lines), script)
    assert transcript.problem is None
    return transcript.memory


def slope(small: int, large: int) -> float:
    """Return the bytes of memory for each byte of log."""
    return (large - small) / ((SIZES[1] - SIZES[0]) * MEBIBYTE)


@pytest.mark.parametrize(
    ("lines", "hoards"),
    [
        pytest.param("log", False, id="lazy"),
        pytest.param("log.readlines()", True, id="hoards-at-once"),
        pytest.param("[line for line in log]", True, id="hoards-in-a-list"),
    ],
)
async def test_slope_tells_lazy_from_hoarding(lines: str, hoards: bool, tmp_path: Path) -> None:
    small, large = await measured(tmp_path, lines)
    assert (small.received, large.received) == (small.log_size, large.log_size)
    for growth in (slope(small.stalled, large.stalled), slope(small.peak, large.peak)):
        assert 0.7 < growth < 1.4 if hoards else -0.15 < growth < 0.15


async def test_hoarding_on_the_way_is_seen_at_the_peak_only(tmp_path: Path) -> None:
    kept = "(line for kept in [[]] for line in log if not kept.append(line))"
    small, large = await measured(tmp_path, kept)
    assert slope(small.stalled, large.stalled) < 0.5
    assert slope(small.peak, large.peak) > 0.7


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere shared memory is not told apart")
@pytest.mark.parametrize(
    ("code", "grows"),
    [
        pytest.param("kept = bytearray(b'x') * SIZE", True, id="its-own"),
        pytest.param("kept = mmap.mmap(-1, SIZE); kept.write(b'x' * SIZE)", True, id="shared"),
        pytest.param("kept = os.memfd_create('a'); os.write(kept, b'x' * SIZE)", True, id="open"),
        pytest.param("kept = mapped(); sum(kept[::4096])", False, id="mapped-file"),
        pytest.param(
            "kept = Popen([executable, '-c', HOLDS], stdout=-1); kept.stdout.read(1)",
            True,
            id="in-a-child",
        ),
    ],
)
def test_all_that_a_process_holds_counts_but_a_mapped_file(
    code: str, grows: bool, tmp_path: Path
) -> None:
    (tmp_path / "log").write_bytes(b"x" * SIZE)
    held = [held_by(code, tmp_path), held_by("pass", tmp_path)]
    assert (held[0] - held[1] > 0.9 * SIZE) == grows


SIZE = 24 * MEBIBYTE
HOLDER = """
import mmap, os, sys
from subprocess import Popen
from sys import executable
SIZE = {size}
HOLDS = "kept = bytearray(b'x') * {size}; print(1, flush=True); input()"

def mapped():
    return mmap.mmap(os.open("log", os.O_RDONLY), 0, prot=mmap.PROT_READ)

{code}
print("held", flush=True)
input()
"""


def held_by(code: str, folder: Path) -> int:
    """Return the memory that a process holds after it has run `code`."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    command = [sys.executable, "-c", HOLDER.format(size=SIZE, code=code)]
    with subprocess.Popen(command, cwd=folder, **pipes) as process:  # type: ignore[call-overload]
        process.stdout.readline()
        held = held_memory(process.pid)
        process.communicate(b"\n")
    return held
