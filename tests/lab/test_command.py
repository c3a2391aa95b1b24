"""`lab` as a program: how it ends, and what it says of wrong usage."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from tests.support.lab import LOCKSTEP, Open, client, within_reason
from tests.support.paths import REPOSITORY
from tests.support.stuck import STUCK
from tests.support.submissions import write


@pytest.mark.skipif(os.name != "posix", reason="end_to_end/test_windows_interrupt.py does it there")
async def test_it_ends_at_once_and_leaves_nothing(
    open_lab: Open, submission: Path, temporary: Path
) -> None:
    write(submission, "stage2_streaming.py", LOCKSTEP)
    lab = open_lab("stage2")
    async with client() as http:
        async with http.stream("GET", lab.app("stage2_streaming", "/generate")) as response:
            await within_reason(anext(response.aiter_raw()))
            family = psutil.Process(lab.process.pid).children(recursive=True)
            assert list(temporary.iterdir())
            assert lab.stop() == 0
    _, alive = psutil.wait_procs(family, STUCK)
    assert not alive
    assert not list(temporary.glob("streaming-lab-*"))


def test_wrong_usage_is_told_in_a_line(submission: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for arguments, said in {
            ("--port", port): f"port {port} cannot be used",
            ("--port", "70000"): "port 70000 cannot be used",
            ("--port", "many"): "invalid int value",
            ("--submission", "nowhere"): "'nowhere' does not exist",
            ("--model", "llama"): "'llama' is no address",
            ("--model", "http://x/v1", "--irregular"): "not allowed with",
            ("stage9",): "'stage9' is no exercise",
        }.items():
            command = [sys.executable, "-m", "graders", "lab", *arguments]
            run = subprocess.run(
                command, cwd=REPOSITORY, capture_output=True, text=True, timeout=STUCK, check=False
            )
            assert run.returncode == 2, arguments
            assert run.stderr.count("\n") == 1
            assert said in run.stderr
