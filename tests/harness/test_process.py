"""A child process: how long it is waited for, what is kept of it, and that all of it ends."""

from __future__ import annotations

import asyncio
import itertools
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from graders.errors import ChildGone, KitError
from graders.harness import limits, process, rig, stuck, watchdog
from graders.harness.output import OUTPUT_KEPT, Output
from graders.harness.process import Child
from graders.harness.rig import Rig
from graders.harness.stuck import TICK, IdleTime
from graders.transcript import Problem, Transcript
from tests.support.stuck import STUCK, hurry
from tests.support.submissions import line_of, observe

posix = pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has an adopter of orphans")


# Patience


class Readings:
    """What the watch reads: the time, the CPU time used, and whether a thread could run."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.worked, self.idle, self.transfers = 100.0, 7.0, 50.0, 3
        self.runnable: bool | None = False
        monkeypatch.setattr(stuck, "time", SimpleNamespace(monotonic=lambda: self.now))
        monkeypatch.setattr(stuck, "cpu_seconds", lambda pid: self.worked)
        monkeypatch.setattr(stuck, "any_thread_runnable", lambda pid: self.runnable)
        monkeypatch.setattr(stuck, "with_descendants", lambda pid: [pid])
        monkeypatch.setattr(stuck, "idle_seconds", lambda: self.idle)
        monkeypatch.setattr(stuck, "transfers", lambda pid: self.transfers)

    def pass_by(self, seconds: float, worked: float, runnable: bool | None) -> None:
        """Let time go by, in which the process worked for a part."""
        self.now += seconds
        self.worked += worked
        self.runnable = runnable


@pytest.mark.parametrize(
    ("worked", "runnable", "charged"),
    [
        pytest.param(0.0, False, 1.0, id="sleeps-and-is-charged-the-time"),
        pytest.param(0.1, True, 1.0, id="works-and-is-charged-its-work"),
        pytest.param(0.02, True, 0.2, id="gets-a-fifth-of-a-processor"),
        pytest.param(0.0, True, 0.0, id="gets-no-processor-and-is-charged-nothing"),
        pytest.param(0.2, True, 2.0, id="works-on-two-processors"),
    ],
)
def test_a_process_is_charged_for_the_chances_it_had(
    worked: float, runnable: bool, charged: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = Readings(monkeypatch)
    watch = IdleTime(1)
    for _ in range(10):
        readings.pass_by(TICK, worked, runnable)
        unused = watch.unused_seconds()
    assert unused == pytest.approx(charged)


@pytest.mark.parametrize(
    ("idle", "transfers", "charged"),
    [
        pytest.param(0.2, 0, 1.0, id="both-processors-idle"),
        pytest.param(0.05, 0, 0.55, id="one-idle-half-of-the-time"),
        pytest.param(0.0, 0, 0.1, id="a-busy-machine"),
        pytest.param(0.1, 1, 0.0, id="reads-a-disk"),
    ],
)
def test_where_no_thread_tells_its_state_an_idle_processor_does(
    idle: float, transfers: int, charged: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = Readings(monkeypatch)
    watch = IdleTime(1)
    for _ in range(10):
        readings.pass_by(TICK, 0, runnable=None)
        readings.idle += idle
        readings.transfers += transfers
        unused = watch.unused_seconds()
    assert unused == watch.asleep == pytest.approx(charged)


def test_what_was_charged_in_doubt_is_taken_back(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = Readings(monkeypatch)
    watch = IdleTime(1)
    readings.pass_by(TICK, 0, runnable=None)
    assert watch.unused_seconds() > 0
    readings.pass_by(TICK, 0.01, runnable=None)
    assert watch.unused_seconds() == pytest.approx(0.01)
    assert watch.asleep == 0


def test_a_grader_that_was_asleep_itself_charges_next_to_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    readings = Readings(monkeypatch)
    watch = IdleTime(1)
    readings.pass_by(3600, worked=0, runnable=False)
    assert watch.unused_seconds() <= 2 * TICK


@pytest.mark.parametrize("runs", [True, False])
def test_macos_tells_by_itself_whether_a_process_sleeps(
    runs: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    monkeypatch.setattr(psutil.Process, "status", lambda process: psutil.STATUS_RUNNING)
    monkeypatch.setattr(stuck, "has_running_thread", lambda pid: runs)
    assert stuck.any_thread_runnable(os.getpid()) is runs


def test_a_system_that_counts_no_transfers_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(psutil.Process, "io_counters", raising=False)  # as on macOS
    assert stuck.transfers(os.getpid()) == 0


def test_a_process_that_is_gone_can_be_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = 2**22 + 1
    assert not stuck.any_thread_runnable(gone)
    assert IdleTime(gone).unused_seconds() < 1


def test_what_a_process_has_started_counts_as_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    readings = Readings(monkeypatch)
    monkeypatch.setattr(stuck, "with_descendants", lambda pid: [pid, pid + 1])
    waits_for_a_turn = {1: False, 2: True}
    monkeypatch.setattr(stuck, "any_thread_runnable", waits_for_a_turn.get)
    watch = IdleTime(1)
    for _ in range(10):
        readings.pass_by(TICK, 0, runnable=None)
        unused = watch.unused_seconds()
    assert unused == 0


# Output


@pytest.mark.parametrize("size", [0, 1, OUTPUT_KEPT, 2 * OUTPUT_KEPT])
def test_output_is_kept_whole(size: int) -> None:
    assert kept(b"x" * size) == "x" * size


def test_of_a_long_output_both_ends_are_kept() -> None:
    text = kept(b"first" + b"." * 100_000 + b"last")
    left_out = 100_009 - 2 * OUTPUT_KEPT
    assert text.startswith("first.")
    assert text.endswith(".last")
    assert f"\n... {left_out} bytes left out ...\n" in text
    assert len(text) < 2 * OUTPUT_KEPT + 50


def test_lines_end_in_one_way() -> None:
    assert kept(b"one\r\ntwo\nthree\r") == "one\ntwo\nthree\r"


def test_output_that_is_no_utf_8_is_shown() -> None:
    assert kept(b"a\xffb") == r"a\xffb"


def test_an_output_beyond_the_limit_is_told_and_read_no_further(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "OUTPUT", 1000)
    told: list[str] = []
    assert kept(b"x" * 1000, too_much=lambda: told.append("too much")) == "x" * 1000
    assert told == []
    assert kept(b"x" * 9000, too_much=lambda: told.append("too much")).startswith("xxx")
    assert told == ["too much"]


def kept(data: bytes, piece: int = 997, too_much: Callable[[], None] = lambda: None) -> str:
    """Return what is kept of an output that arrives in pieces."""

    async def read() -> str:
        reader, output = asyncio.StreamReader(), Output(too_much)
        for start in range(0, len(data), piece):
            reader.feed_data(data[start : start + piece])
        reader.feed_eof()
        await output.read(reader)
        return output.text

    return asyncio.run(read())


# Ends


async def loaded(rig: Rig) -> None:
    """Load the file, as a generator."""
    async with rig.generator() as generator:
        await generator.take_all("hi", name="lesson", limit=1)


async def problem_with(folder: Path, source: str) -> Problem:
    """Return what ended the observation of a file with this source."""
    transcript = await observe(folder, "generator", source, loaded)
    assert transcript.problem is not None
    return transcript.problem


@posix
@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        pytest.param("os._exit(0)", "exited", "status 0", id="exit"),
        pytest.param("os._exit(7)", "exited", "status 7", id="exit-7"),
        pytest.param("os.kill(os.getpid(), 9)", "killed", "SIGKILL", id="sigkill"),
        pytest.param("os.kill(os.getpid(), 11)", "killed", "SIGSEGV", id="sigsegv"),
        pytest.param("os.abort()", "killed", "SIGABRT", id="abort"),
    ],
)
async def test_how_a_process_ended_is_told(
    source: str, kind: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    problem = await problem_with(tmp_path, f"import os\n{source}\n")
    assert problem.kind == kind
    assert message in problem.message


@posix
@pytest.mark.parametrize(
    "source",
    [
        pytest.param("import time\ndef wait():\n    time.sleep(1000)  #\nwait()\n", id="sleeps"),
        pytest.param("def spin():\n    while True:\n        pass  #\nspin()\n", id="spins"),
        pytest.param(
            "import json\nclass Text(str):\n    def __eq__(self, other):\n        while True: #\n"
            "            pass\nText('a') == 'b'\n",
            id="in-a-call",
        ),
    ],
)
async def test_the_line_that_is_stuck_is_found(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    problem = await problem_with(tmp_path, source)
    assert problem.kind == "stuck"
    assert problem.file == "stage9_test.py"
    assert abs((problem.line or 0) - line_of(source, "#")) <= 1


@posix
async def test_one_that_has_ended_is_not_stuck_though_its_channel_is_still_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    source = """
        import os
        import time

        if os.fork() == 0:
            time.sleep(1000)
        os._exit(3)
        """
    assert await problem_with(tmp_path, source) == Problem(
        "exited", "the process exited with status 3"
    )


async def test_a_process_that_gives_signs_of_life_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            for _ in range(8):
                await generator.take_all("hi", name="lesson", limit=1)

    source = "import time\n\ndef token_stream(prompt):\n    time.sleep(0.15)\n    yield prompt\n"
    transcript = await observe(tmp_path, "generator", source, script)
    assert transcript.problem is None


# Families


@linux
async def test_nothing_that_a_process_has_started_survives(tmp_path: Path) -> None:
    source = """
        import os
        import subprocess
        import sys

        SLEEP = [sys.executable, "-c", "import time; time.sleep(1000)"]

        def token_stream(prompt):
            child = subprocess.Popen(SLEEP)
            own_session = subprocess.Popen(SLEEP, start_new_session=True)
            orphan = subprocess.run(
                ["sh", "-c", '"$@" >/dev/null 2>&1 & echo $!', "sh", *SLEEP],
                capture_output=True,
                text=True,
                start_new_session=True,
            )
            yield f"{os.getpid()} {child.pid} {own_session.pid} {orphan.stdout}"
        """
    seen: list[psutil.Process] = []

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("hi", name="lesson", limit=1)
            pids = rig.transcript.calls["lesson"].tokens[0].text.split()
            seen.extend(psutil.Process(int(pid)) for pid in pids)
            assert all(found.is_running() for found in seen)

    await observe(tmp_path, "generator", source, script)
    assert len(seen) == 4
    _, alive = psutil.wait_procs(seen, timeout=STUCK)
    assert alive == []


async def test_the_child_is_gone_also_when_the_script_fails(tmp_path: Path) -> None:
    seen: list[psutil.Process] = []

    async def script(rig: Rig) -> None:
        async with rig.serve() as server:
            seen.append(psutil.Process(server.pid))
            raise LookupError("a fault of the kit")

    source = "from fastapi import FastAPI\n\napp = FastAPI()\n"
    with pytest.raises(LookupError):
        await observe(tmp_path, "app", source, script)
    assert not seen[0].is_running()


async def test_the_childs_surroundings_are_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EXPECTED_ANSWER", "42")
    source = """
        import os
        import sys

        def token_stream(prompt):
            yield str(os.environ.get("EXPECTED_ANSWER"))
            yield os.path.basename(os.getcwd())
            yield repr(sys.stdin.read())
        """

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("hi", name="lesson", limit=3)

    transcript: Transcript = await observe(tmp_path, "generator", source, script)
    answer, folder, stdin = (token.text for token in transcript.calls["lesson"].tokens)
    assert answer == "None"
    assert folder.startswith("stage9_test-")
    assert stdin == "''"


async def test_a_file_is_read_as_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    source = "import sys\n\ndef token_stream(prompt):\n    yield str(sys.flags.utf8_mode)\n"

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("hi", name="lesson", limit=1)

    transcript = await observe(tmp_path, "generator", source, script)
    assert transcript.calls["lesson"].tokens[0].text == "1"


# What it is told


async def test_a_long_message_arrives_whole_where_sockets_hold_little(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_pair = socket.socketpair

    def small_pair() -> tuple[socket.socket, socket.socket]:
        pair = really_pair()
        for end in pair:  # on macOS they hold 8 KiB
            for buffer in (socket.SO_SNDBUF, socket.SO_RCVBUF):
                end.setsockopt(socket.SOL_SOCKET, buffer, 4096)
        return pair

    monkeypatch.setattr(process, "socket", SimpleNamespace(socketpair=small_pair))
    hurry(monkeypatch)
    prompt = "x" * 100_000

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all(prompt, name="long", limit=1)
            await generator.take_all("hi", name="short", limit=1)

    source = "def token_stream(prompt):\n    yield str(len(prompt))\n"
    transcript = await observe(tmp_path, "generator", source, script)
    assert transcript.problem is None
    lengths = [transcript.calls[name].tokens[0].text for name in ("long", "short")]
    assert lengths == [str(len(prompt)), "2"]


# Whose fault it is


async def test_what_fails_before_the_students_first_line_is_the_kits(tmp_path: Path) -> None:
    async def script(rig: Rig) -> None:
        rig.scratch.rmdir()  # where the process would work
        await loaded(rig)

    with pytest.raises(KitError, match=r"could not be prepared: FileNotFoundError"):
        await observe(tmp_path, "generator", "", script)


@pytest.mark.parametrize("begun", [False, True])
async def test_only_the_students_own_lines_are_charged(
    begun: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered = asyncio.get_running_loop().create_future()

    class Idle:
        asleep = stuck.STUCK_AFTER + 1

        def unused_seconds(self) -> float:
            asyncio.get_running_loop().call_soon(answered.set_result, "ready")
            return self.asleep

    child = Child()
    child.begun = begun
    monkeypatch.setattr(Child, "pid", 1)
    monkeypatch.setattr(child, "_process", SimpleNamespace(exitcode=None), raising=False)
    monkeypatch.setattr(process, "IdleTime", lambda pid: Idle())
    monkeypatch.setattr(
        Child, "_how_it_is_stuck", lambda self: asyncio.sleep(0, Problem("stuck", ""))
    )
    if begun:
        with pytest.raises(ChildGone):
            await child.wait_for(answered)
    else:
        assert await child.wait_for(answered) == "ready"


async def test_the_students_own_error_is_told_however_late_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listen = Child.listen

    def listen_late(child: Child) -> None:
        child._process.join(STUCK)
        child.tell("settle")  # which nobody is there to hear
        listen(child)

    monkeypatch.setattr(Child, "listen", listen_late)
    problem = await problem_with(tmp_path, "raise LookupError('not today')\n")
    assert problem.message == "LookupError: not today"


async def test_a_lively_process_is_ended_after_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "LIFETIME", 0.3)
    monkeypatch.setattr(watchdog, "AGES_EVERY", 1)

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            while True:
                await generator.take_all("hi", name="lesson", limit=1)

    source = "def token_stream(prompt):\n    yield prompt\n"
    transcript = await observe(tmp_path, "generator", source, script)
    assert transcript.problem is not None
    assert transcript.problem.message == "it was still going after 0.3 seconds"


async def test_the_kits_own_work_belongs_to_nobodys_lifetime(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(watchdog, "AGES_EVERY", 1)
    monkeypatch.setattr(watchdog, "find_trees", lambda heads, *_: ({os.getpid(): []}, []))
    monkeypatch.setattr(Child, "pid", os.getpid())
    monkeypatch.setattr(Child, "scratch", os.devnull)
    ended: list[Problem] = []
    monkeypatch.setattr(Child, "end", lambda self, problem: ended.append(problem))
    old = SimpleNamespace(unused_seconds=lambda: limits.LIFETIME + 1)
    monkeypatch.setattr(watchdog, "IdleTime", lambda pid, tick: old)
    watch, child = watchdog.Watchdog(), Child()
    with watch.over(child):
        await watch._look()
        assert ended == []
        child.begun = True
        await watch._look()
        assert len(ended) == 1


@posix
async def test_a_process_killed_because_memory_ran_out_is_no_verdict(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed = itertools.count()
    monkeypatch.setattr(rig, "killed_for_memory", lambda: next(killed))
    with pytest.raises(KitError, match="ran out of memory"):
        await problem_with(tmp_path, "import os\nos.kill(os.getpid(), 9)\n")


@pytest.mark.parametrize(
    ("does", "told"),
    [
        ("open(f'{n}', 'wb').write(bytes(1 << 20))", "wrote more than 8 MiB to its files"),
        ("os.makedirs(f'{n}/folder')", "made more than 40 files and folders"),
    ],
)
async def test_what_fills_the_disk_is_ended(
    does: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "DISK", 8 << 20)
    monkeypatch.setattr(limits, "FILES", 40)
    problem = await problem_with(
        tmp_path, f"import os, time\nfor n in range(30):\n    {does}\ntime.sleep(600)\n"
    )
    assert problem.message == told
