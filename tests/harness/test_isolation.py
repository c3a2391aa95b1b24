"""The levels at which submissions are run: what is in force, what is told, what is refused."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graders.errors import NoIsolation
from graders.harness import isolation, zygote
from graders.harness.child import sandbox
from graders.harness.rig import Rig
from tests.support.paths import REPOSITORY
from tests.support.submissions import observe


def why_no_sandbox() -> str | None:
    """Return why there is none on this system, if so."""
    isolation.choose("sandbox")
    try:
        isolation.prove()
    except NoIsolation as error:
        return str(error)
    finally:
        zygote.end()
        isolation.choose(None)
    return None


NO_SANDBOX = why_no_sandbox()
needs_sandbox = pytest.mark.skipif(NO_SANDBOX is not None, reason=str(NO_SANDBOX))
needs_confinement = pytest.mark.skipif(isolation.level() != "confined", reason="no Landlock here")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Leave nothing of a level to other tests."""
    yield
    if isolation.is_sandbox():
        zygote.end()
    isolation.choose(None)


async def tokens(folder: Path, source: str) -> list[str]:
    """Return what a generator yields when it is run at the level that is chosen."""

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("hi", name="it", limit=20)

    transcript = await observe(folder, "generator", source, script)
    assert transcript.problem is None, transcript.problem
    return [str(token.text) for token in transcript.calls["it"].tokens]


# What is told


@pytest.mark.parametrize("level", ["none", "process"])
async def test_what_is_not_confined_is_not_called_so(level: str, tmp_path: Path) -> None:
    isolation.choose(level)
    try:
        isolation.prove()
    except NoIsolation as error:  # the superuser's Python may be closed to others
        pytest.skip(str(error))
    told = isolation.description()
    assert told.startswith(f"{level}: ")
    assert told.endswith("not confined")
    source = f"def token_stream(prompt):\n    yield open({__file__!r}).read(3)\n"
    assert await tokens(tmp_path, source) == ['"""']


def test_without_landlock_the_level_is_lower_and_what_is_left_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "landlock_version", lambda: 0)
    assert isolation.level() == "process"
    told = isolation.description()
    assert "Landlock" not in told
    assert ("seccomp" in told) == sandbox.has_seccomp()
    isolation.choose("confined")
    with pytest.raises(
        NoIsolation, match=r"--isolation confined is not to be had here: .*Landlock"
    ):
        isolation.prove()


@needs_confinement
@pytest.mark.parametrize("lets", ["_confine_to_files", "refuse_what_reaches_beyond"])
def test_it_is_found_out_by_trying(lets: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zygote, "_zygotes", [])
    lax = f"import graders.harness.child.sandbox as sandbox\nsandbox.{lets} = lambda *_: None\n"
    monkeypatch.setattr(zygote, "PROGRAM", zygote.PROGRAM.replace("zygote.run", f"{lax}zygote.run"))
    isolation.choose("confined")
    with pytest.raises(NoIsolation, match="a process there can "):
        isolation.prove()
    zygote.end()


@needs_confinement
def test_it_is_in_force_where_it_is_proven() -> None:
    isolation.choose("confined")
    isolation.prove()
    assert isolation.description().startswith("confined: a process for each exercise (fork), ")


# A sandbox


@needs_sandbox
async def test_a_sandbox_has_processes_network_and_files_of_its_own(tmp_path: Path) -> None:
    own, beside = tmp_path / "own", tmp_path / "beside"
    own.mkdir()
    beside.mkdir()
    isolation.choose("sandbox", str(own))
    isolation.prove()
    assert "bubblewrap" in isolation.description()
    with socket.create_server(("127.0.0.1", 0)) as mine:
        source = f"""
            import errno, os, socket

            def token_stream(prompt):
                yield str(max(int(name) for name in os.listdir("/proc") if name.isdigit()) < 99)
                with socket.socket() as sock:
                    yield errno.errorcode[sock.connect_ex(("192.0.2.1", 9))]
                with socket.socket() as sock:
                    yield str(sock.connect_ex(("127.0.0.1", {mine.getsockname()[1]})) > 0)
                yield str(os.path.exists({str(beside)!r}))
                yield str(os.statvfs("/tmp").f_blocks * os.statvfs("/tmp").f_frsize)
                yield str(os.path.exists({str(REPOSITORY / "solutions")!r}))
            """
        told = await tokens(own, source)
    assert told == ["True", "ENETUNREACH", "True", "False", str(8 << 20), "False"]


