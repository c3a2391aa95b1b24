"""Commands to paste: on every system as its own shells take them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from graders import arguments
from graders.report import next_commands
from graders.report.next_commands import NextCommands


@pytest.fixture
def windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have commands made for the shells of Windows."""
    monkeypatch.setattr(next_commands, "WINDOWS", True)


@pytest.fixture
def posix(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have commands made for a POSIX shell."""
    monkeypatch.setattr(next_commands, "WINDOWS", False)


def of(folder: str, command: str = "nox -s grade") -> NextCommands:
    """Return the commands for a folder as it was typed."""
    return NextCommands(folder, command)


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("typed", "path"),
    [
        ("starter", "starter/x.py"),
        ("starter/", "starter/x.py"),
        ("solutions\\", "solutions\\x.py"),
        (".\\mine/now", ".\\mine\\now\\x.py"),
        ("C:\\Users\\Ann Lee\\kit\\starter", "C:\\Users\\Ann Lee\\kit\\starter\\x.py"),
        ("E:\\", "E:\\x.py"),
        ("E:/", "E:/x.py"),
    ],
)
def test_windows_paths_have_one_kind_of_separator(typed: str, path: str) -> None:
    assert of(typed).path("x.py") == path


@pytest.mark.usefixtures("posix")
@pytest.mark.parametrize(
    ("typed", "path"), [("starter//", "starter/x.py"), ("/", "/x.py"), ("a\\", "a\\/x.py")]
)
def test_a_backslash_is_a_letter_elsewhere(typed: str, path: str) -> None:
    assert of(typed).path("x.py") == path


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize("typed", ["starter", "starter/", "starter\\"])
def test_the_usual_folder_is_not_named_however_it_was_typed(typed: str) -> None:
    assert of(typed).again("stage2") == "nox -s grade -- stage2"


@pytest.mark.usefixtures("windows")
@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("C:\\kit\\mine", "C:\\kit\\mine"),
        ("C:\\Ann Lee\\", '"C:\\Ann Lee"'),
        ("R&D", '"R&D"'),
        ("mine(1)", '"mine(1)"'),
        ("a;b", '"a;b"'),
        ("a,b", '"a,b"'),
        ("Prüfung", "Prüfung"),
    ],
)
def test_windows_quotes_hold_in_cmd_and_in_powershell(typed: str, quoted: str) -> None:
    assert of(typed).again("stage2") == f"nox -s grade -- stage2 --submission {quoted}"
    assert f"--app-dir {quoted} " in of(typed).by_hand("stage2_streaming")[0]


@pytest.mark.parametrize("system", ["windows", "posix"])
def test_curl_is_the_program_of_that_name(system: str, request: pytest.FixtureRequest) -> None:
    request.getfixturevalue(system)
    curl = {"windows": "curl.exe -N ", "posix": "curl -N "}[system]
    assert of("starter").by_hand("stage2_streaming")[1].startswith(curl)


@pytest.mark.parametrize(
    ("typed", "again", "hint"),
    [
        ("nox -s grade", "nox -s grade -- stage2", "nox -s hint -- stage2"),
        ("nox -s watch", "nox -s grade -- stage2", "nox -s hint -- stage2"),
        (
            "nox -f ../noxfile.py -s grade",
            "nox -f ../noxfile.py -s grade -- stage2",
            "nox -f ../noxfile.py -s hint -- stage2",
        ),
        ("python -m graders", "python -m graders stage2", "python -m graders hint stage2"),
    ],
)
def test_the_next_line_is_typed_as_the_last(
    typed: str, again: str, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STREAMING_KIT_COMMAND", typed)
    session = NextCommands.typed("starter")
    assert (session.again("stage2"), session.other("hint", "stage2")) == (again, hint)


def test_in_the_folder_itself_no_folder_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "starter").mkdir()
    monkeypatch.chdir(tmp_path / "starter")
    monkeypatch.setattr(arguments, "KIT", tmp_path)
    assert of(".").path("x.py") == "x.py"
    assert of(".").again("stage2") == "nox -s grade -- stage2"


@pytest.mark.skipif(os.name != "posix", reason="a Python is called otherwise there")
def test_by_hand_runs_the_python_that_has_the_packages(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / ".nox" / "grade" / "bin" / "python"
    monkeypatch.setattr(sys, "executable", str(own))
    monkeypatch.setenv("PATH", os.devnull)
    monkeypatch.chdir(tmp_path)
    serve, _ = NextCommands.typed("starter").by_hand("stage2_streaming")
    assert serve.startswith(".nox/grade/bin/python -m uvicorn --app-dir starter ")
    own.parent.mkdir(parents=True)
    own.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(own.parent))
    (client,) = NextCommands.typed("starter").by_hand("stage4_client")[1:]
    assert client == "python starter/stage4_client.py"
