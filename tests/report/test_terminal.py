"""The terminal report, on literal results.

The expected reports are in end_to_end/golden. After a wanted change record them anew with
RECORD_GOLDEN=1 in the environment, and read the difference.
"""

import dataclasses
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest

from graders.report.console import make_console
from graders.report.next_commands import NextCommands
from graders.report.terminal import print_isolation, print_result
from graders.result import ExerciseResult, Result
from graders.transcript import Problem, Transcript
from tests.support import results
from tests.support.terminals import Latin, Terminal

GOLDEN = Path(__file__).parents[1] / "end_to_end" / "golden"
HOSTILE = "\x1b[31mred\x1b[0m [red]markup[/red] \u202eabc\ud800 \0\r\x9b2J :smile:"


def report(
    result: Result,
    stream: io.StringIO | None = None,
    folder: str = "starter",
    command: str = "nox -s grade",
) -> str:
    """Return what is printed of `result`."""
    stream = stream or io.StringIO()
    print_result(result, make_console(stream), NextCommands(folder, command))
    return stream.getvalue()


def failed(name: str, **more: object) -> ExerciseResult:
    """Return a failed exercise with one check that says nothing of interest."""
    short = name.partition("_")[0]
    texts = {"expected": "this", "got": "that", "advice": "try"} | more
    return results.exercise(name, "failed", results.check(f"{short}.all", "failed", **texts))


# Whole reports


@pytest.mark.parametrize(
    ("name", "make", "stream"),
    [
        ("all_not_started", results.all_not_started, io.StringIO),
        ("all_passed", results.all_passed, io.StringIO),
        ("one_failed", results.one_failed, io.StringIO),
        ("one_failed_ascii", results.one_failed, Latin),
        ("kit_failed", results.kit_failed, io.StringIO),
    ],
)
def test_report_is_as_recorded(
    name: str, make: Callable[[], Result], stream: type[io.StringIO]
) -> None:
    told = report(make(), stream())
    golden = GOLDEN / f"{name}.txt"
    if os.environ.get("RECORD_GOLDEN"):
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")
    assert max(map(len, told.splitlines())) <= 80


def test_an_exercise_that_passed_takes_one_line() -> None:
    told = report(results.one_failed())
    assert told.count("stage1_generator.py") == 1


def test_a_run_without_exercises_is_no_success() -> None:
    assert "Not everything could be graded:" in report(results.result())


# What next


def test_next_is_the_line_that_a_failing_check_names() -> None:
    broken = failed("stage2_streaming", where="stage1_generator.py:26, while it was imported")
    told = report(results.result(broken))
    assert "open  starter/stage1_generator.py:26\n" in told


def test_next_is_the_first_exercise_that_is_not_passed() -> None:
    told = report(results.result(results.passed("stage1_generator"), failed("stage3_async")))
    assert "open  starter/stage3_async.py\n" in told
    assert "run   nox -s grade -- stage3\n" in told


def test_one_passed_exercise_leads_on_to_the_others() -> None:
    told = report(results.result(results.passed("stage1_generator")))
    assert "stage1 passed. Well done!" in told
    assert told.endswith("run   nox -s grade\n")


@pytest.mark.parametrize(
    "got",
    [
        "NameError: name 'wrod' is not defined\nyield wrod",
        "status 500: NameError: name 'wrod' is not defined\nyield wrod",
        "a connection that broke off\nNameError: name 'wrod' is not defined\nyield wrod",
    ],
)
def test_a_name_that_is_not_known_has_its_own_head(got: str) -> None:
    wrong = failed("stage2_streaming", got=got, requirement="defines app")
    told = report(results.result(wrong))
    assert "✗ NameError: name 'wrod' is not defined" in told
    assert "expected  defines app\n" in told
    assert "line      yield wrod\n" in told


def test_some_that_passed_are_not_all() -> None:
    told = report(
        results.result(results.passed("stage1_generator"), results.passed("stage3_async"))
    )
    assert "stage1 and stage3 passed. Well done!" in told
    assert told.endswith("run   nox -s grade\n")


@pytest.mark.parametrize("kind", ["empty", "missing"])
def test_of_a_file_that_is_gone_the_stub_is_offered(kind: Literal["empty", "missing"]) -> None:
    gone = failed("stage2_streaming")
    gone.observed = Transcript(problem=Problem(kind, f"stage2_streaming.py is {kind}"))
    told = report(results.result(gone))
    assert told.endswith("run   nox -s reset -- stage2\n")
    assert "To see it for yourself" not in told


@pytest.mark.parametrize(
    ("command", "folder", "again"),
    [
        ("nox -s grade", "starter", "nox -s grade -- stage2"),
        ("nox -s grade", "starter/", "nox -s grade -- stage2"),
        ("nox -s grade", "../ada", "nox -s grade -- stage2 --submission ../ada"),
        ("nox -s solutions", "solutions", "nox -s solutions -- stage2"),
        ("nox -s solutions", "starter", "nox -s solutions -- stage2 --submission starter"),
        ("python -m graders", "starter", "python -m graders stage2"),
    ],
)
def test_command_grades_the_same_folder_again(command: str, folder: str, again: str) -> None:
    told = report(results.result(failed("stage2_streaming")), folder=folder, command=command)
    assert f"run   {again}\n" in told


def test_a_stub_that_another_file_imports_is_what_to_write() -> None:
    waiting = results.not_started("stage2_streaming")
    stub = Problem("not_started", "NotImplementedError", file="stage1_generator.py", line=26)
    waiting.observed = Transcript(problem=stub)
    told = report(results.result(waiting))
    assert "stage2 imports stage1_generator.py, and there the code is still to be" in told
    assert "open  starter/stage1_generator.py\n" in told
    assert "run   nox -s grade -- stage2\n" in told
    assert "hint  nox -s hint -- stage1\n" in told
    assert "where everybody starts" not in told


