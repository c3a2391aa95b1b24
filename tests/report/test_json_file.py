"""Writing the result file: whole, or not at all."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from graders.report import json_file
from graders.report.json_file import check_writable, write_result
from graders.transcript import Chunk, Stream, Transcript
from tests.support import results

posix = pytest.mark.skipif(os.name != "posix", reason="file modes and devices are POSIX")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def names(folder: Path) -> list[str]:
    """Return what is in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


# Writing


def test_file_holds_the_result_and_nothing_else_is_left(here: Path) -> None:
    write_result(results.one_failed(), "result.json")
    assert json.loads((here / "result.json").read_bytes()) == results.one_failed().as_json()
    assert names(here) == ["result.json"]


def test_dash_is_standard_output(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_result(results.all_passed(), "-")
    assert json.loads(capsys.readouterr().out) == results.all_passed().as_json()
    assert names(here) == []


def test_any_text_can_be_written_and_read_back(here: Path) -> None:
    nasty = results.one_failed()
    nasty.exercises[1].output = "\ud800 \0 \x1b[2J é 😀 \u202e"
    write_result(nasty, "result.json")
    written = (here / "result.json").read_bytes()
    assert written.isascii()
    assert json.loads(written)["exercises"][1]["output"] == nasty.exercises[1].output


def test_numbers_that_json_does_not_know_are_null(here: Path) -> None:
    odd = results.one_failed()
    clock = [float("nan"), float("inf"), 0.5]
    odd.exercises[1].observed = Transcript(
        streams={"lesson": Stream("GET", "/", chunks=[Chunk(b"", 1, at) for at in clock])}
    )
    write_result(odd, "result.json")
    written = json.loads((here / "result.json").read_bytes())
    chunks = written["exercises"][1]["transcripts"][0]["chunks"]
    assert [chunk["clock"] for chunk in chunks] == [None, None, 0.5]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_failure_leaves_the_old_file_and_no_other(
    call: str, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    (here / "result.json").write_text("old")
    monkeypatch.setattr(json_file.os, call, full)
    with pytest.raises(OSError, match="No space left"):
        write_result(results.all_passed(), "result.json")
    assert (here / "result.json").read_text() == "old"
    assert names(here) == ["result.json"]


def test_interruption_leaves_no_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(json_file.os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_result(results.all_passed(), "result.json")
    assert names(here) == []


@posix
def test_new_file_is_as_readable_as_any_other(here: Path) -> None:
    (here / "other").touch()
    write_result(results.all_passed(), "result.json")
    assert (here / "result.json").stat().st_mode == (here / "other").stat().st_mode


@posix
def test_replaced_file_keeps_its_mode(here: Path) -> None:
    (here / "result.json").touch(0o640)
    (here / "result.json").chmod(0o640)
    write_result(results.all_passed(), "result.json")
    assert stat.S_IMODE((here / "result.json").stat().st_mode) == 0o640


@posix
def test_link_stays_a_link(here: Path) -> None:
    (here / "folder").mkdir()
    (here / "result.json").symlink_to("folder/real.json")
    check_writable("result.json")
    write_result(results.all_passed(), "result.json")
    assert (here / "result.json").is_symlink()
    assert names(here / "folder") == ["real.json"]


@posix
def test_device_is_written_and_not_replaced() -> None:
    check_writable(os.devnull)
    write_result(results.all_passed(), os.devnull)
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


# Looking before


@pytest.mark.parametrize("destination", ["-", "new.json", "old.json", "./folder/new.json"])
def test_what_can_be_written_is_accepted_and_untouched(destination: str, here: Path) -> None:
    (here / "folder").mkdir()
    (here / "old.json").write_text("old")
    check_writable(destination)
    assert names(here) == ["folder", "old.json"]
    assert names(here / "folder") == []
    assert (here / "old.json").read_text() == "old"


@pytest.mark.parametrize(
    ("destination", "message"),
    [
        ("", "'' does not name a file"),
        ("folder/", "'folder/' does not name a file"),
        ("folder", "folder is a folder, not a file"),
        ("missing/result.json", "missing/result.json is in a folder that does not exist"),
        ("old.json/result.json", "old.json/result.json is in a folder that does not exist"),
    ],
)
def test_what_cannot_be_written_is_said_in_a_line(
    destination: str, message: str, here: Path
) -> None:
    (here / "folder").mkdir()
    (here / "old.json").touch()
    with pytest.raises((OSError, ValueError)) as raised:
        check_writable(destination)
    assert str(raised.value) == message


@pytest.mark.parametrize("name", ["result.json", "Prüfung.json", "Pru\u0308fung.json", "a b.json"])
def test_any_name_that_a_file_can_have_is_accepted(name: str, here: Path) -> None:
    check_writable(name)
    assert names(here) == []


def test_a_name_that_no_file_can_have_is_refused_and_leaves_nothing(here: Path) -> None:
    with pytest.raises(ValueError, match="cannot be made"):
        check_writable("x" * 300)
    assert names(here) == []


def test_a_name_that_means_another_file_is_refused(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_file.os, "listdir", lambda folder: ["result.json"])
    with pytest.raises(ValueError, match=r"result\.json\. is not what a file can be called here"):
        check_writable("result.json.")


SIGNS = [f"a{sign}b.json" for sign in '?*<>|":\t']
DEVICES = ["con", "con.json", "nul.json", "aux.json", "com1", "lpt1.txt", "end.", "end "]


@pytest.mark.skipif(os.name != "nt", reason="elsewhere these are names like any other")
@pytest.mark.parametrize("name", SIGNS + DEVICES)
def test_what_windows_does_not_call_a_file_is_refused(name: str, here: Path) -> None:
    with pytest.raises((OSError, ValueError)):
        check_writable(name)
    assert names(here) == []


def test_folder_without_permission_is_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*arguments: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(json_file.os, "open", denied)
    with pytest.raises(PermissionError) as raised:
        check_writable("result.json")
    assert str(raised.value) == "result.json cannot be made: Permission denied in its folder"


def test_file_without_permission_is_refused(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "old.json").touch()
    monkeypatch.setattr(json_file.os, "access", lambda *arguments: False)
    with pytest.raises(PermissionError, match=r"old\.json may not be written"):
        check_writable("old.json")


# Standard output under other names


@posix
def test_standard_output_is_known_by_every_name(tmp_path: Path) -> None:
    code = "from graders.report.json_file import *; print(*map(is_standard_output, NAMES))"
    names = ["-", "/dev/stdout", "/dev/fd/1", str(tmp_path / "out"), os.devnull, "nowhere"]
    with open(tmp_path / "out", "w", encoding="utf-8") as out:
        command = [sys.executable, "-c", f"NAMES = {names}; {code}"]
        subprocess.run(command, stdout=out, check=True)
    assert (tmp_path / "out").read_text() == "True True True True False False\n"
