"""What the noxfile says before any session runs; nox itself need not be installed here."""

from __future__ import annotations

import runpy
import sys
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
