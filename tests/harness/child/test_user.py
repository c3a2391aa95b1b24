"""Whom a submission runs as where the superuser runs the kit, and what it can do as that."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graders.harness import isolation
from graders.harness.rig import Rig
from tests.support.submissions import observe

pytestmark = pytest.mark.skipif(isolation.user() is None, reason="the superuser's affair")

PROGRAM = """
import os, sys
from graders.harness.child.user import become
user, confined, folder = int(sys.argv[1]), sys.argv[2] == "confined", sys.argv[3]
become(user, [folder, f"{folder}/file"], confined=confined)
status = open("/proc/self/status").read()
powers = int(status.partition("CapEff:")[2].split()[0], 16)
exec(sys.stdin.read())
"""


def as_another(
    folder: Path, does: str, level: str = "confined"
) -> subprocess.CompletedProcess[str]:
    """Return what became of a program that has become another user, to whom `folder` is open."""
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, str(isolation.USER), level, str(folder)],
        input=does,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a file, to which everybody has a way."""
    for way in (tmp_path, *tmp_path.parents[:2]):
        way.chmod(0o755)
    (tmp_path / "file").write_text("content")
    return tmp_path


@pytest.mark.parametrize("level", ["confined", "process"])
def test_it_is_nobody_and_has_no_powers(level: str, folder: Path) -> None:
    does = "print(os.getresuid(), os.getresgid(), os.getgroups(), powers)"
    ids = (isolation.USER,) * 3
    assert as_another(folder, does, level).stdout == f"{ids} {ids} [] 0\n"


@pytest.mark.parametrize(
    "does",
    [
        "os.setuid(0)",
        "os.chown(f'{folder}/file', 0, 0)",
        "open(f'{folder}/new', 'w')",
        "os.kill(os.getppid(), 0)",
        "open('/etc/shadow').read()",
        f"open('/proc/{os.getpid()}/environ').read()",
    ],
)
def test_it_is_no_match_for_others(does: str, folder: Path) -> None:
    run = as_another(folder, does)
    assert "PermissionError" in run.stderr, run


def test_where_its_files_are_closed_to_others_it_can_only_read_them(folder: Path) -> None:
    folder.chmod(0o700)
    does = "print(powers.bit_count(), open(f'{folder}/file').read())"
    run = as_another(folder, f"{does}; os.setuid(0)")
    assert run.stdout == "1 content\n"
    assert "PermissionError" in run.stderr
    started = "import subprocess; subprocess.run(['cat', f'{folder}/file'], check=True)"
    assert as_another(folder, started).stdout == "content"


def test_where_nothing_would_bound_that_it_does_not_run(folder: Path) -> None:
    folder.chmod(0o700)
    run = as_another(folder, "print('it runs')", "process")
    assert run.stdout == ""
    assert "another user cannot read" in run.stderr


async def test_its_own_folder_and_its_log_are_its_own(tmp_path: Path) -> None:
    source = """
        import os
        from pathlib import Path

        def token_stream(prompt):
            yield str(os.getuid())
            Path("new").mkdir()
            with open("new/file", "w") as file:
                yield str(file.write("x"))
            Path("server.log").touch()
            with open("server.log", "a") as log:
                yield str(log.write("a line"))
        """

    async def script(rig: Rig) -> None:
        from graders.harness.plain_file import open_plain

        open_plain(rig.scratch / "server.log", "wb").close()
        async with rig.generator() as generator:
            await generator.take_all("hi", name="it", limit=9)

    transcript = await observe(tmp_path, "generator", source, script)
    assert transcript.problem is None, transcript.problem
    call = transcript.calls["it"]
    assert call.problem is None, call.problem
    assert [token.text for token in call.tokens] == [str(isolation.USER), "1", "6"]


def test_memory_that_it_shares_is_seen_without_the_power_to_look_at_all_processes() -> None:
    program = """
import os, signal, sys
from graders.harness.child.user import become
from graders.harness.process_memory import _shared_memory
reads, writes = os.pipe()
child = os.fork()
if child == 0:
    become(int(sys.argv[1]), [], confined=True)
    os.write(os.memfd_create("held"), bytes(1 << 20))
    os.write(writes, b"x")
    signal.pause()
os.read(reads, 1)
print(_shared_memory(child).total(), os.getresuid())
os.kill(child, signal.SIGKILL)
os.waitpid(child, 0)
"""
    less = ["setpriv", "--bounding-set", "-sys_ptrace"]
    run = subprocess.run(
        [*less, sys.executable, "-c", program, str(isolation.USER)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout == f"{1 << 20} (0, 0, 0)\n"
