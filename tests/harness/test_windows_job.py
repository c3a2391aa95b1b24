"""What keeps a submission's processes together on Windows."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import psutil
import pytest

from graders.harness import windows_job
from graders.harness.process_tree import find_trees, kill_tree

windows = pytest.mark.skipif(sys.platform != "win32", reason="only Windows has job objects")
PARENT = """
import subprocess, sys
sys.stdin.readline()
print(subprocess.Popen([sys.executable, "-c", "import time; time.sleep(1000)"]).pid, flush=True)
sys.stdin.readline()
"""


def test_its_limits_are_laid_out_as_windows_wants_them() -> None:
    assert ctypes.sizeof(windows_job._Limits) == 144


@pytest.mark.skipif(sys.platform == "win32", reason="there it does something")
def test_elsewhere_it_does_nothing() -> None:
    windows_job.contain(1)
    assert windows_job.members(1) is None
    windows_job.end(1)
    windows_job.release(1)


@windows
@pytest.mark.parametrize("how", ["killed", "released", "orphaned"])
def test_nothing_of_it_is_left(how: str) -> None:
    command = [sys.executable, "-c", PARENT]
    with subprocess.Popen(command, stdin=-1, stdout=-1) as head:
        assert head.stdin is not None
        assert head.stdout is not None
        windows_job.contain(head.pid)
        head.stdin.write(b"\n")
        head.stdin.flush()
        started = psutil.Process(int(head.stdout.readline()))
        assert {head.pid, started.pid} <= {
            one.pid for one in find_trees([head.pid], ())[0][head.pid]
        }
        if how == "orphaned":
            head.stdin.write(b"\n")
            head.stdin.flush()
            head.wait()
            assert started.is_running()
        if how != "released":
            kill_tree(head.pid)
        windows_job.release(head.pid)
    assert psutil.wait_procs([started], timeout=20)[1] == []
