"""The process that children are forked from, and how it is told what to do."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from graders.harness import orders, zygote
from graders.harness.child.job import Job
from graders.harness.forked import Forked

pytestmark = pytest.mark.skipif(os.name != "posix", reason="elsewhere nothing can be forked")

JOB = Job("folder", "file.py", "generator", "name", "scratch", "one.pem", ("a", "b"))
EXITS = """
import sys

def run(job, *sockets):
    sys.exit(int(job.name))
"""


@pytest.fixture
def of_its_own(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Have zygotes made here that end with the test."""
    monkeypatch.setattr(zygote, "_zygotes", [])
    yield
    zygote.end()


def job_of(folder: Path, source: str, name: str, monkeypatch: pytest.MonkeyPatch) -> Job:
    """Return a job that is done by a module of this test, which a new zygote finds."""
    (folder / "target_of_a_test.py").write_text(source, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    return Job(str(folder), "file.py", "", name, str(folder), "", (), target="target_of_a_test")


# Orders


@pytest.mark.parametrize("size", [0, 10, 1 << 22], ids=["none", "short", "more-than-fits"])
def test_a_job_arrives_whole_with_its_sockets(size: int) -> None:
    told = Job(**{**vars(JOB), "text": "é" * size})
    ours, theirs = socket.socketpair()
    given, other = socket.socketpair()
    received: list[Any] = []
    reader = threading.Thread(target=lambda: received.append(orders.receive(theirs)))
    reader.start()
    orders.send(ours, told, (given, None, other))
    reader.join()
    job, (first, none, last) = received[0]
    assert json.dumps(vars(job)) == json.dumps(vars(told))  # where tuples are lists
    assert none is None
    first.send(b"through the sockets themselves")
    assert last.recv(100) == b"through the sockets themselves"
    assert not first.get_inheritable()
    for sock in (ours, theirs, given, other, first, last):
        sock.close()


@pytest.mark.parametrize("said", [b"", b'{"job": '], ids=["nothing", "the-beginning"])
def test_a_grader_that_goes_away_gives_no_order(said: bytes) -> None:
    ours, theirs = socket.socketpair()
    ours.sendall(said)
    ours.close()
    with theirs:
        assert orders.receive(theirs) is None


# The zygote


def test_only_what_helps_to_find_packages_gets_into_its_environment() -> None:
    ours = {"PATH": "/bin", "LC_CTYPE": "C", "PYTHONPATH": "here", "PYTHONOPTIMIZE": "2"}
    secret = {"GITHUB_TOKEN": "secret", "AWS_SECRET_ACCESS_KEY": "secret"}
    kept = zygote.environment(ours | secret)
    assert kept.keys() == {"PATH", "LC_CTYPE", "PYTHONPATH", "MALLOC_ARENA_MAX"}


@pytest.mark.skipif(sys.platform != "linux", reason="others do not tell so much of a process")
def test_nothing_can_connect_to_it(of_its_own: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "secret")
    process = psutil.Process(zygote.zygote().pid)
    assert "GITHUB_TOKEN" not in process.environ()
    assert not process.net_connections("inet")
    assert {connection.laddr for connection in process.net_connections("unix")} == {""}


@pytest.mark.parametrize("status", [0, 1, 77])
def test_the_exit_status_of_a_child_is_told(
    status: int, tmp_path: Path, of_its_own: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = Forked()
    child.begin(job_of(tmp_path, EXITS, str(status), monkeypatch), None, None, None)
    child.join()
    assert [child.exitcode, child.exitcode] == [status, status]
    child.close()


def test_the_signal_that_ended_a_child_is_told(
    tmp_path: Path, of_its_own: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "import signal\n\ndef run(job, *sockets):\n    signal.pause()\n"
    child = Forked()
    child.begin(job_of(tmp_path, source, "", monkeypatch), None, None, None)
    assert child.exitcode is None
    os.kill(child.pid, signal.SIGKILL)
    child.join()
    assert child.exitcode == -signal.SIGKILL
    child.close()


def test_where_it_was_killed_children_come_from_a_new_one(
    tmp_path: Path, of_its_own: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = job_of(tmp_path, EXITS, "5", monkeypatch)
    first = zygote.zygote()
    os.kill(first.pid, signal.SIGKILL)
    child = Forked()
    child.begin(job, None, None, None)
    child.join()
    assert child.exitcode == 5
    assert zygote.pids() == {first.pid, zygote.zygote().pid} != {first.pid}
    child.close()


def test_children_that_are_left_are_ended(
    tmp_path: Path, of_its_own: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = "import signal\n\ndef run(job, *sockets):\n    signal.pause()\n"
    child = Forked()
    child.begin(job_of(tmp_path, source, "", monkeypatch), None, None, None)
    zygote.end_children()
    child.join()
    assert child.exitcode == -signal.SIGKILL
    assert zygote.zygote().is_alive
    child.close()


def test_a_child_sees_its_file_as_the_program(
    tmp_path: Path, of_its_own: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = """
import sys
from graders.harness.child.main import set_the_stage

def run(job, *sockets):
    set_the_stage(job)
    sys.exit(sys.argv != ["file.py"] or "" in sys.path)
"""
    child = Forked()
    child.begin(job_of(tmp_path, source, "", monkeypatch), None, None, None)
    child.join()
    assert child.exitcode == 0
    child.close()
