"""A cluster of Dask grades as this machine does, whatever becomes of its parts."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

pytest.importorskip("distributed")

import dask
from distributed import Client, LocalCluster

from graders.classroom import dask_engine
from graders.classroom.certificates import make_certificates
from graders.classroom.dask_engine import DaskEngine
from graders.classroom.engine import LocalEngine
from graders.classroom.job import GradingJob, Outcome
from graders.errors import UsageError
from graders.harness.loopback import listening_socket
from graders.program import main
from graders.provenance import kit
from tests.support.classroom import ANSWERS, NAMES, write_files
from tests.support.command import graders, started
from tests.support.dask_poison import grade_or_die
from tests.support.paths import REPOSITORY

pytestmark = [
    pytest.mark.skipif(os.name != "posix", reason="signals stop no worker here"),
    pytest.mark.filterwarnings("ignore"),  # Dask's own, which are not ours to mend
]
EPOCH = {"SOURCE_DATE_EPOCH": "1764000000"}
ONE = NAMES[0]


@pytest.fixture(autouse=True)
def importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have workers find the kit and its tests, as where both are installed."""
    monkeypatch.setenv("PYTHONPATH", str(REPOSITORY))


def jobs(number: int) -> list[GradingJob]:
    """Return jobs that take little time; some are right, some are wrong."""
    made = []
    for n in range(number):
        source = ANSWERS[ONE] if n % 2 else b"def token_stream(prompt):\n    return []\n"
        made.append(GradingJob(str(n), {ONE: source + b"# %d\n" % n}, 1, kit()["digest"]))
    return made


@contextlib.contextmanager
def cluster(**settings: Any) -> Iterator[tuple[str, list[psutil.Process]]]:
    """Start two workers; yield the scheduler's address, and their processes."""
    with (
        dask.config.set({f"distributed.scheduler.{key}": value for key, value in settings.items()}),
        LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        ) as local,
        Client(local, set_as_default=False) as client,
    ):
        pids = client.run(os.getpid).values()
        yield local.scheduler_address, [*map(psutil.Process, pids)]


def verdicts(outcomes: list[Outcome]) -> dict[str, Any]:
    """Return what counts of outcomes; there must be one for each job."""
    told: dict[str, Any] = {}
    for outcome in outcomes:
        assert outcome.key not in told
        exercises = outcome.result["exercises"] if outcome.result else outcome.fault
        told[outcome.key] = exercises
    return told


def test_a_worker_that_is_killed_costs_nothing() -> None:
    expected = verdicts([*LocalEngine(2).run(jobs(8))])
    with cluster() as (address, (first, _)):
        run = DaskEngine(address, None, 2).run(jobs(8))
        outcomes = [next(run)]
        first.kill()
        assert verdicts([*outcomes, *run]) == expected


def test_a_worker_that_is_stopped_costs_nothing() -> None:
    expected = verdicts([*LocalEngine(2).run(jobs(6))])
    with cluster(**{"worker-ttl": "4s"}) as (address, (first, _)):
        run = DaskEngine(address, None, 2).run(jobs(6))
        outcomes = [next(run)]
        first.suspend()
        try:
            assert verdicts([*outcomes, *run]) == expected
        finally:
            with contextlib.suppress(psutil.Error):
                first.kill()


def test_a_poisonous_submission_costs_itself_alone() -> None:
    poison = GradingJob("poison", {ONE: b"# poison\n"}, 1, kit()["digest"])
    expected = verdicts([*LocalEngine(2).run(jobs(4))])
    with cluster(**{"allowed-failures": 1}) as (address, _):
        engine = DaskEngine(address, None, 2, grade_or_die)
        told = verdicts([*engine.run([poison, *jobs(4)])])
        # Whoever was graded beside it is the kit's fault for now, and is tried once more alone.
        again = [job for job in [poison, *jobs(4)] if isinstance(told[job.key], str)]
        told |= verdicts([*engine.run(again, at_once=1)])
    assert "KilledWorker" in told.pop("poison")
    assert told == expected


def test_another_kit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with cluster() as (address, _):
        monkeypatch.setattr(dask_engine, "_wanted_digest", lambda: "sha256:other")
        with pytest.raises(UsageError, match="another version of the kit"):
            next(DaskEngine(address, None, 2).run(jobs(1)))


