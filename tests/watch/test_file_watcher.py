"""The files of a submission while they are saved."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from pathlib import Path
from typing import Any

import pytest

from graders.watch import file_watcher as module
from graders.watch.file_watcher import WatchedFiles, saves
from tests.support.stuck import STUCK
from tests.support.submissions import write


def test_a_look_tells_what_changed_since_the_last(tmp_path: Path) -> None:
    write(tmp_path, "same.py", "1")
    write(tmp_path, "other.py", "1")
    write(tmp_path, "gone.py", "1")
    sources = WatchedFiles(tmp_path)
    assert sources.look() == set()
    write(tmp_path, "same.py", "1")
    write(tmp_path, "other.py", "2")
    write(tmp_path, "new.py", "1")
    (tmp_path / "gone.py").unlink()
    assert sources.look() == {"other.py", "new.py", "gone.py"}
    assert sources.look() == set()


def test_only_python_that_is_not_hidden_counts(tmp_path: Path) -> None:
    sources = WatchedFiles(tmp_path)
    (tmp_path / "package").mkdir()
    (tmp_path / "__pycache__").mkdir()
    for name in ("package/part.py", "__pycache__/a.py", ".a.py", "a.py.before-reset-1", "log.txt"):
        write(tmp_path, name, "1")
    assert sources.look() == {"package/part.py"}


async def until(changes: AsyncIterator[set[str]], *names: str) -> None:
    """Wait until all these names have been told."""

    async def wait() -> None:
        missing = set(names)
        while missing:
            missing -= await anext(changes)

    await asyncio.wait_for(wait(), STUCK)


@pytest.mark.parametrize("poll", [False, True], ids=["told", "polled"])
async def test_saves_of_every_kind_are_told(tmp_path: Path, poll: bool) -> None:
    file = write(tmp_path, "a.py", "1")
    async with aclosing(saves(WatchedFiles(tmp_path), poll)) as changes:
        write(tmp_path, "a.py", "2")
        await until(changes, "a.py")
        write(tmp_path, "a.py.tmp", "3").replace(file)
        await until(changes, "a.py")
        file.unlink()
        await until(changes, "a.py")
        write(tmp_path, "b.py", "1")
        write(tmp_path, "a.py", "1")
        await until(changes, "a.py", "b.py")


@pytest.mark.skipif(os.name != "posix", reason="Windows does not move a folder that is watched")
async def test_a_folder_that_comes_back_is_watched_again(tmp_path: Path) -> None:
    folder = tmp_path / "starter"
    folder.mkdir()
    write(folder, "a.py", "1")
    async with aclosing(saves(WatchedFiles(folder), poll=False)) as changes:
        folder.rename(tmp_path / "away")
        await until(changes, "a.py")
        folder.mkdir()
        write(folder, "a.py", "2")
        await until(changes, "a.py")
        write(folder, "a.py", "3")
        await until(changes, "a.py")


async def test_what_nobody_tells_is_seen_by_looking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def silent(*folder: Path, **options: Any) -> AsyncGenerator[set[Any], None]:
        while True:
            await asyncio.sleep(0)
            yield set()

    monkeypatch.setattr(module, "awatch", silent)
    async with aclosing(saves(WatchedFiles(tmp_path), poll=False)) as changes:
        write(tmp_path, "a.py", "1")
        await until(changes, "a.py")


async def test_polling_takes_over_where_there_are_no_notifications(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    awatch = module.awatch

    def limited(*folder: Path, **options: Any) -> AsyncGenerator[set[Any], None]:
        if not options["force_polling"]:
            raise OSError(28, "inotify watch limit reached")
        return awatch(*folder, **options)

    monkeypatch.setattr(module, "awatch", limited)
    async with aclosing(saves(WatchedFiles(tmp_path), poll=False)) as changes:
        write(tmp_path, "a.py", "1")
        await until(changes, "a.py")
