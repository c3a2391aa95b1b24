"""What a console of Windows shows, with escape sequences and without."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest

from graders.report import console
from graders.report.console import make_console
from graders.report.next_commands import NextCommands
from graders.report.terminal import print_result
from tests.support import results
from tests.support.windows_screen import screen

windows = pytest.mark.skipif(os.name != "nt", reason="the consoles of Windows are its own")
TWO_PAGES = """
from graders.report.console import Lines, make_console
from graders.watch.view import Screen

page = make_console()
assert page.file.isatty()
for word in ("first", "second"):
    page.clear()
    for number in range(3):
        page.print(f"{word} {number}", style="bold red")
page.file.flush()
"""
OLD = "from graders.report import console\nconsole.understands_escapes = lambda stream: False\n"
PROGRESS = """
from graders.report.console import make_console
from graders.report.progress import ProgressLine

page = make_console()
page.print("above")
with ProgressLine(page, ["stage1_generator"]) as progress:
    progress.started("stage1_generator")
page.print("below")
page.file.flush()
"""


class Terminal(io.StringIO):
    """What is written to a terminal."""

    def isatty(self) -> bool:
        return True


@windows
@pytest.mark.parametrize("before", ["", OLD], ids=["as-it-is", "old"])
def test_a_page_replaces_the_last_and_no_escape_is_seen(before: str, tmp_path: Path) -> None:
    assert screen(before + TWO_PAGES, tmp_path)[:4] == ["second 0", "second 1", "second 2", ""]


@windows
@pytest.mark.parametrize("before", ["", OLD], ids=["as-it-is", "old"])
def test_progress_leaves_nothing(before: str, tmp_path: Path) -> None:
    assert screen(before + PROGRESS, tmp_path)[:3] == ["above", "below", ""]


def test_an_old_console_that_is_not_standard_output_gets_plain_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(console, "understands_escapes", lambda stream: False)
    terminal = Terminal()
    page = make_console(terminal)
    page.clear()
    page.print("text", style="bold red")
    assert terminal.getvalue() == "text\n"
    assert not page.is_interactive


def test_an_old_console_gets_letters_that_every_font_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "understands_escapes", lambda stream: False)
    monkeypatch.setattr(console.sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="utf-8"))
    monkeypatch.setattr(console.sys.stdout, "isatty", lambda: True)
    assert console.knows_ascii_only(make_console())


def test_an_old_console_is_cleared_by_its_own_command(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[str] = []
    monkeypatch.setattr(console, "understands_escapes", lambda stream: False)
    monkeypatch.setattr(console.os, "system", called.append)
    terminal = Terminal()
    monkeypatch.setattr(console.sys, "stdout", terminal)
    make_console().clear()
    assert called == ["cls"]
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "cp850", "cp932", "ascii"])
@pytest.mark.parametrize("is_terminal", [True, False], ids=["terminal", "pipe"])
def test_a_report_in_any_code_page_is_whole_and_readable(encoding: str, is_terminal: bool) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\r\n")
    stream.isatty = lambda: is_terminal  # type: ignore[method-assign]
    result = results.one_failed()
    result.exercises[1].output = "Grüße, 日本語, 😀"
    print_result(result, make_console(stream), NextCommands("starter", "nox -s grade"))
    stream.flush()
    assert raw.getvalue().isascii()
    assert f"{result.score} of {result.max_score} points".encode() in raw.getvalue()


def test_what_is_no_terminal_is_as_wide_as_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(console, "understands_escapes", lambda stream: False)
    monkeypatch.setenv("COLUMNS", "80")
    assert make_console(io.StringIO()).width == 80