@needs_sandbox
async def test_what_gets_away_in_a_sandbox_is_ended_too(tmp_path: Path) -> None:
    isolation.choose("sandbox", str(tmp_path))
    before = {process.pid for process in psutil.Process().children(recursive=True)}
    source = """
        import os, time

        def token_stream(prompt):
            if os.fork() == 0:
                os.setsid()
                if os.fork() == 0:
                    time.sleep(600)
                os._exit(0)
            os.wait()
            yield "away"
        """
    assert await tokens(tmp_path, source) == ["away"]
    world = zygote.zygote()
    assert world.is_alive
    inside = {process.pid for process in psutil.Process().children(recursive=True)} - before
    assert inside == {world.pid, *world.around}
    zygote.end()
    assert not any(map(psutil.pid_exists, inside))


@needs_sandbox
async def test_the_memory_of_what_is_in_a_sandbox_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graders.harness.limits.MEMORY", 200 << 20)
    isolation.choose("sandbox", str(tmp_path))
    source = """
        import os

        def token_stream(prompt):
            held = bytearray(300 << 20)
            os.read(os.pipe()[0], 1)
            yield "ended"
        """

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("hi", name="it", limit=20)

    transcript = await observe(tmp_path, "generator", source, script)
    assert transcript.problem is not None
    assert transcript.problem.kind == "limit"


@needs_sandbox
async def test_a_link_to_a_file_elsewhere_is_followed_in_a_sandbox_too(tmp_path: Path) -> None:
    own, store, alias = (tmp_path / name for name in ("own", "store", "alias"))
    own.mkdir()
    store.mkdir()
    alias.symlink_to(store)
    (store / "words.py").write_text("WORDS = ['found']\n", encoding="utf-8")
    (own / "words.py").symlink_to(alias / "words.py")
    isolation.choose("sandbox", str(own))
    source = "from words import WORDS\n\ndef token_stream(prompt):\n    yield from WORDS\n"
    assert await tokens(own, source) == ["found"]


# What is not there


def graded(level: str, path: str, out: Path) -> subprocess.CompletedProcess[str]:
    """Return a run of the program that finds programs in `path` only."""
    command = [sys.executable, "-m", "graders", "stage1", "--isolation", level]
    return subprocess.run(
        [*command, "--submission", "solutions", "--json", str(out)],
        cwd=REPOSITORY,
        env={**os.environ, "PATH": path, "TMPDIR": str(out.parent)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
@pytest.mark.parametrize("says", ["", "bwrap: setting up uid map: Permission denied"])
def test_a_sandbox_that_is_not_there_is_told_in_a_line(says: str, tmp_path: Path) -> None:
    if says:
        program = tmp_path / "bwrap"
        program.write_text(f"#!/bin/sh\necho '{says}' >&2\nexit 1\n", encoding="utf-8")
        program.chmod(0o755)
    run = graded("sandbox", str(tmp_path), tmp_path / "result.json")
    why = says or "there is no bubblewrap (bwrap)"
    assert run.returncode == 3
    assert run.stderr == f"graders: --isolation sandbox is not to be had here: {why}\n"
    assert run.stdout == ""
    assert '"status": "kit_fault"' in (tmp_path / "result.json").read_text("utf-8")


@needs_sandbox
def test_nothing_of_a_sandbox_is_left(tmp_path: Path) -> None:
    (tmp_path / "temporary").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "temporary")  # as on many a system
    out = tmp_path / "link" / "result.json"
    run = graded("sandbox", os.environ["PATH"], out)
    assert run.returncode == 0, run.stderr
    assert os.listdir(tmp_path / "temporary") == [out.name]


@needs_sandbox
def test_a_container_that_allows_no_new_proc_has_a_sandbox_all_the_same(tmp_path: Path) -> None:
    real = shutil.which("bwrap")
    program = tmp_path / "bwrap"
    refuses = 'case "$*" in *"--proc /proc"*) echo "bwrap: Can\'t mount proc" >&2; exit 1; esac'
    program.write_text(f'#!/bin/sh\n{refuses}\nexec {real} "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    out = tmp_path / "result.json"
    run = graded("sandbox", f"{tmp_path}{os.pathsep}{os.environ['PATH']}", out)
    assert run.returncode == 0, run.stderr
    assert '"isolation": "sandbox: ' in out.read_text("utf-8")
