"""What README says of a submission is so: each sentence has a proof, which fails when it is not.

What takes long to prove is proved by cases of the hostile corpus; then the proof here is that the
corpus has them, and that the numbers are those of the sentence.
"""

from __future__ import annotations

import asyncio
import os
import re
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graders.exercise import grader
from graders.harness import isolation, limits
from graders.harness.child.sandbox import landlock_version, sandbox_description
from graders.harness.child.seccomp import has_seccomp
from graders.harness.drivers.request import ENOUGH_TIMED
from graders.harness.rig import Rig
from graders.judge.checks import is_met
from graders.provenance import environment
from tests.end_to_end.test_hostile import CASES
from tests.support.command import CommandRun, graders
from tests.support.paths import REPOSITORY, SOLUTIONS
from tests.support.submissions import observe

README = (REPOSITORY / "README.md").read_text("utf-8")
SECTION = README.partition("## What a submission may do")[2].partition("\n## ")[0]
HEADING = "**What stays possible.** "

pytestmark = pytest.mark.skipif(
    landlock_version() < 6 or not has_seccomp(), reason="this system confines less, as README says"
)


def sentences() -> list[str]:
    """Return the sentences of the section, each on one line."""
    text = " ".join(SECTION.split()).replace(HEADING, "")
    return re.split(r"(?<=\.) (?=[A-Z`])", text)


def printed(code: str) -> str:
    """Return what a submission prints, and how it ends, that runs `code` when it is called."""
    lines = "".join(f"    {line}\n" for line in code.strip().splitlines())
    source = f"import os, sys\n\ndef token_stream(prompt):\n{lines}    yield 'x '\n"

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("hi", name="it", limit=9)

    with tempfile.TemporaryDirectory() as folder:
        seen = asyncio.run(observe(Path(folder), "generator", source, script))
    return seen.output + "".join(problem.message for problem in seen.problems)


def refused(*expressions: str) -> None:
    """Require that a submission is refused each of these."""
    tries = (f"try: print({one})\nexcept OSError: print('refused')" for one in expressions)
    assert printed("\n".join(tries)).split() == ["refused"] * len(expressions)


