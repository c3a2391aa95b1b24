"""Has jobs done on this machine, by warm workers that are processes of their own.

A worker that is lost takes one job with it at most, and another is started in its place.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from pathlib import Path
from queue import SimpleQueue

from graders.classroom.job import GradingJob, Outcome
from graders.harness.scratch import remove_left_behind, scratch_folder

KIT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "graders.classroom")
SCRATCH = "streaming-kit-class-"
STUCK_AFTER = 900.0
"""Seconds after which a worker has lost its way: what it grades is ended long before."""
ENDS_WITHIN = 10.0
"""Seconds in which a worker ends what it is at and cleans up."""


def usual_number() -> int:
    """Return how many workers keep all processors busy: many a wrong file is waited for."""
    if hasattr(os, "sched_getaffinity"):
        return 2 * (len(os.sched_getaffinity(0)) or 1)
    return 2 * (os.cpu_count() or 1)


class Worker:
    """A process that grades, started when there is a first job for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._words = folder.with_suffix(".txt")
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._retired = False

    def grade(self, job: GradingJob) -> Outcome:
        """Have a job done; without an answer it is the kit's fault."""
        try:
            process = self._started()
            assert process.stdin is not None
            assert process.stdout is not None
            with _ended_after(STUCK_AFTER, process):
                process.stdin.write(job.as_line())
                process.stdin.flush()
                answer = process.stdout.readline()
            return Outcome.from_line(answer)
        except (OSError, ValueError):
            why = f"the process that graded it ended{self._last_words()}"
            self.end()
            return Outcome(job.key, fault=why)

    def _started(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._retired:
                raise OSError("nobody waits for this any more")
            self._process = self._process or self._start()
            return self._process

    def _start(self) -> subprocess.Popen[bytes]:
        self._folder.mkdir(exist_ok=True)
        paths = [str(KIT), *filter(None, [os.environ.get("PYTHONPATH")])]
        variables = {
            "TMPDIR": str(self._folder),
            "TEMP": str(self._folder),
            "PYTHONPATH": os.pathsep.join(paths),
        }
        with self._words.open("wb") as words:
            return subprocess.Popen(
                COMMAND,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=words,
                env={**os.environ, **variables},
                start_new_session=True,  # a Ctrl-C is for who started it, and then ends it
            )

    def _last_words(self) -> str:
        with contextlib.suppress(OSError):
            lines = self._words.read_text("utf-8", "replace").strip().splitlines()
            return f": {lines[-1]}" if lines else ""
        return ""

    def retire(self) -> None:
        """End the process, and start no other."""
        with self._lock:
            self._retired = True
        self.end()

    def end(self) -> None:
        """End the process; what it was at is ended first."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return
        with contextlib.suppress(OSError):
            process.stdin.close()  # type: ignore[union-attr]
        try:
            process.wait(ENDS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()  # type: ignore[union-attr]


class LocalEngine:
    """Workers of this machine, as many as its processors can serve, unless told otherwise."""

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers or usual_number()

    def run(self, jobs: Iterable[GradingJob], at_once: int | None = None) -> Iterator[Outcome]:
        """Yield what became of each job, as soon as it is known; at most so many at once."""
        number = at_once or self._workers
        idle: SimpleQueue[Worker] = SimpleQueue()
        remove_left_behind(SCRATCH)  # a run that was killed has left copies of submissions
        with scratch_folder(SCRATCH) as folder:
            crew = [Worker(folder / str(index)) for index in range(number)]
            for worker in crew:
                idle.put(worker)

            def done(job: GradingJob) -> Outcome:
                worker = idle.get()
                try:
                    return worker.grade(job)
                finally:
                    idle.put(worker)

            with ThreadPoolExecutor(number) as threads:
                try:
                    yield from _in_turn(jobs, number, lambda job: threads.submit(done, job))
                finally:
                    for worker in crew:  # those whose answer is awaited give none any more
                        worker.retire()


def _in_turn(
    jobs: Iterable[GradingJob], most: int, begin: Callable[[GradingJob], Future[Outcome]]
) -> Iterator[Outcome]:
    """Begin so many jobs, and another for each that is done: no job is made long before that."""
    waiting = iter(jobs)
    going_on = {begin(job) for job in islice(waiting, most)}
    while going_on:
        done, going_on = wait(going_on, return_when=FIRST_COMPLETED)
        going_on |= {begin(job) for job in islice(waiting, len(done))}
        for future in done:
            yield future.result()


@contextlib.contextmanager
def _ended_after(seconds: float, process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Kill the process if it takes longer than this."""
    switch = threading.Timer(seconds, process.kill)
    switch.daemon = True
    switch.start()
    try:
        yield
    finally:
        switch.cancel()