def test_only_another_stub_is_a_file_to_write() -> None:
    waiting = results.not_started("stage2_streaming")
    stub = Problem("not_started", "NotImplementedError", file="../../helper.py", line=1)
    waiting.observed = Transcript(problem=stub)
    assert "open  starter/stage2_streaming.py\n" in report(results.result(waiting))


def test_an_instructor_needs_no_hint() -> None:
    told = report(results.all_not_started(), folder="solutions", command="nox -s solutions")
    assert "hint" not in told


def test_not_started_needs_nothing_by_hand() -> None:
    assert "uvicorn" not in report(results.all_not_started())


@pytest.mark.parametrize(
    ("name", "commands"),
    [
        ("stage1_generator", ["python starter/stage1_generator.py"]),
        ("stage2_streaming", ["stage2_streaming:app", 'curl -N "{}/generate?prompt=hi"']),
        ("stage3_async", ["stage3_async:app", 'curl -N "{}/generate-async?prompt=hi"']),
        ("stage4_client", ["stage3_async:app", "python starter/stage4_client.py"]),
        ("exercise2_done", ["exercise2_done:app", 'curl -N "{}/generate?prompt=hi"']),
        ("exercise3_logs", ["server.log", "exercise3_logs:app", 'curl -N "{}/logs"']),
    ],
)
def test_what_to_paste_fits_the_exercise(name: str, commands: list[str]) -> None:
    told = report(results.result(failed(name))).partition("To see it")[2]
    for command in commands:
        assert command.format("http://127.0.0.1:8000") in told


@pytest.mark.parametrize(
    ("name", "stand_in", "own"),
    [
        ("stage2_streaming", "stage1_generator", "stage1_generator.py"),
        ("stage4_client", None, "stage3_async.py"),
        ("stage2_streaming", None, None),
    ],
)
def test_by_hand_nothing_stands_in_for_ones_own_file(
    name: str, stand_in: str | None, own: str | None
) -> None:
    shown = dataclasses.replace(failed(name), stand_in=stand_in)
    told = report(results.result(shown)).partition("To see it")[2]
    assert ("This runs your own" in told) == (own is not None)
    if own is not None:
        assert f"This runs your own {own}, which has to work for it.\n" in told


def test_a_folder_with_a_space_can_be_pasted() -> None:
    told = report(results.result(failed("stage2_streaming")), folder="my work")
    assert "--app-dir 'my work'" in told or '--app-dir "my work"' in told


# Text from outside


def hostile() -> Result:
    """Return a result in which every text is an attempt on the terminal."""
    texts = dict.fromkeys(("requirement", "expected", "got", "where", "advice"), HOSTILE)
    broken = failed("stage2_streaming", **texts)
    return results.result(dataclasses.replace(broken, diagnosis=HOSTILE, output=HOSTILE))


def test_text_from_outside_is_literal_and_cannot_steer() -> None:
    told = report(hostile(), folder=HOSTILE)
    assert told.count("[red]markup[/red]") >= 6
    assert ":smile:" in told
    assert told.count(r"\x1b[31mred\x1b[0m") >= 6
    assert not set(told) & set("\x1b\0\r\x9b\u202e\ud800")


def test_ascii_report_is_ascii() -> None:
    told = report(hostile(), Latin(), folder="naïve")
    assert told.isascii()
    assert r"na\xefve/stage2_streaming.py" in told


def test_what_the_code_printed_is_tagged_on_every_row() -> None:
    loud = dataclasses.replace(failed("stage1_generator"), output="x" * 200 + "\n✓ passed\n")
    told = report(results.result(loud)).partition("printed:\n")[2].partition("\n\n")[0]
    assert len(told.splitlines()) == 5
    assert all(row.startswith("    your code | ") for row in told.splitlines())


def test_what_passed_code_printed_is_not_told() -> None:
    quiet = dataclasses.replace(results.passed("stage1_generator"), output="noise\n")
    assert "noise" not in report(results.result(quiet))


# Colour


def test_colour_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[2m      expected  \x1b[0m8 chunks\n" in report(results.one_failed(), Terminal())
    assert "\x1b" not in report(results.one_failed(), io.StringIO())
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in report(results.one_failed(), Terminal())


@pytest.mark.parametrize(("name", "value"), [("TERM", "dumb"), ("LC_ALL", "C")])
def test_ascii_where_the_terminal_is_simple(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert report(results.one_failed(), Terminal()).isascii()


# What it takes


def test_import_brings_nothing_heavy() -> None:
    heavy = {"fastapi", "uvicorn", "httpx", "pytest", "jsonschema", "rich.live", "rich.table"}
    script = "import sys, graders.report.terminal; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert not heavy & set(loaded)


def test_a_right_file_that_another_passes_without_is_told() -> None:
    stage1, stage2 = results.passed("stage1_generator"), results.passed("stage2_streaming")
    stage2.stand_in = stage1.id
    told = " ".join(report(results.result(stage1, stage2)).split())
    assert "stage1 is right, but stage2 does not work with it: look for what takes long" in told
    assert "such as time.sleep" not in report(results.result(failed(stage1.id), stage2))


def test_the_last_line_says_how_the_code_was_kept_to_itself() -> None:
    told = io.StringIO()
    print_isolation("confined (Landlock, seccomp)", make_console(told))
    last = "How the code was kept to itself: confined (Landlock, seccomp)"
    assert told.getvalue() == f"\n{last}\n"
