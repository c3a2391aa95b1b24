"""Children that are not forked, as on Windows: the same harness, on a Python of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graders.harness import fresh, standing, zygote
from graders.harness.rig import Rig
from graders.transcript import Problem
from tests.support.stuck import STUCK, hurry
from tests.support.submissions import line_of, observe


@pytest.fixture(autouse=True)
def spawned(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have nothing forked here."""
    monkeypatch.setattr(zygote, "METHOD", "spawn")
    yield
    fresh.end_ready()


async def tokens_of(folder: Path, source: str) -> tuple[list[str], str]:
    """Return what a file's generator yields, and what was printed."""

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("hi", name="it", limit=9)

    transcript = await observe(folder, "generator", source, script)
    assert transcript.problem is None
    return [token.text for token in transcript.calls["it"].tokens], transcript.output


async def test_files_are_read_as_utf_8(tmp_path: Path) -> None:
    source = """
        import sys

        def token_stream(prompt):
            with open("log", "wb") as file:
                file.write("é €".encode())
            yield open("log").read()
            yield str(sys.flags.utf8_mode)
        """
    assert (await tokens_of(tmp_path, source))[0] == ["é €", "1"]


async def test_all_that_is_printed_reaches_the_grader(tmp_path: Path) -> None:
    source = """
        import os
        import subprocess
        import sys

        def token_stream(prompt):
            print("printed €")
            os.write(1, b"past Python\\n")
            os.write(sys.stderr.fileno(), b"an error\\n")
            subprocess.run([sys.executable, "-c", "print('another program')"])
            yield sys.stdin.read()
        """
    tokens, output = await tokens_of(tmp_path, source)
    assert tokens == [""]
    assert output.split("\n") == ["printed €", "past Python", "an error", "another program", ""]


async def test_an_app_is_served_on_the_graders_socket(tmp_path: Path) -> None:
    source = """
        from fastapi import FastAPI

        app = FastAPI()

        @app.get("/")
        def endpoint():
            return "served"
        """

    async def script(rig: Rig) -> None:
        async with rig.serve() as server:
            await server.get("/", name="it")

    transcript = await observe(tmp_path, "app", source, script)
    assert transcript.streams["it"].body == b'"served"'


async def test_a_process_that_is_ready_is_taken(tmp_path: Path) -> None:
    fresh.prepare(2)
    ready = [waiting.pid for waiting in fresh._ready]
    source = "import os\n\ndef token_stream(prompt):\n    yield str(os.getpid())\n"
    tokens, _ = await tokens_of(tmp_path, source)
    assert tokens == [str(ready[0])]
    fresh.end_ready()
    assert not psutil.pid_exists(ready[1])


async def test_one_that_has_ended_is_not_taken(tmp_path: Path) -> None:
    fresh.prepare(1)
    waiting = fresh._ready[0]
    psutil.Process(waiting.pid).kill()
    waiting.join()
    assert (await tokens_of(tmp_path, "def token_stream(prompt):\n    yield prompt\n"))[0] == ["hi"]


def test_one_without_a_grader_ends() -> None:
    waiting = fresh.Fresh()
    end = waiting._orders or waiting._process.stdin
    assert end is not None
    end.close()
    waiting.join(STUCK)
    assert waiting.exitcode == 0
    waiting.close()


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("import time\n\ntime.sleep(1000)  #\n", id="sleeps"),
        pytest.param("while True:\n    pass  #\n", id="spins"),
    ],
)
async def test_where_it_is_stuck_is_asked_without_a_signal(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    monkeypatch.setattr(standing, "TRACE_SIGNAL", None)
    problem = await problem_with(tmp_path, source)
    assert problem.kind == "stuck"
    assert problem.file == "stage9_test.py"
    assert abs((problem.line or 0) - line_of(source, "#")) <= 1


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (0xC0000005, "the process was ended by an access violation (0xc0000005)"),
        (0xC00000FD, "the process was ended by a stack overflow (0xc00000fd)"),
        (0xC0001234, "the process was ended by an error that has no name here (0xc0001234)"),
    ],
)
async def test_a_crash_on_windows_has_a_name(
    status: int, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = property(lambda self: self._process.poll() and status)
    monkeypatch.setattr(fresh.Fresh, "exitcode", ended)
    problem = await problem_with(tmp_path, "import os\nos._exit(1)\n")
    assert problem == Problem("killed", message)


async def problem_with(folder: Path, source: str) -> Problem:
    """Return what ended the observation of a file with this source."""

    async def script(rig: Rig) -> None:
        async with rig.generator():
            pass

    transcript = await observe(folder, "generator", source, script)
    assert transcript.problem is not None
    return transcript.problem


async def test_what_programs_of_windows_need_is_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COMSPEC", "cmd.exe")
    monkeypatch.setenv("PATHEXT", ".EXE")
    source = """
        import os

        def token_stream(prompt):
            yield from (os.environ["COMSPEC"], os.environ["PATHEXT"])
            yield str(os.environ["USERPROFILE"] == os.environ["HOME"] == os.getcwd())
        """
    assert (await tokens_of(tmp_path, source))[0] == ["cmd.exe", ".EXE", "True"]