def one_file(source: str) -> CommandRun:
    """Grade a file of stage 1."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "stage1_generator.py").write_text(source, encoding="utf-8")
        return graders("stage1", "--submission", folder, "--json", "-", "--no-explain")


def has_case(*words: str) -> None:
    """Require that a hostile file is told each of these words."""
    told = [text for case in CASES for text in case.got]
    assert [word for word in words if not any(word in text for text in told)] == []


# The proofs


def few_variables_and_no_terminal() -> None:
    os.environ["OF_A_TEST"] = "secret of a test"
    try:
        known = printed("print(dict(os.environ))\nprint(open('/proc/self/environ').read())")
    finally:
        del os.environ["OF_A_TEST"]
    assert "HOME" in known
    assert "secret of a test" not in known
    refused("os.open('/dev/tty', os.O_RDWR)")


def only_its_own_files() -> None:
    with tempfile.TemporaryDirectory() as folder:
        beside = Path(folder, "file")
        beside.write_text("of somebody else")
        others = [beside, SOLUTIONS / "stage1_generator.py"]
        refused(*(f"open({str(path)!r}).read()" for path in others))
        others += [Path(sys.executable).resolve(), Path.home() / "of-a-submission"]
        refused(*(f"open({str(path)!r}, 'w')" for path in others))
    may = "import decimal, fastapi\nopen('own', 'w').write('x')\nopen('/etc/passwd').read()"
    assert printed(f"{may}\nopen(__file__).read()\nprint('may')") == "may\n"


def no_signals() -> None:
    refused("os.kill(os.getppid(), 0)", f"os.kill({os.getpid()}, 0)")


def nothing_of_others() -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        file, name = Path(folder, "file"), str(Path(folder, "name"))
        file.touch(0o640)
        listener.bind(name)
        listener.listen()
        before = tuple(file.stat())
        change = "os.chmod(f, 511); os.utime(f, (1, 1)); os.chown(f, 1, 1)"
        assert printed(f"f = {str(file)!r}; {change}; print('done')") == "done\n"
        assert tuple(file.stat()) == before
        refused(
            "__import__('resource').prlimit(os.getppid(), 0, (1, 1))",
            f"__import__('socket').socket(1).connect({name!r})",
        )
    assert printed("import ctypes; print(ctypes.CDLL(None).shmget(7, 1, 0o1600))") == "-1\n"


def nothing_steers_a_terminal() -> None:
    run = one_file("print('\\x1b[2J')\nraise ValueError('\\x1b]0;x\\x07')\n")
    assert "\x1b" not in run.err
    assert "\\x1b" in run.err


def limits_as_they_are_said() -> None:
    said = sentences()[5]
    sizes = (limits.MEMORY, limits.ADDRESS_SPACE, limits.FILE_SIZE, limits.OUTPUT)
    numbers = [*map(limits.size, sizes), f"{limits.PROCESSES} processes"]
    numbers.append(f"{limits.size(limits.DISK)} in {limits.FILES:,} files")
    assert [n for n in (*numbers, f"{limits.LIFETIME:g} seconds") if n not in said] == []


def limits_are_named() -> None:
    has_case("used more than 1 GiB", "printed more than 16 MiB", "wrote more than 16 MiB")
    has_case("more than 64 processes", "GiB of memory", "no sign of life")


def all_limits_are_in_one_file() -> None:
    assert Path(limits.__file__) == REPOSITORY / "graders" / "harness" / "limits.py"


def nothing_is_left() -> None:
    leave = "import os, time\nopen('left', 'w').write('x')\nos.fork() or time.sleep(10**6)\n"
    run = one_file(f"{leave}def token_stream(prompt):\n    yield prompt\n")
    assert (run.processes, run.files) == ([], [])


def no_pools_queues_and_locks() -> None:
    made = ("Pool(1)", "Queue()", "Lock()")
    refused(*(f"__import__('multiprocessing').{one}" for one in made))


def it_is_confined() -> None:
    assert isolation.level() == "confined"


def another_user() -> None:
    assert (printed("print(os.getuid())") == "0\n") is False


def a_world_of_its_own() -> None:
    run = graders("stage1", "--submission", str(SOLUTIONS), "--isolation", "sandbox", "--json", "-")
    if "is not to be had here" in run.err:
        pytest.skip(run.err)
    assert run.json["environment"]["isolation"].startswith("sandbox: ")
    assert run.json["score"] == 10


def a_level_that_is_not_there() -> None:
    run = graders("stage1", "--isolation", "sandbox", "--json", "-", PATH="")
    assert run.status == 3
    assert run.json["status"] == "kit_fault"
    assert run.json["exercises"] == []


def less_elsewhere() -> None:
    main = (REPOSITORY / "graders" / "harness" / "child" / "sandbox.py").read_text("utf-8")
    assert 'if sys.platform != "linux":\n        return 0' in main
    assert "RLIMIT_AS" in (REPOSITORY / "graders" / "harness" / "limits.py").read_text("utf-8")


def the_result_says_what_held() -> None:
    assert sandbox_description() in environment()["isolation"]


def the_network_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        place = server.getsockname()
        assert printed(f"import socket; socket.create_connection({place}); print('in')") == "in\n"


def names_can_be_seen() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "of-somebody-else").write_text("secret")
        assert printed(f"print(*os.listdir({folder!r}))") == "of-somebody-else\n"


def it_shares_its_process() -> None:
    assert printed("print(sys._getframe(1).f_globals['__name__'])").startswith("graders.")


LIES = """
import sys

