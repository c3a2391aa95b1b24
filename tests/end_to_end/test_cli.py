"""`python -m graders` as a program: what it prints, writes, leaves and returns."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import time
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from jsonschema import Draft202012Validator

from tests.support.command import (
    SCHEMA,
    CommandRun,
    assert_nothing_left,
    files_in,
    graders,
    left_lying,
    left_running,
    started,
)
from tests.support.github_runner import commands
from tests.support.lesson import IDS, POINTS
from tests.support.paths import SOLUTIONS
from tests.support.stuck import STUCK
from tests.support.submissions import write

posix = pytest.mark.skipif(os.name != "posix", reason="signals and groups of processes are POSIX")
WHOLE = sum(POINTS.values())


# Verdicts


def test_stubs_are_not_started(tmp_path: Path) -> None:
    run = graders("--json", tmp_path / "result.json")
    result = json.loads((tmp_path / "result.json").read_bytes())
    Draft202012Validator(SCHEMA).validate(result)
    assert run.status == 1
    assert [(e["id"], e["status"]) for e in result["exercises"]] == [
        (id, "not_started") for id in IDS
    ]
    assert (result["score"], result["max_score"]) == (0, WHOLE)
    assert run.out.count("not started") == len(IDS)
    assert "\x1b" not in run.out
    assert run.err == ""
    assert_nothing_left(run)


def test_solutions_earn_everything(tmp_path: Path) -> None:
    run = graders("--submission", SOLUTIONS, "--json", "-")
    assert run.status == 0
    assert {e["id"]: e["score"] for e in run.json["exercises"]} == POINTS
    assert f"{WHOLE} of {WHOLE} points" in run.err
    assert "\x1b" not in run.err
    assert_nothing_left(run)


WRONG = """
def token_stream(prompt):
    for word in "You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "
