"""Runs of `python -m graders`: what it says, what it leaves behind, how much memory it takes."""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
from jsonschema import Draft202012Validator

from proofs.measuring import peak_memory
from tests.support.paths import REPOSITORY
from tests.support.stuck import STUCK

SCHEMA = json.loads((REPOSITORY / "graders" / "result.schema.json").read_text("utf-8"))
OF_THE_CALLER = {"FORCE_COLOR", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"}
"""Variables that are for whoever runs the tests, not for the commands in them."""


@dataclass(frozen=True)
class CommandRun:
    """One run of `python -m graders`: what it said, and what it left behind."""

    status: int
    out: str
    err: str
    processes: list[str]
    files: list[str]
    peak_memory: int = 0

    @property
    def json(self) -> dict[str, Any]:
        """The result that was written to standard output; it must be valid."""
        result: dict[str, Any] = json.loads(self.out, parse_constant=_no_json)
        Draft202012Validator(SCHEMA).validate(result)
        return result


def assert_nothing_left(run: CommandRun) -> None:
    """Require that neither a process nor a file of the run is left."""
    assert run.processes == []
    assert run.files == []


def files_in(folder: Path) -> list[str]:
    """Return the options that write every format to a folder."""
    names = {"--json": "result.json", "--html": "report.html", "--junit": "junit.xml"}
    return [part for option, name in names.items() for part in (option, str(folder / name))]


def graders(*arguments: str | Path, **variables: str) -> CommandRun:
    """Run the command to its end, or kill it when it is stuck, in the repository."""
    before = _children()
    with started(*arguments, **variables) as (command, temporary):
        out, err, peak = _watched(command)
        adopted = _children() - before
        left = left_running(temporary, adopted)
        for process in adopted:
            _kill(process.pid)
        return CommandRun(command.returncode, out, err, left, left_lying(temporary), peak)


def _watched(command: subprocess.Popen[str]) -> tuple[str, str, int]:
    """Return what a command wrote until it ended or was stuck, and the most memory it took."""
    peak, deadline = 0, time.monotonic() + STUCK
    while True:
        peak = max(peak, peak_memory(command.pid))
        try:
            return *command.communicate(timeout=0.05), peak
        except subprocess.TimeoutExpired:
            if time.monotonic() > deadline:
                command.kill()


def _children() -> set[psutil.Process]:
    """Return the processes of this one; on Linux, those that a dead one has left are among them."""
    if sys.platform == "linux":
        pr_set_child_subreaper = 36
        ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0)
    return set(psutil.Process().children(recursive=True))


def _no_json(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


@contextmanager
def started(
    *arguments: str | Path, terminal: int | None = None, **variables: str
) -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Start the command as the leader of a process group, with a temporary folder of its own.

    It writes to the pseudo-terminal `terminal` if that is given, else to a pipe.
    """
    temporary = Path(tempfile.mkdtemp(prefix="kit-"))
    kept = {name: value for name, value in os.environ.items() if name not in OF_THE_CALLER}
    command = subprocess.Popen(
        [sys.executable, "-m", "graders", *map(str, arguments)],
        cwd=REPOSITORY,
        env={**kept, "TMPDIR": str(temporary), "PYTHONIOENCODING": "utf-8", **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if terminal is None else terminal,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
    )
    try:
        yield command, temporary
    finally:
        for left in [command.pid, *(found.pid for found in _started_with(temporary))]:
            _kill(left)
        command.communicate()
        shutil.rmtree(temporary)


def left_running(temporary: Path, adopted: Iterable[psutil.Process] = ()) -> list[str]:
    """Return the command lines of processes that a finished run has left behind."""
    # What is about to end anyhow gets the time to.
    _, alive = psutil.wait_procs({*_started_with(temporary), *adopted}, timeout=3)
    return [" ".join(left.cmdline()) for left in alive]


def left_lying(temporary: Path) -> list[str]:
    """Return what a finished run has left in its temporary folder."""
    return [path.name for path in temporary.iterdir()]


def _started_with(temporary: Path) -> list[psutil.Process]:
    found = []
    for candidate in psutil.process_iter():
        try:
            if candidate.environ().get("TMPDIR", "").startswith(str(temporary)):
                found.append(candidate)
        except (psutil.Error, OSError):
            continue
    return found


def _kill(pid: int) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        psutil.Process(pid).kill()
