"""Files in a folder that a submission can change."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from graders.errors import ChildGone
from graders.harness.plain_file import open_plain

posix = pytest.mark.skipif(os.name != "posix", reason="links and pipes like these are POSIX")


def test_a_file_is_written_anew_and_read(tmp_path: Path) -> None:
    file = tmp_path / "server.log"
    for content in (b"a longer line\n", b"short\n"):
        with open_plain(file, "wb") as writing:
            writing.write(content)
        with open_plain(file, "rb") as reading:
            assert reading.read() == content


def linked(place: Path, other: Path) -> None:
    """Put a link there."""
    place.symlink_to(other)


def a_pipe(place: Path, other: Path) -> None:
    """Put a pipe there that nobody is at the other end of."""
    os.mkfifo(place)


def named_twice(place: Path, other: Path) -> None:
    """Give somebody else's file a second name there."""
    os.link(other, place)


def a_folder(place: Path, other: Path) -> None:
    """Put a folder there."""
    place.mkdir()


@posix
@pytest.mark.parametrize("mode", ["rb", "wb"])
@pytest.mark.parametrize("put", [linked, a_pipe, named_twice, a_folder])
def test_nothing_else_is_followed_or_waited_for(
    put: Callable[[Path, Path], None], mode: str, tmp_path: Path
) -> None:
    other, place = tmp_path / "other", tmp_path / "server.log"
    other.write_bytes(b"not theirs")
    put(place, other)
    with pytest.raises(ChildGone, match=r"in the place of server\.log"):
        open_plain(place, mode)  # type: ignore[arg-type]
    assert other.read_bytes() == b"not theirs"


def test_a_file_that_is_gone_was_theirs_to_keep(tmp_path: Path) -> None:
    with pytest.raises(ChildGone):
        open_plain(tmp_path / "server.log", "rb")


def test_a_full_disk_is_not_their_doing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(OSError, match="No space"):
        open_plain(tmp_path / "server.log", "wb")