"""


def test_the_mistake_is_told_after_the_verdict(tmp_path: Path) -> None:
    write(tmp_path, "stage1_generator.py", WRONG)
    report = tmp_path / "result.json"
    run = graders("stage1", "--submission", tmp_path, "--json", report)
    assert run.status == 1
    verdict, found, sentence = run.out.partition("The mistake in stage1: ")
    assert found
    assert "Line 3: This string has no f in front" in " ".join(sentence.split())
    assert "of 10 points" in verdict
    assert "Most likely" not in run.out
    (exercise,) = json.loads(report.read_bytes())["exercises"]
    assert exercise["repair"]["verified"]
    assert exercise["diagnosis"].startswith("Line 3: ")
    assert_nothing_left(run)


def test_nothing_is_looked_for_where_that_is_not_wanted(tmp_path: Path) -> None:
    write(tmp_path, "stage1_generator.py", WRONG)
    run = graders("stage1", "--submission", tmp_path, "--json", "-", "--no-explain")
    assert run.json["exercises"][0]["repair"] is None
    assert "Most likely: " in run.err


@posix
def test_a_ctrl_c_ends_only_the_search(tmp_path: Path) -> None:
    import pty

    write(tmp_path, "stage1_generator.py", WRONG)
    report = tmp_path / "result.json"
    typed = ("stage1", "--submission", tmp_path, "--json", report)
    ours, theirs = pty.openpty()
    with started(*typed, terminal=theirs, TERM="xterm") as (command, temporary):
        os.close(theirs)
        shown = b""
        while b"Looking for the mistake, 0 of 1 done: stage1" not in shown:
            shown += os.read(ours, 1 << 16)
        os.killpg(command.pid, signal.SIGINT)
        while _read(ours):
            pass
        assert command.wait(STUCK) == 1
        assert json.loads(report.read_bytes())["exercises"][0]["status"] == "failed"
        assert left_lying(temporary) == []
    os.close(ours)


def test_one_exercise_is_chosen_by_the_beginning_of_its_id() -> None:
    run = graders("exercise1", "stage1", "stage1_", "--submission", SOLUTIONS, "--json", "-")
    assert run.status == 0
    assert [e["id"] for e in run.json["exercises"]] == ["stage1_generator", "exercise1_sse"]


def test_another_seed_gives_other_prompts() -> None:
    prompts = [
        {
            call["prompt"]
            for call in graders(
                "stage1", "--seed", seed, "--json", "-", "--submission", SOLUTIONS
            ).json["exercises"][0]["transcripts"]
        }
        for seed in ("5", "6")
    ]
    assert prompts[0] & prompts[1] == {"hi", ""}


# Wrong usage


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        pytest.param(["stage"], ["'stage'", "several", "stage1 or stage2"], id="ambiguous"),
        pytest.param(["stage9"], ["'stage9'", "no exercise", "did you mean"], id="unknown"),
        pytest.param([""], ["''", "choose from stage1"], id="empty"),
        pytest.param(["stage1.py.old"], ["no exercise", "stage1"], id="file-name"),
        pytest.param(["--submission", "nowhere"], ["'nowhere'", "does not exist"], id="missing"),
        pytest.param(
            ["--submission", "pyproject.toml"], ["not a folder", "pyproject.toml"], id="a-file"
        ),
        pytest.param(["--submission", ""], ["--submission"], id="no-name"),
        pytest.param(["--json", "nowhere/r.json"], ["nowhere/r.json", "not exist"], id="json"),
        pytest.param(["--json", "starter"], ["starter", "folder"], id="json-folder"),
        pytest.param(["--json", ""], ["file"], id="json-no-name"),
        pytest.param(["--html", "nowhere/r.html"], ["nowhere/r.html", "page"], id="html"),
        pytest.param(["--junit", "starter"], ["starter", "JUnit", "folder"], id="junit-folder"),
        pytest.param(
            ["--json", "-", "--junit", "-"],
            ["--json", "--junit", "standard output"],
            id="two-dashes",
        ),
    ],
)
def test_wrong_usage_is_one_line_and_nothing_is_run(arguments: list[str], words: list[str]) -> None:
    run = graders(*arguments)
    assert run.status == 2
    assert run.out == ""
    assert run.err.count("\n") == 1
    assert all(word in run.err for word in words), run.err
    assert_nothing_left(run)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--speed"], "--speed"),
        (["--seed", "x"], "'x'"),
        (["--seed", "1.5"], "'1.5'"),
        (["--json"], "--json"),
        (["--html"], "--html"),
        (["--junit"], "--junit"),
        (["--github=x"], "--github"),
        (["--submission"], "--submission"),
    ],
)
def test_a_bad_option_is_explained_in_a_line(arguments: list[str], word: str) -> None:
    run = graders(*arguments)
    assert (run.status, run.out) == (2, "")
    assert word in run.err
    assert run.err.count("\n") == 1


# The kit cannot work


def test_no_temporary_folder_is_the_kits_failure(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing")
    shadow = write(
        tmp_path,
        "sitecustomize.py",
        """
        import tempfile

        def mkdtemp(*arguments, **keywords):
            raise PermissionError(13, "Permission denied", "the temporary folder")

        tempfile.mkdtemp = mkdtemp
        """,
    )
    run = graders("stage1", PYTHONPATH=str(shadow.parent), TMPDIR=missing)
    assert_kit_failure(run, "Permission denied")


def test_no_sockets_is_the_kits_failure(tmp_path: Path) -> None:
    shadow = write(
        tmp_path,
        "sitecustomize.py",
        """
        import sys

        def refuse(event, arguments):
            if event == "socket.bind" and isinstance(arguments[1], tuple):
                raise PermissionError(1, "Operation not permitted", "a socket")

        sys.addaudithook(refuse)
        """,
    )
    result = tmp_path / "result.json"
    run = graders(
        "stage1",
        "stage2",
        "--submission",
        SOLUTIONS,
        "--json",
        result,
        PYTHONPATH=str(shadow.parent),
    )
    assert_kit_failure(run, "Operation not permitted")
    told = json.loads(result.read_bytes())
    Draft202012Validator(SCHEMA).validate(told)
    assert [e["status"] for e in told["exercises"]] == ["passed", "error"]


def test_files_are_written_when_the_kit_fails(tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    shadow = write(tmp_path, "sitecustomize.py", "import certifi\ncertifi.where = None\n")
    run = graders(
        "stage1",
        "--github",
        *files_in(tmp_path),
        PYTHONPATH=str(shadow.parent),
        GITHUB_STEP_SUMMARY=str(summary),
    )
    assert run.status == 3
    Draft202012Validator(SCHEMA).validate(json.loads((tmp_path / "result.json").read_bytes()))
    assert ET.parse(tmp_path / "junit.xml").getroot().get("errors") != "0"
    assert (tmp_path / "report.html").read_bytes().endswith(b"</html>\n")
    assert "graded" in summary.read_text("utf-8")
    assert commands(run.out) == []


def assert_kit_failure(run: CommandRun, reason: str) -> None:
    """Require exit status 3, and that the reason is told without a traceback."""
    assert run.status == 3
    assert reason in run.out + run.err
    assert "Traceback" not in run.out + run.err
    assert_nothing_left(run)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PYTEST_ADDOPTS", "-k nothing -x"),
        ("PYTEST_PLUGINS", "no_such_plugin"),
        ("PYTHONWARNINGS", "error"),
        ("PYTHONOPTIMIZE", "1"),
        ("PYTHONPATH", "no/such/folder"),
        ("http_proxy", "http://127.0.0.1:9"),
        ("TERM", "dumb"),
        ("COLUMNS", "1"),
    ],
)
def test_the_surroundings_change_no_verdict(name: str, value: str) -> None:
    run = graders("stage1", "stage4", "--submission", SOLUTIONS, "--json", "-", **{name: value})
    assert run.status == 0, run.err
    assert [e["status"] for e in run.json["exercises"]] == ["passed", "passed"]


# Ctrl-C


@posix
@pytest.mark.parametrize("moment", ["at-once", "while-stuck"])
def test_interrupt_ends_cleanly(moment: str, tmp_path: Path) -> None:
    submission = tmp_path / "submission"
    shutil.copytree(SOLUTIONS, submission)
    write(
        submission,
        "stage2_streaming.py",
        """
        import signal
        from pathlib import Path

        signal.signal(signal.SIGINT, signal.SIG_IGN)
        Path("reached").touch()
        while True:
            pass
        """,
    )
    result = tmp_path / "result.json"
    with started("--submission", submission, "--json", result) as (process, temporary):
        wait_for(temporary, "**/reached" if moment == "while-stuck" else "*")
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=STUCK)
        assert process.returncode == 130
        assert "Traceback" not in out + err
        assert err.splitlines() == ["graders: interrupted; nothing was graded"]
        assert left_running(temporary) == []
        assert left_lying(temporary) == []
    assert not result.exists()


def wait_for(folder: Path, pattern: str) -> None:
    """Wait until there is something in the folder that fits the pattern."""
    deadline = time.monotonic() + STUCK
    while not any(folder.glob(pattern)):
        assert time.monotonic() < deadline, f"{pattern} never came"
        time.sleep(0.01)


# The terminal


def test_no_colour_and_no_progress_in_a_pipe() -> None:
    run = graders("stage1", FORCE_COLOR="", TERM="xterm-256color")
    assert "\x1b" not in run.out + run.err
    assert "Grading" not in run.out + run.err


@posix
@pytest.mark.parametrize("no_color", ["", "1"])
def test_colour_on_a_terminal_unless_refused(no_color: str) -> None:
    import pty

    ours, theirs = pty.openpty()
    variables = {"TERM": "xterm-256color", "NO_COLOR": no_color}
    with started("stage1", terminal=theirs, **variables) as (process, _):
        os.close(theirs)
        shown = b""
        while data := _read(ours):
            shown += data
        process.wait(STUCK)
    os.close(ours)
    colours = re.findall(rb"\x1b\[[0-9;]*m", shown)
    assert bool(colours) == (not no_color)
    assert b"Grading, 0 of 1 done: stage1" in shown


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:  # how Linux tells that nobody is on the other side any more
        return b""
