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

import pytest

from graders.report.console import Lines, make_console
from graders.report.next_commands import NextCommands
from graders.report.progress import Progress
from graders.report.terminal import print_result
from graders.result import ExerciseResult, Result
from graders.text import (
    clean,
    clean_ascii,
    fold,
    fold_lines,
)
from graders.transcript import Problem, Transcript
from tests.support import results

GOLDEN = Path(__file__).parents[1] / "end_to_end" / "golden"
HOSTILE = "\x1b[31mred\x1b[0m [red]markup[/red] \u202eabc\ud800 \0\r\x9b2J :smile:"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Latin(io.StringIO):
    """A stream that cannot write all of Unicode."""

    encoding = "iso-8859-1"  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the width and the colours independent of who runs the tests."""
    for name in ("NO_COLOR", "FORCE_COLOR", "LC_ALL", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "80")


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


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\tb\nc", "a    b\nc"),
        ("\x00\x07\r\x0b\x7f", r"\x00\x07\x0d\x0b\x7f"),
        ("\x85\x9b", r"\x85\x9b"),
        ("\u202e\u2066\u200f\u2028", r"\u202e\u2066\u200f\u2028"),
        ("\udcff", r"\udcff"),
        ("naïve 日本 👩‍💻", "naïve 日本 👩‍💻"),
    ],
)
def test_clean_shows_what_could_steer(raw: str, shown: str) -> None:
    assert clean(raw) == shown


def test_clean_ascii_escapes_all_else() -> None:
    assert clean_ascii("é日😀\x1b") == r"\xe9\u65e5\U0001f600\x1b"


# Preformatted lines


def test_fold_keeps_every_character() -> None:
    assert fold("abcdefgh", 3) == ["abc", "def", "gh"]


def test_fold_counts_cells_and_splits_no_escape() -> None:
    assert fold("日本語", 5) == ["日本", "語"]
    assert fold("ab\x1b", 4) == ["ab", r"\x1b"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("abcdef\n  ^", ["abcdef", "  ^"], id="fits"),
        pytest.param("abcdefgh\n  ^", ["abcdef", "  ^", "gh"], id="first-row"),
        pytest.param("abcdefgh\n       ^", ["abcdef", "gh", " ^"], id="second-row"),
        pytest.param("abcdefgh\n      ^", ["abcdef", "gh", "^"], id="start-of-row"),
        pytest.param("abc\n   ^", ["abc ", "   ^"], id="after-the-end"),
        pytest.param("abcdef\n      ^", ["abcdef", " ", "^"], id="after-a-full-row"),
        pytest.param("日本\n  ^", ["日本", "  ^"], id="wide"),
        pytest.param("日本語x\n      ^", ["日本語", "x", "^"], id="wide-second-row"),
        pytest.param("\x1b!\n    ^", [r"\x1b!", "    ^"], id="escaped"),
        pytest.param("e\u0301x\n ^", ["e\u0301x", " ^"], id="combining"),
        pytest.param("ab\n ^ here\ncd", ["ab", " ^ here", "cd"], id="note"),
        pytest.param("^\nab", ["^", "ab"], id="first-line"),
        pytest.param("", [""], id="empty"),
    ],
)
def test_caret_stays_below_its_character(text: str, rows: list[str]) -> None:
    assert fold_lines(text, 6) == rows


def test_caret_follows_where_ascii_takes_more_room() -> None:
    assert fold_lines("日本\n  ^", 20, clean_ascii) == [r"\u65e5\u672c", "      ^"]


# Colour and progress


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


@pytest.mark.parametrize(
    ("part", "whole", "bar"),
    [(0, 100, "░░░░"), (24, 100, "░░░░"), (25, 100, "█░░░"), (99, 100, "███░"), (7, 7, "████")],
)
def test_the_bar_is_full_at_the_end_only(part: int, whole: int, bar: str) -> None:
    assert Lines(make_console(io.StringIO())).bar(part, whole, 4).plain == bar
    ascii_bar = "[" + bar.replace("█", "#").replace("░", "-") + "]"
    assert Lines(make_console(Latin())).bar(part, whole, 4).plain == ascii_bar


def test_a_run_without_exercises_has_an_empty_bar() -> None:
    assert Lines(make_console(io.StringIO())).bar(0, 0, 4).plain == "░░░░"


def progress(stream: io.StringIO) -> Progress:
    """Return the progress of grading two exercises."""
    return Progress(make_console(stream), ["stage1_generator", "stage2_streaming"])


def test_progress_names_what_is_running() -> None:
    shown = progress(Terminal())
    shown.started("stage1_generator")
    shown.started("stage2_streaming")
    assert shown.line == "Grading, 0 of 2 done: stage1, stage2"
    shown.done("stage1_generator")
    assert shown.line == "Grading, 1 of 2 done: stage2"
    shown.done("stage2_streaming")
    assert shown.line == "Grading, 2 of 2 done"


def test_progress_leaves_an_empty_line_also_when_interrupted() -> None:
    stream = Terminal()
    with pytest.raises(KeyboardInterrupt), progress(stream) as shown:
        shown.started("stage1_generator")
        raise KeyboardInterrupt
    assert "0 of 2 done: stage1" in stream.getvalue()
    assert stream.getvalue().endswith("\r\x1b[2K")
    assert "\n" not in stream.getvalue()


def test_progress_fits_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    stream = Terminal()
    progress(stream).started("stage1_generator")
    assert stream.getvalue().endswith("Grading, 0 of 2 don")


def test_progress_is_silent_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    stream = io.StringIO()
    with progress(stream) as shown:
        shown.started("stage1_generator")
        shown.done("stage1_generator")
    assert stream.getvalue() == ""


def test_import_brings_nothing_heavy() -> None:
    heavy = {"fastapi", "uvicorn", "httpx", "pytest", "jsonschema", "rich.live", "rich.table"}
    script = "import sys, graders.report.terminal; print(*sys.modules)"
    command = [sys.executable, "-c", script]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert not heavy & set(loaded)
