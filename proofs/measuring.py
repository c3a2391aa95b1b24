"""How the grader is measured: the time and the memory of whole processes, as a student has them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

from graders.exercise import grader
from graders.harness.rig import observe
from graders.harness.session import Session
from graders.transcript import Memory

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 120.0
"""Seconds after which a run is given up: nothing that is measured here takes as long."""
LOOKED_EVERY = 0.01
"""Seconds between two looks at the memory of a process."""
LAST_LINE = "q quit"
"""What the last line has that `watch` prints after a save."""
MEBIBYTE = 1 << 20


class CannotMeasure(Exception):
    """A run did not do what it should, so its time or its memory says nothing."""


@dataclass(frozen=True)
class GradingRun:
    """A command that grades, the exit status it must have, and where it leaves its result."""

    arguments: Sequence[str]
    status: int
    result: Path

    @property
    def command(self) -> list[str]:
        """The whole command line."""
        return [*self.arguments, "--json", str(self.result)]

    def seconds(self) -> float:
        """Run it and return how long it took."""
        return seconds_of(self.command, self.status)

    def memory(self) -> float:
        """Run it and return the most memory, in MB, that the grader's own process held."""
        peak = 0

        def look(pid: int) -> None:
            nonlocal peak
            peak = max(peak, peak_memory(pid))

        run_to_end(self.command, self.status, look)
        return peak / MEBIBYTE


def seconds_of(command: Sequence[str], status: int) -> float:
    """Run a command, which must end with `status`, and return how long it took."""
    begun = time.perf_counter()
    run_to_end(command, status)
    return time.perf_counter() - begun


def run_to_end(
    command: Sequence[str],
    status: int | None,
    look: Callable[[int], None] | None = None,
) -> None:
    """Run a command as a user would from a shell, unheard; `look` is given its pid every so often.

    It must end with `status`, unless that is `None`.
    """
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    unheard = subprocess.DEVNULL
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=unheard, stdout=unheard, stderr=unheard
    ) as process:
        # Not wait(timeout): that sleeps between two looks, and the time is what we are after.
        switch = threading.Timer(LONGEST, process.kill)
        switch.start()
        while look is not None and process.poll() is None:
            look(process.pid)
            time.sleep(LOOKED_EVERY)
        ended = process.wait()
        in_time = switch.is_alive()
        switch.cancel()
    if not in_time:
        raise CannotMeasure(f"{_shown(command)} ran longer than {LONGEST:g} s")
    if status not in (None, ended):
        raise CannotMeasure(f"{_shown(command)} ended with {ended}, not {status}")


def _shown(command: Sequence[str]) -> str:
    return " ".join([Path(command[0]).name, *command[1:]])


def peak_memory(pid: int) -> int:
    """Return the most bytes that a process has held so far; 0 if it is gone."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
            return int(found[1]) * 1024 if found else 0
    with contextlib.suppress(psutil.Error):
        memory = psutil.Process(pid).memory_info()
        return int(getattr(memory, "peak_wset", memory.rss))
    return 0


def memory_for_each_byte() -> float:
    """Return the child's bytes of memory for each byte of log, as the grader sees them here."""

    async def look() -> list[Memory]:
        module = grader("exercise3_logs")
        async with Session() as session:
            folder = ROOT / "solutions"
            seen = await observe(session, module.EXERCISE, module.record, folder, seed=1)
        return seen.memory

    return slope(asyncio.run(look()))


def slope(memory: Sequence[Memory]) -> float:
    """Return how many bytes more were held at the peak for each byte more of log.

    A server that needs little is shown one log: then it is what was held beyond the first look, for
    each byte of that.
    """
    if not memory:
        raise CannotMeasure("no large log was streamed")
    if len(memory) == 1:
        return (memory[0].peak - memory[0].stalled) / memory[0].log_size
    small, *_, large = sorted(memory, key=lambda record: record.log_size)
    return (large.peak - small.peak) / (large.log_size - small.log_size)


@contextlib.contextmanager
def watching(exercise: str, folder: Path) -> Iterator[tuple[Path, Iterator[str]]]:
    """Watch a right answer; yields its file, and the lines that are printed from then on."""
    shutil.copytree(ROOT / "solutions", folder)
    command = [
        sys.executable,
        "-m",
        "graders",
        "watch",
        exercise,
        "--submission",
        str(folder),
    ]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        switch = threading.Timer(LONGEST, process.kill)
        switch.start()
        try:
            assert process.stdout is not None
            lines = iter(process.stdout)
            _await_verdict(lines)
            yield folder / f"{exercise}.py", lines
        finally:
            switch.cancel()
            process.terminate()


def to_verdict(file: Path, source: str, lines: Iterator[str]) -> float:
    """Save a file that is watched, and return the seconds until its verdict has been printed."""
    new = file.with_suffix(".new")
    new.write_text(source, encoding="utf-8")
    begun = time.perf_counter()
    new.replace(file)
    told = _await_verdict(lines)
    seconds = time.perf_counter() - begun
    if " saved" not in told or " passed" not in told:
        raise CannotMeasure(f"after a save of {file.name} watch said {told!r}")
    return seconds


def _await_verdict(lines: Iterator[str]) -> str:
    told = ""
    for line in lines:
        told += line
        if LAST_LINE in line:
            return told
    raise CannotMeasure(f"watch ended, or took longer than {LONGEST:g} s, after {told!r}")
