"""What the process of a submission may read, and what it may not."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from graders.harness import readable as reading
from graders.harness import session
from graders.harness.child.sandbox import landlock_version
from graders.harness.rig import Rig, unreadable
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


confined = pytest.mark.skipif(not landlock_version(), reason="only Landlock keeps files from it")


@confined
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


@confined
@pytest.mark.parametrize(
    "way",
    [
        "above/{answer}",
        "folders/stage1_generator.py",
        "answer.txt",
        "{up}/{answer}",
        "folder/../above/{answer}",
        "/proc/self/root/{answer}",
        "/proc/self/cwd/{up}/{answer}",
        "swapped.txt",
    ],
)
async def test_no_way_leads_out_of_a_submission(way: str, tmp_path: Path) -> None:
    answer = reading.KIT / "solutions" / "stage1_generator.py"
    own = tmp_path / "own"
    (own / "folder").mkdir(parents=True)
    (own / "above").symlink_to("/")
    (own / "folders").symlink_to(answer.parent)
    (own / "answer.txt").symlink_to(answer)
    swapped = own / "swapped.txt"
    swapped.symlink_to(own / "folder")
    up = "/".join([".."] * 20)
    path = way.format(answer=str(answer)[1:], up=up)
    source = f"""
        import os, time

        def token_stream(prompt):
            yield "begun"
            while os.path.isdir({str(swapped)!r}):
                time.sleep(0.01)
            try:
                yield open(os.path.join({str(own)!r}, {path!r})).read()
            except PermissionError:
                yield "refused"
        """

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("hi", name="begins", limit=1)
            swapped.unlink()
            swapped.symlink_to(answer)
            await generator.take_all("hi", name="it", limit=9)

    transcript = await observe(own, "generator", source, script)
    assert [token.text for token in transcript.calls["it"].tokens] == ["begun", "refused"]


def test_a_file_that_is_a_link_into_the_kit_is_told_in_a_line(tmp_path: Path) -> None:
    for id in ("stage1_generator", "stage2_streaming"):
        (tmp_path / f"{id}.py").symlink_to(reading.KIT / "solutions" / f"{id}.py")
    problem = unreadable(tmp_path / "stage1_generator.py")
    assert problem is not None
    assert problem.message == "stage1_generator.py is a link into the kit itself"
    assert unreadable(reading.KIT / "solutions" / "stage1_generator.py") is None


async def test_a_file_may_be_a_link_to_one_elsewhere(tmp_path: Path) -> None:
    """As it is where Nix, Bazel, stow or git-annex have put it."""
    (tmp_path / "store").mkdir()
    (tmp_path / "own").mkdir()
    stored = tmp_path / "store" / "stage9_test.py"
    stored.write_text("def token_stream(prompt):\n    yield 'stored'\n", encoding="utf-8")
    (tmp_path / "own" / stored.name).symlink_to(stored)

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("hi", name="it", limit=9)

    source = stored.read_text("utf-8")
    transcript = await observe(tmp_path / "own", "generator", source, script)
    assert [token.text for token in transcript.calls["it"].tokens] == ["stored"]
    assert (tmp_path / "own" / stored.name).is_symlink()


@pytest.mark.skipif(os.name != "posix", reason="there is no such folder")
def test_of_the_settings_only_what_everybody_may_read_is_readable(
    tmp_path: Path,
) -> None:
    for name in ("passwd", "shadow", "ssl/cert", "ssl/private/key", "open/one"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    (tmp_path / "shadow").chmod(0o640)
    (tmp_path / "ssl" / "private").chmod(0o710)
    readable = {
        str(Path(path).relative_to(tmp_path)) for path in reading._open_to_all(str(tmp_path))
    }
    assert readable == {"passwd", "ssl/cert", "open"}
    assert reading._open_to_all(str(tmp_path / "open")) == [str(tmp_path / "open")]
    assert not may_read(reading.of_python_and_system(), Path("/etc/shadow"))
