"""Has jobs done by the workers of a Dask cluster: on this machine, or on many.

An extra: nothing here is imported unless `--engine dask` asks for it. A job carries its files as
bytes and comes back as an outcome, so no disk is shared. Each worker of Dask keeps warm workers of
ours, which end with it.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any
from urllib.parse import urlsplit

from graders.classroom.certificates import security
from graders.classroom.engine import Worker
from graders.classroom.job import GradingJob, Outcome
from graders.errors import UsageError
from graders.provenance import kit

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
SILENT_FOR = "30s"
"""After so long without a sign a worker is given up, and others do what it had."""
FOUND_WITHIN = 30
"""Seconds in which a scheduler answers, and has a worker."""
EACH = 2
"""Jobs for each thread that are under way: one is graded while the next one travels."""

_idle: SimpleQueue[Worker] = SimpleQueue()
_numbers = count()


def grade_line(line: bytes) -> bytes:
    """Do a job, in a worker of Dask; both are lines as `GradingJob` and `Outcome` make them."""
    try:
        worker = _idle.get_nowait()
    except Empty:
        worker = Worker(_folder() / f"grader-{next(_numbers)}")
    try:
        return worker.grade(GradingJob.from_line(line)).as_line()
    finally:
        _idle.put(worker)


def _folder() -> Path:
    """Return the folder of this worker of Dask, which it removes in the end."""
    from distributed import get_worker

    return Path(get_worker().local_directory)


def own_digest() -> str:
    """Return the digest of the kit that a worker of Dask has."""
    return kit()["digest"]


def _wanted_digest() -> str:
    return own_digest()


class DaskEngine:
    """The workers behind a scheduler; without an address, some are started on this machine."""

    def __init__(
        self,
        address: str | None,
        certificates: str | None,
        workers: int,
        grade: Callable[[bytes], bytes] = grade_line,
    ) -> None:
        self._address = address
        self._certificates = certificates
        self._workers = workers
        self._grade = grade
        _prove_safe(address, certificates)

    def run(self, jobs: Iterable[GradingJob], at_once: int | None = None) -> Iterator[Outcome]:
        """Yield what became of each job, as soon as it is known; at most so many at once."""
        with self._client() as client:
            _prove_same_kit(client)
            most = at_once or EACH * max(sum(client.nthreads().values()), 1)
            yield from self._spread(client, iter(jobs), most)

    def _spread(self, client: Any, jobs: Iterator[GradingJob], most: int) -> Iterator[Outcome]:
        from distributed import as_completed

        keys: dict[str, str] = {}

        def begin(job: GradingJob) -> Any:
            future = client.submit(self._grade, job.as_line(), pure=False)
            keys[future.key] = job.key
            return future

        under_way = as_completed([begin(job) for job in islice(jobs, most)], loop=client.loop)
        for future in under_way:
            yield _outcome(keys.pop(future.key), future)
            future.release()
            for job in islice(jobs, 1):
                under_way.add(begin(job))

    @contextlib.contextmanager
    def _client(self) -> Iterator[Any]:
        import dask
        from distributed import Client

        logging.getLogger("distributed").setLevel(logging.CRITICAL)

        with contextlib.ExitStack() as stack:
            stack.enter_context(dask.config.set({"distributed.scheduler.worker-ttl": SILENT_FOR}))
            where = self._address or stack.enter_context(self._cluster())
            known = security(self._certificates) if self._certificates else None
            try:
                client = Client(where, security=known, timeout=FOUND_WITHIN, set_as_default=False)
                client.wait_for_workers(1, timeout=FOUND_WITHIN)
            except (OSError, asyncio.TimeoutError) as error:  # in Python 3.10 another one
                raise UsageError(
                    f"no scheduler with a worker answers at {self._address}; start both first"
                ) from error
            yield stack.enter_context(client)

    def _cluster(self) -> Any:
        from distributed import LocalCluster

        # A submission may use the network, so even here nobody gets in without a certificate.
        return LocalCluster(
            n_workers=self._workers,
            threads_per_worker=1,
            dashboard_address=None,
            host="127.0.0.1",
            security=True,
            silence_logs=logging.CRITICAL,
        )


def _outcome(key: str, future: Any) -> Outcome:
    if future.status == "finished":
        return Outcome.from_line(future.result())
    if future.status == "error":
        error = future.exception()
        return Outcome(key, fault=f"the workers that graded it ended: {type(error).__name__}")
    raise ConnectionError("the scheduler is gone")


def _prove_safe(address: str | None, certificates: str | None) -> None:
    """Raise `UsageError` where anybody on the network could have code of theirs run."""
    if address is None:
        return
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    if parts.scheme == "tls" and not certificates:
        raise UsageError("a tls:// scheduler takes --certificates DIR, as `certificates` made them")
    if parts.scheme != "tls" and parts.hostname not in LOOPBACK:
        raise UsageError(
            f"{address!r} is not encrypted: whoever reaches it may run code there; "
            f"use tls:// and --certificates DIR"
        )


def _prove_same_kit(client: Any) -> None:
    """Raise `UsageError` where a worker has another kit, or none."""
    found = client.run(own_digest, on_error="return")
    for address, digest in found.items():
        if digest != _wanted_digest():
            what = "another version of the kit" if isinstance(digest, str) else "no kit"
            raise UsageError(f"the worker {address} has {what}; install this one there")
