"""What a submission has started: who belongs to it, what it uses, which limit it is beyond."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from unittest.mock import Mock

import psutil
import pytest

from graders.harness import limits, process_tree, windows_job
from graders.harness.process_tree import (
    THREADS_TELL,
    descendants,
    find_trees,
    kill_tree,
    limit_exceeded,
)

only_linux = pytest.mark.skipif(not THREADS_TELL, reason="Linux lists what a thread has started")
posix = pytest.mark.skipif(os.name != "posix", reason="sessions and forks are POSIX")

MIB = 1 << 20
WITH_CHILDREN = r"""
import os, time
for leaves_session in (False, True):
    if os.fork() == 0:
        if leaves_session:
            os.setsid()
        break
os.write(1, b"up\n")
time.sleep(1000)
"""


@contextmanager
def running(source: str, lines: int) -> Iterator[int]:
    """Run a program as the head of a session, once it has printed `lines` lines."""
    command = [sys.executable, "-c", textwrap.dedent(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, start_new_session=True) as head:
        assert head.stdout is not None
        try:
            for _ in range(lines):
                assert head.stdout.readline() == b"up\n"
            yield head.pid
        finally:
            kill_tree(head.pid)


@pytest.fixture(
    params=[
        pytest.param(True, id="threads-tell", marks=only_linux),
        pytest.param(False, id="looked-for"),
    ]
)
def threads_tell(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_tree, "THREADS_TELL", request.param)


@posix
@pytest.mark.usefixtures("threads_tell")
def test_descendants_belong_to_a_family_in_any_session() -> None:
    with running(WITH_CHILDREN, lines=3) as head:
        found, strays = find_trees([head], {head})
        assert len(found[head]) == 3
        assert head not in [stray.pid for stray in strays]


@posix
@pytest.mark.usefixtures("threads_tell")
def test_of_an_ended_family_nobody_is_left() -> None:
    with running(WITH_CHILDREN, lines=3) as head:
        members = find_trees([head], ())[0][head]
        kill_tree(head)
        _, alive = psutil.wait_procs(members, timeout=20)
        assert [left for left in alive if left.status() != psutil.STATUS_ZOMBIE] == []


def test_on_windows_a_family_holds_what_it_has_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    family = [Mock(pid=4711)] * 2
    monkeypatch.setattr(process_tree, "sys", Mock(platform="win32"))
    monkeypatch.setattr(process_tree, "anonymous_memory", {4711: limits.MEMORY}.__getitem__)
    problem = limit_exceeded(family)
    assert problem is not None
    assert problem.message == "used more than 1 GiB of memory"


def test_a_process_that_is_gone_has_no_family() -> None:
    gone = 2**22 + 1
    assert find_trees([gone], ())[0] == {gone: []}
    kill_tree(gone)


@pytest.mark.parametrize("system", ["darwin", "win32"])
def test_orphans_are_adopted_on_linux_only(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process_tree, "sys", Mock(platform=system))
    monkeypatch.setattr("ctypes.CDLL", Mock(side_effect=AssertionError("it has no prctl")))
    process_tree.adopt_orphans()


def test_on_windows_the_job_says_who_belongs_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows_job, "members", lambda head: [head, 2**22 + 1])
    found, strays = find_trees([os.getpid()], ())
    assert found == {os.getpid(): [psutil.Process()]}
    assert strays == []


def test_on_windows_a_job_is_ended_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[int] = []
    monkeypatch.setattr(windows_job, "members", lambda head: [])
    monkeypatch.setattr(windows_job, "end", ended.append)
    kill_tree(os.getpid())
    assert ended == [os.getpid()]


@dataclass
class Member:
    """A process that holds `resident` bytes, `unshared` of them alone."""

    resident: int
    unshared: int = 0


@pytest.mark.parametrize(
    ("members", "told"),
    [
        pytest.param([Member(50 * MIB)], None, id="one-process"),
        pytest.param([Member(limits.MEMORY)], None, id="just-as-much-as-it-may"),
        pytest.param([Member(limits.MEMORY + 1)], "1 GiB of memory", id="more-than-it-may"),
        pytest.param([Member(600 * MIB, 9 * MIB)] * 4, None, id="shared-by-four"),
        pytest.param([Member(600 * MIB, 500 * MIB)] * 4, "1 GiB of memory", id="four-of-their-own"),
        pytest.param([Member(1)] * limits.PROCESSES, None, id="as-many-as-there-may-be"),
        pytest.param([Member(1)] * (limits.PROCESSES + 1), "64 processes", id="one-too-many"),
    ],
)
def test_a_limit_is_told_when_it_is_passed(
    members: process_tree.Family, told: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_tree, "_resident", lambda member: member.resident)
    monkeypatch.setattr(process_tree, "_unshared", lambda member: member.unshared)
    problem = limit_exceeded(members)
    assert (problem is None) == (told is None)
    if problem is not None and told is not None:
        assert problem.kind == "limit"
        assert told in problem.message


@posix
@pytest.mark.parametrize("recursive", [True, False])
def test_descendants_are_found_where_others_are_hidden(
    recursive: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process_tree, "THREADS_TELL", False)
    with running(WITH_CHILDREN, lines=3) as head:
        process = psutil.Process(head)
        expected = {child.pid for child in process.children(recursive=recursive)}
        monkeypatch.setattr(process, "children", _denied)
        assert {child.pid for child in descendants(process, recursive)} == expected
    assert len(expected) == 2


def _denied(recursive: bool) -> list[psutil.Process]:
    raise psutil.AccessDenied
