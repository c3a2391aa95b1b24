"""What a confined process may still do, and what not; and what is hidden from it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from graders.harness.child.sandbox import everything_but, landlock_version, sandbox_description
from graders.harness.child.seccomp import has_seccomp

needs_landlock = pytest.mark.skipif(landlock_version() == 0, reason="no Landlock here")
needs_signals = pytest.mark.skipif(landlock_version() < 6, reason="Landlock is too old for it")

PROGRAM = """
import os, sys
from graders.harness.child.sandbox import enter_sandbox, everything_but
own, hidden, shown, other = sys.argv[1:]
enter_sandbox(own, [shown, *everything_but([hidden])])
try:
    exec(sys.stdin.read())
except PermissionError:
    print("refused")
else:
    print("done")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with an own, a hidden and another folder, each with a file in it."""
    for name in ("own", "hidden", "hidden/shown", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text("content")
    return tmp_path


def confined(folder: Path, does: str) -> str:
    """Return whether a confined process is refused what it does."""
    paths = [str(folder / name) for name in ("own", "hidden", "hidden/shown", "other")]
    command = [sys.executable, "-c", PROGRAM, *paths]
    done = subprocess.run(
        command, input=does, capture_output=True, text=True, check=True, start_new_session=True
    )
    return done.stdout.strip()


@needs_landlock
@pytest.mark.parametrize(
    "does",
    [
        "open(own + '/file').read()",
        "open(own + '/new', 'w').write('x')",
        "os.mkdir(own + '/sub'); os.rename(own + '/file', own + '/sub/file')",
        "os.remove(own + '/file')",
        "open(other + '/file').read()",
        "open(shown + '/file').read()",
        "open('/dev/null', 'w').write('x')",
        "os.listdir(hidden)",
        "import json, decimal, sqlite3, email.mime.text",
        "import subprocess; subprocess.run([sys.executable, '-c', ''], check=True)",
        "os.fork() or os._exit(0)",
        "import signal; pid = os.fork() or signal.pause(); os.kill(pid, 9)",
    ],
)
def test_what_is_ones_own_goes_on(does: str, folder: Path) -> None:
    assert confined(folder, does) == "done"


@needs_landlock
@pytest.mark.parametrize(
    "does",
    [
        "open(hidden + '/file').read()",
        "open(other + '/file', 'w')",
        "open(other + '/new', 'w')",
        "os.remove(other + '/file')",
        "os.truncate(other + '/file', 0)",
        "os.mkdir(other + '/sub')",
        "os.symlink('a', other + '/link')",
        "os.rename(own + '/file', other + '/moved')",
        "os.symlink(hidden + '/file', own + '/link'); open(own + '/link').read()",
        "os.mknod(own + '/disk', 0o60600, os.makedev(7, 0))",
    ],
)
def test_what_is_not_ones_own_is_refused(does: str, folder: Path) -> None:
    assert confined(folder, does) == "refused"


@needs_landlock
def test_it_holds_for_what_is_started_too(folder: Path) -> None:
    does = "import subprocess; sys.exit(subprocess.call(['cat', hidden + '/file']))"
    with pytest.raises(subprocess.CalledProcessError, match="status 1"):
        confined(folder, does)


@needs_signals
@pytest.mark.parametrize(
    "does", ["os.kill(os.getppid(), 0)", "os.killpg(os.getpgid(os.getppid()), 0)"]
)
def test_no_signal_reaches_anybody_else(does: str, folder: Path) -> None:
    assert confined(folder, does) == "refused"


def test_everything_but_the_hidden_folders_is_listed(tmp_path: Path) -> None:
    for name in ("a/b/c", "a/b/d", "a/e", "f"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "a" / "link").symlink_to(tmp_path / "a" / "b" / "c")
    hidden = [str(tmp_path / "a" / "b" / "c"), str(tmp_path / "f")]
    listed = everything_but(hidden, str(tmp_path))
    assert sorted(listed) == [str(tmp_path / "a" / "b" / "d"), str(tmp_path / "a" / "e")]
    assert everything_but([str(tmp_path / "elsewhere")], str(tmp_path / "a")) == [
        str(tmp_path / "a")
    ]
    assert os.path.realpath(os.sep) not in everything_but(hidden)


def test_it_is_told_whether_processes_are_confined() -> None:
    assert ("Landlock" in sandbox_description()) == (landlock_version() > 0)


# System calls


needs_seccomp = pytest.mark.skipif(not has_seccomp(), reason="no seccomp here")
LIBC = "import ctypes; libc = ctypes.CDLL(None, use_errno=True); "
OR_RAISE = " < 0 and exec('raise PermissionError')"


@needs_seccomp
@pytest.mark.parametrize(
    "does",
    [
        "import resource; resource.prlimit(os.getppid(), resource.RLIMIT_CPU, (1, 1))",
        "os.sched_setaffinity(os.getppid(), [0])",
        "os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))",
        "os.setxattr(other + '/file', 'user.mine', b'x')",
        "import fcntl; fcntl.ioctl(0, 0x5412, b'x')",
        "import fcntl; fcntl.ioctl(os.open(own + '/file', 0), 0x40086602, bytes(8))",
        "import socket; socket.socket(socket.AF_UNIX)",
        "import socket; socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_RAW, 6)",
        LIBC + "libc.prctl(36, 0, 0, 0, 0)" + OR_RAISE,
        LIBC + "libc.fanotify_init(0, 0)" + OR_RAISE,
        LIBC + "libc.shmget(0, 4096, 0o1600)" + OR_RAISE,
        LIBC + "libc.semget(0, 1, 0o1600)" + OR_RAISE,
        LIBC + "libc.msgget(0, 0o1600)" + OR_RAISE,
        LIBC + "libc.mq_open(b'/mine', 0o102, 0o600, None)" + OR_RAISE,
        LIBC + "libc.ptrace(16, os.getppid(), 0, 0)" + OR_RAISE,
        LIBC + "libc.unshare(0x10000000)" + OR_RAISE,
        LIBC + "libc.mount(b'none', own.encode(), b'tmpfs', 0, None)" + OR_RAISE,
        LIBC + "libc.sethostname(b'mine', 4)" + OR_RAISE,
        LIBC + "libc.clock_settime(0, b'0' * 16)" + OR_RAISE,
    ],
)
def test_what_reaches_beyond_is_refused(does: str, folder: Path) -> None:
    assert confined(folder, does) == "refused"


@needs_seccomp
@pytest.mark.parametrize(
    "does",
    [
        "import resource; resource.setrlimit(resource.RLIMIT_CORE, (0, 0))",
        "os.sched_setaffinity(0, os.sched_getaffinity(0))",
        "import shutil; shutil.copy2(own + '/file', own + '/copied')",
        "os.nice(0)",
        "import pathlib; new = pathlib.Path(own, 'new'); new.touch(); assert new.exists()",
        "import asyncio; asyncio.run(asyncio.sleep(0))",
        "import threading; thread = threading.Thread(target=print); thread.start(); thread.join()",
        "import socket; one, other = socket.socketpair(); one.send(b'x'); other.recv(1)",
        "import socket; socket.socket(); socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
        "import socket; assert socket.getaddrinfo('localhost', 80); socket.create_server(('', 0))",
    ],
)
def test_system_calls_for_oneself_go_on(does: str, folder: Path) -> None:
    assert confined(folder, does).endswith("done")


@needs_seccomp
@pytest.mark.parametrize(
    "does",
    [
        "os.chmod(other + '/file', 0o777)",
        "os.fchmod(os.open(own + '/file', os.O_RDONLY), 0o777)",
        "os.chown(other + '/file', os.getuid(), os.getgid() + 1)",
        "os.setpriority(os.PRIO_USER, os.getuid(), 19)",
        "os.utime(other + '/file', (1, 1))",
        "os.utime(os.open(own + '/file', os.O_RDONLY), (1, 1))",
    ],
)
def test_what_copying_does_in_passing_changes_nothing(does: str, folder: Path) -> None:
    files = [folder / "other" / "file", folder / "own" / "file"]
    before = [tuple(file.stat()) for file in files]
    assert confined(folder, does) == "done"
    assert [tuple(file.stat()) for file in files] == before


def test_the_description_says_whether_there_is_seccomp() -> None:
    assert ("seccomp" in sandbox_description()) == has_seccomp()


@needs_seccomp
def test_there_seem_to_be_no_files_in_memory(folder: Path) -> None:
    does = "try: os.memfd_create('x')\nexcept OSError as error: assert error.errno == 38"
    assert confined(folder, does) == "done"
