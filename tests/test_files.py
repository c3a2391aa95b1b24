"""Writing a file: whole, or not at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from graders import files
from graders.files import atomic_write
from tests.support.paths import REPOSITORY

posix = pytest.mark.skipif(os.name != "posix", reason="links and file modes are POSIX")


def names(folder: Path) -> list[str]:
    """Return what is in a folder, hidden files too."""
    return sorted(path.name for path in folder.iterdir())


def test_the_kit_has_the_same_bytes_on_every_system() -> None:
    handed_out = ("graders", "starter", "solutions")
    files = [path for folder in handed_out for path in (REPOSITORY / folder).rglob("*.*")]
    text = [path for path in files if path.suffix in (".py", ".txt", ".json", ".js", ".css")]
    assert len(text) > 100
    assert [path.name for path in text if b"\r" in path.read_bytes()] == []
    assert "* text=auto eol=lf" in (REPOSITORY / ".gitattributes").read_text().splitlines()


def test_content_is_byte_for_byte(tmp_path: Path) -> None:
    for content in (b"a\r\n\xff\0", b"shorter"):
        atomic_write(tmp_path / "file", content)
        assert (tmp_path / "file").read_bytes() == content
    assert names(tmp_path) == ["file"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError("no space left")

    (tmp_path / "file").write_bytes(b"old")
    monkeypatch.setattr(files.os, call, full)
    with pytest.raises(OSError, match="no space"):
        atomic_write(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def in_use(code: int) -> PermissionError:
    """Return what Windows raises for a file that another program has open."""
    error = PermissionError(13, "denied")
    error.winerror = code  # type: ignore[attr-defined]
    return error


def refusing(times: int, error: OSError, act: Callable[..., None]) -> Callable[..., None]:
    """Return what raises the error so many times before it does `act`."""
    refusals = iter([error] * times)

    def tried(*arguments: object) -> None:
        if refusal := next(refusals, None):
            raise refusal
        act(*arguments)

    return tried


@pytest.fixture
def slept(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return for how long was slept, which takes no time."""
    seconds: list[float] = []
    monkeypatch.setattr(files.time, "sleep", seconds.append)
    return seconds


@pytest.mark.parametrize("code", [5, 32, 33])
@pytest.mark.parametrize("call", ["replace", "unlink"])
def test_what_another_program_lets_go_of_is_replaced(
    call: str, code: int, tmp_path: Path, slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"old")
    monkeypatch.setattr(files.os, call, refusing(3, in_use(code), getattr(os, call)))
    atomic_write(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert len(slept) == 3
    assert names(tmp_path) == ["file"]


def test_what_another_program_keeps_is_named_after_a_while(
    tmp_path: Path, slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"old")
    monkeypatch.setattr(files.os, "replace", refusing(99, in_use(32), os.replace))
    with pytest.raises(PermissionError, match=r"file cannot be replaced: another program has it"):
        atomic_write(tmp_path / "file", b"new")
    assert sum(slept) < 3
    assert (tmp_path / "file").read_bytes() == b"old"
    assert names(tmp_path) == ["file"]


def test_nothing_is_tried_again_where_nobody_is_to_let_go(
    tmp_path: Path, slept: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    denied = PermissionError(13, "denied")
    monkeypatch.setattr(files.os, "replace", refusing(1, denied, os.replace))
    with pytest.raises(PermissionError, match="denied"):
        atomic_write(tmp_path / "file", b"new")
    assert slept == []


@posix
def test_a_link_stays_a_link_and_the_mode_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"old")
    (tmp_path / "file").chmod(0o640)
    (tmp_path / "link").symlink_to("file")
    atomic_write(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "file").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o640


@posix
def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    atomic_write(tmp_path / "file", b"new")
    assert (tmp_path / "file").stat().st_mode == (tmp_path / "usual").stat().st_mode
