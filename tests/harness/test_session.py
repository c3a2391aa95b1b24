"""What the process of a submission may read, and what it may not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from graders.harness import readable as reading
from graders.harness import session
from graders.harness.child.sandbox import landlock_version
from graders.harness.rig import Rig
from tests.support.submissions import observe


def test_python_and_its_packages_are_readable_below_a_folder_that_cannot_be_listed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    really_scan = os.scandir

    def scan(folder: str) -> object:
        if folder == os.sep:
            raise PermissionError
        return really_scan(folder)

    monkeypatch.setattr(os, "scandir", scan)
    reading.of_python_and_system.cache_clear()
    readable = set(reading.of_python_and_system())
    reading.of_python_and_system.cache_clear()
    assert {os.path.realpath(sys.prefix), os.path.realpath(sys.base_prefix)} <= readable
    assert not readable & set(reading.HIDDEN)


def may_read(readable: tuple[str, ...], path: Path) -> bool:
    """Whether one of the paths holds this one."""
    return any(path.resolve().is_relative_to(one) for one in readable)


async def test_nothing_of_others_is_readable(tmp_path: Path) -> None:
    own, neighbour = tmp_path / "own", tmp_path / "neighbour"
    for folder in (own, neighbour):
        folder.mkdir()
        (folder / "stage1_generator.py").write_text("answer", encoding="utf-8")
    (own / "above").symlink_to(tmp_path)
    (own / "linked.py").symlink_to(neighbour / "stage1_generator.py")
    async with session.Session() as run:
        readable = run.readable(own)
    assert may_read(readable, own / "stage1_generator.py")
    assert may_read(readable, own / "linked.py")  # whoever made the link could have read it
    for other in (
        tmp_path,
        neighbour / "grades.csv",
        Path.home() / "notes",
        reading.KIT / "x.json",
    ):
        assert not may_read(readable, other)
    for name in reading.HIDDEN:
        assert not may_read(readable, Path(name))


async def test_of_the_kit_only_the_answers_are_readable_when_they_are_graded() -> None:
    async with session.Session() as run:
        readable = run.readable(reading.KIT / "solutions")
    assert may_read(readable, reading.KIT / "solutions" / "stage1_generator.py")
    assert not may_read(readable, reading.KIT / "graders" / "lesson.py")


@pytest.mark.skipif(not landlock_version(), reason="only Landlock keeps files from being read")
async def test_what_is_not_readable_is_not_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("the marks", encoding="utf-8")
    source = f"""
        def token_stream(prompt):
            try:
                yield open({str(secret)!r}).read()
            except PermissionError:
                yield "refused"
        """

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("hi", name="it", limit=9)

    (tmp_path / "own").mkdir()
    transcript = await observe(tmp_path / "own", "generator", source, script)
    assert [token.text for token in transcript.calls["it"].tokens] == ["refused"]
