"""Which exercises a save can have changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.watch.dependencies import affected, unit_of
from tests.support.submissions import write

IDS = ["stage1_generator", "stage2_streaming", "exercise3_logs"]
FILES = {
    "stage1_generator.py": "import random",
    "stage2_streaming.py": "from stage1_generator import token_stream",
    "exercise3_logs.py": "from fastapi import FastAPI",
}


def submission(folder: Path, **sources: str) -> Path:
    """Return a folder with three exercises, some of them with another source."""
    for name, source in FILES.items():
        write(folder, name, sources.get(name.removesuffix(".py"), source))
    return folder


@pytest.mark.parametrize(
    ("saved", "expected"),
    [
        pytest.param("stage2_streaming.py", ["stage2_streaming"], id="itself"),
        pytest.param("stage1_generator.py", IDS[:2], id="a-sibling-that-another-imports"),
        pytest.param("random.py", IDS[:2], id="what-is-imported-by-what-is-imported"),
        pytest.param("scratch.py", [], id="what-nobody-imports"),
        pytest.param("fastapi/__init__.py", ["exercise3_logs"], id="a-package"),
    ],
)
def test_a_save_reaches_those_who_import_it(
    saved: str, expected: list[str], tmp_path: Path
) -> None:
    assert affected(submission(tmp_path), {saved}, IDS) == expected


def test_nothing_saved_changes_nothing(tmp_path: Path) -> None:
    assert affected(submission(tmp_path), set(), IDS) == []


def test_only_the_chosen_exercises_are_looked_at(tmp_path: Path) -> None:
    folder = submission(tmp_path)
    assert affected(folder, {"stage1_generator.py"}, ["stage2_streaming"]) == ["stage2_streaming"]


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("import importlib", id="importlib"),
        pytest.param("from importlib import import_module", id="from-importlib"),
        pytest.param("token_stream = __import__('x' + 'y')", id="dunder-import"),
        pytest.param("exec(open('other.py').read())", id="exec"),
        pytest.param("def broken(:", id="syntax-error"),
        pytest.param("x = '\0'", id="null-byte"),
    ],
)
def test_when_unsure_everything_counts(source: str, tmp_path: Path) -> None:
    folder = submission(tmp_path, stage1_generator=source)
    assert affected(folder, {"scratch.py"}, IDS) == IDS[:2]


@pytest.mark.parametrize(
    "source",
    [
        "def later():\n    import helper\n",
        "if True:\n    from helper import a\n",
        "try:\n    import helper.part as part\nexcept ImportError:\n    pass\n",
        "import os, helper",
    ],
)
def test_an_import_counts_wherever_it_is(source: str, tmp_path: Path) -> None:
    folder = submission(tmp_path, exercise3_logs=source)
    assert affected(folder, {"helper.py"}, IDS) == ["exercise3_logs"]


def test_a_package_counts_as_one(tmp_path: Path) -> None:
    folder = submission(tmp_path, exercise3_logs="from package import part")
    (folder / "package").mkdir()
    write(folder / "package", "part.py", "from . import other\nfrom helper import x\n")
    assert affected(folder, {"package/deep/other.py"}, IDS) == ["exercise3_logs"]
    assert affected(folder, {"helper.py"}, IDS) == ["exercise3_logs"]


def test_files_that_import_each_other_come_to_an_end(tmp_path: Path) -> None:
    folder = submission(tmp_path, stage1_generator="import stage2_streaming")
    assert affected(folder, {"stage2_streaming.py"}, IDS) == IDS[:2]


def test_a_removed_file_reaches_those_who_import_it(tmp_path: Path) -> None:
    folder = submission(tmp_path)
    (folder / "stage1_generator.py").unlink()
    assert affected(folder, {"stage1_generator.py"}, IDS) == IDS[:2]


@pytest.mark.parametrize(("name", "unit"), [("a.py", "a"), ("a/b/c.py", "a"), ("a.b.py", "a.b")])
def test_the_unit_is_what_is_imported(name: str, unit: str) -> None:
    assert unit_of(name) == unit