def token_stream(prompt):
    frame = sys._getframe(1)
    frame.f_globals["_describe"] = lambda result: {
        "type": "generator", "iterable": True, "asynchronous": False, "finished": False
    }
    while frame is not None:
        if hasattr(frame.f_locals.get("self"), "is_whole"):
            frame.f_locals["self"].is_whole = lambda: True
        frame = frame.f_back
    return [word + " " for word in f"You said: {prompt}. Here is a streamed answer.".split()]
"""


def lies_earn_points() -> None:
    assert {one["score"] for one in one_file(LIES).json["exercises"]} == {10}


def pauses_are_timed_by_the_grader() -> None:
    has_case("a stream that stands still for ever")
    module = grader("stage3_async")

    async def look() -> object:
        from graders.harness.rig import observe as play
        from graders.harness.session import Session

        async with Session() as session:
            return await play(session, module.EXERCISE, module.record, SOLUTIONS, seed=1)

    seen = asyncio.run(look())
    replay = seen.replay  # type: ignore[attr-defined]
    assert len(replay.chunks) == ENOUGH_TIMED
    for number, chunk in enumerate(replay.chunks):
        replay.chunks[number] = type(chunk)(chunk.data, 0, chunk.clock / 10)
    assert not is_met(module.test_pauses, seen)  # type: ignore[arg-type]


IN_A_FORK = """
import json, os
from fastapi import FastAPI
from fastapi.responses import StreamingResponse

app = FastAPI()

def token_stream(prompt):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "

@app.get("/generate")
def generate(prompt: str):
    reads, writes = os.pipe()
    if os.fork() == 0:
        os.write(writes, json.dumps(list(token_stream(prompt))).encode())
        os._exit(0)
    os.close(writes)
    with open(reads) as told:
        return StreamingResponse(map(str, json.load(told)), media_type="text/plain")
"""


def another_process_is_not_held() -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "stage2_streaming.py").write_text(IN_A_FORK, encoding="utf-8")
        run = graders("stage2", "--submission", folder, "--json", "-", "--no-explain")
    assert run.json["score"] == 15


def it_is_graded_in_ci() -> None:
    assert "-s grade" in (REPOSITORY / ".github" / "workflows" / "grade.yml").read_text("utf-8")


PROOFS: dict[str, Callable[[], None]] = {
    "Each file runs in a process": few_variables_and_no_terminal,
    "On Linux (kernel 5.13": only_its_own_files,
    "From kernel 6.12 on": no_signals,
    "Modes, owners and times": nothing_of_others,
    "In answers and reports": nothing_steers_a_terminal,
    "It may use 1 GiB": limits_as_they_are_said,
    "A verdict names the limit": limits_are_named,
    "`graders/harness/limits.py`": all_limits_are_in_one_file,
    "When a file has been graded": nothing_is_left,
    "Pools, queues and locks": no_pools_queues_and_locks,
    "All this is the level": it_is_confined,
    "Where the superuser runs": another_user,
    "`--isolation sandbox` puts": a_world_of_its_own,
    "A level that is asked for": a_level_that_is_not_there,
    "Elsewhere less of this holds": less_elsewhere,
    "The run's result says": the_result_says_what_held,
    "Without a sandbox, the network": the_network_is_open,
    "A submission sees the names": names_can_be_seen,
    "It shares its process": it_shares_its_process,
    "So somebody who has read": lies_earn_points,
    "What comes over the wire": pauses_are_timed_by_the_grader,
    "A generator that runs": another_process_is_not_held,
    "Grade code you do not trust": it_is_graded_in_ci,
}
"""By how each sentence of the section begins, what fails when it is not true."""


def test_each_sentence_has_a_proof_and_each_proof_a_sentence() -> None:
    said = sentences()
    assert len(said) == len(PROOFS)
    for sentence, beginning in zip(said, PROOFS, strict=True):
        assert sentence.startswith(beginning)


@pytest.mark.parametrize("sentence", PROOFS)
def test_sentence_is_true(sentence: str) -> None:
    PROOFS[sentence]()