@pytest.mark.parametrize(
    ("address", "certificates", "words"),
    [
        ("tcp://10.0.0.1:8786", None, "is not encrypted"),
        ("10.0.0.1:8786", None, "is not encrypted"),
        ("ws://example.org:1", "x", "is not encrypted"),
        ("tls://10.0.0.1:8786", None, "takes --certificates"),
    ],
)
def test_a_scheduler_that_anybody_could_be_is_refused(
    address: str, certificates: str | None, words: str
) -> None:
    with pytest.raises(UsageError, match=words):
        DaskEngine(address, certificates, 1)


def test_no_scheduler_is_told_in_a_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dask_engine, "FOUND_WITHIN", 1)
    write_files(tmp_path / "class" / "ada", {ONE: ANSWERS[ONE]})
    arguments = ["class", str(tmp_path / "class"), "--out", str(tmp_path / "out")]
    assert main([*arguments, "--engine", "dask", "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "no scheduler with a worker answers" in capsys.readouterr().err
    assert main([*arguments, "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "go with --engine dask" in capsys.readouterr().err


def test_the_certificates_are_nobody_elses_to_read(tmp_path: Path) -> None:
    paths = make_certificates(tmp_path / "certificates")
    assert all(path.stat().st_mode & 0o077 == 0 for path in paths.values())
    with pytest.raises(UsageError, match="cannot be made"):
        make_certificates(tmp_path / "certificates")


class Parts:
    """A scheduler and a worker, started as one types it, known by certificates."""

    def __init__(self, folder: Path) -> None:
        paths = make_certificates(folder)
        self._tls = [
            *("--tls-ca-file", str(paths["ca"])),
            *("--tls-cert", str(paths["cert"])),
            *("--tls-key", str(paths["key"])),
        ]
        with listening_socket() as free:
            self._port = free.getsockname()[1]
        self.address = f"tls://127.0.0.1:{self._port}"
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self) -> None:
        """Start both."""
        scheduler = ["scheduler", "--protocol", "tls", "--host", "127.0.0.1", "--no-dashboard"]
        self._dask(*scheduler, "--port", str(self._port))
        self._dask("worker", self.address, "--nthreads", "1", "--no-dashboard")

    def _dask(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "dask", *arguments, *self._tls]
        quiet = subprocess.DEVNULL
        started = subprocess.Popen(command, cwd=REPOSITORY, stdout=quiet, stderr=quiet)
        self.running.append(started)

    def end(self, number: int = signal.SIGTERM) -> None:
        """End both."""
        for process in self.running:
            process.send_signal(number)
        for process in self.running:
            process.wait()
        self.running.clear()


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = Parts(tmp_path / "certificates")
    made.start()
    yield made
    made.end()


def test_client_and_scheduler_may_be_killed_and_all_goes_on(parts: Parts, tmp_path: Path) -> None:
    for job in jobs(6):
        write_files(tmp_path / "class" / f"s{job.key}", job.files)
    out = tmp_path / "out"
    local = ("class", tmp_path / "class", "--seed", "1")
    assert graders(*local, "--out", tmp_path / "local", **EPOCH).status == 0
    remote = (*local, "--out", out, "--engine", "dask", "--scheduler", parts.address)
    remote = (*remote, "--certificates", tmp_path / "certificates")

    with started(*remote, **EPOCH) as (client, _):
        _until_recorded(client, out, 1)
        client.kill()
        client.wait()
    with started(*remote, **EPOCH) as (client, _):
        _until_recorded(client, out, 3)
        parts.running[0].kill()
        _, err = client.communicate()
        assert client.returncode == 3
        assert "run it again" in err
    parts.end()
    parts.start()
    last = graders(*remote, **EPOCH)
    assert last.status == 0, last.err
    assert (out / "grades.csv").read_bytes() == (tmp_path / "local" / "grades.csv").read_bytes()


def _until_recorded(client: subprocess.Popen[str], out: Path, number: int) -> None:
    while client.poll() is None and len([*out.glob("records/s*.json")]) < number:
        pass
