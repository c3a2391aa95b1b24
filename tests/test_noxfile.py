"""What the noxfile says before any session runs; nox itself need not be installed here."""

from __future__ import annotations

import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from tests.support.paths import REPOSITORY


@pytest.fixture
def load(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Load a copy of the noxfile as nox does for a command line."""

    def session(function: Any = None, *, name: str = "") -> Any:
        return function or session

    nox, command = ModuleType("nox"), ModuleType("nox.command")
    vars(nox).update(options=SimpleNamespace(), session=session)
    vars(command).update(CommandFailed=Exception)
    monkeypatch.setitem(sys.modules, "nox", nox)
    monkeypatch.setitem(sys.modules, "nox.command", command)
    monkeypatch.delenv("NOX_ENVDIR", raising=False)
    copy = tmp_path / "noxfile.py"
    copy.write_bytes((REPOSITORY / "noxfile.py").read_bytes())
    (tmp_path / "starter").mkdir()
    (tmp_path / "starter" / "stage2_streaming.py").touch()

    def load(*words: str) -> dict[str, Any]:
        monkeypatch.setattr(sys, "argv", ["nox", *words])
        return runpy.run_path(str(copy))

    return load


@pytest.mark.parametrize("name", ["stage2", "Stage2", "starter/stage2_streaming.py"])
def test_an_exercise_without_the_dashes_is_told_the_line(
    load: Any, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        load("-s", "grade", name)
    assert ended.value.code == 2
    told = "Two dashes come before an exercise: nox -s grade -- stage2"
    assert capsys.readouterr().out.startswith(told)


def test_a_line_typed_elsewhere_is_told_as_it_works_there(
    load: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        load("-f", "../noxfile.py", "-s", "grade", "stage2")
    assert capsys.readouterr().out.endswith(": nox -f ../noxfile.py -s grade -- stage2\n")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["-s"],
        ["-s", "grade", "--", "stage2"],
        ["-s", "grade", "lint"],
        ["-s", "grade", "-k", "stage2"],
    ],
)
def test_other_lines_are_nox_own(
    load: Any, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "grade" in load(*words)
    assert capsys.readouterr().out == ""


def test_where_nothing_can_be_written_is_one_line(
    load: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    with pytest.raises(SystemExit) as ended:
        load("-s", "grade")
    assert ended.value.code == 3
    assert capsys.readouterr().out.count("\n") == 1
    load("--envdir", "elsewhere", "-s", "grade")
    load("-l")


def test_the_file_is_named_as_it_can_be_typed(load: Any, tmp_path: Path) -> None:
    path_from = load()["path_from"]
    assert Path(path_from(tmp_path / "starter")) == Path("../noxfile.py")
    assert path_from(tmp_path.parent).strip('"') == str(tmp_path / "noxfile.py")


@pytest.fixture
def session(
    load: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], tuple[str, list[str]]]:
    """Return what runs a session's Python, and what it has to install for that, by its name."""
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "grade.txt").write_text("kit==1\n")
    monkeypatch.chdir(tmp_path)
    of_nox = load()

    def session(name: str) -> tuple[str, list[str]]:
        installed: list[str] = []
        folder = tmp_path / ".nox" / name / "bin"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "python").write_text("")
        (folder / "python").chmod(0o755)
        (folder / "python.exe").write_text("")  # as it is called on Windows
        made = SimpleNamespace(
            name=name,
            bin=str(folder),
            bin_paths=[str(folder)],
            virtualenv=SimpleNamespace(location=str(folder.parent)),
            install=lambda *options: installed.extend(options),
        )
        return Path(of_nox["python_with"](made, ["grade"])).parts[-3], installed

    return session


def test_a_command_uses_what_was_installed_for_grading(session: Any) -> None:
    here = str(Path("requirements", "grade.txt"))
    assert session("hint") == ("hint", ["-r", here])
    assert session("grade") == ("grade", ["-r", here])
    assert session("grade") == session("hint") == session("watch") == ("grade", [])


@pytest.mark.parametrize("broken", ["pins", "python"])
def test_what_is_no_good_any_more_is_not_used(session: Any, broken: str, tmp_path: Path) -> None:
    session("grade")
    if broken == "pins":
        (tmp_path / "requirements" / "grade.txt").write_text("kit==2\n")
    else:  # its Python has been removed, or replaced
        for python in (tmp_path / ".nox" / "grade" / "bin").iterdir():
            python.unlink()
    used, installed = session("hint")
    assert used == "hint"
    assert installed
