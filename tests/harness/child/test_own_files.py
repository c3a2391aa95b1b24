"""The files of a submission as modules: from their text, with hooks in them."""

from __future__ import annotations

import importlib
import os
import py_compile
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graders.harness.child import instrumentation
from graders.harness.child.own_files import import_from
from graders.harness.child.sources import Sources
from tests.support.submissions import write

GENERATOR = "def words():\n    yield 1\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose files can be imported."""
    for name in ("path", "path_hooks", "meta_path"):
        monkeypatch.setattr(sys, name, list(getattr(sys, name)))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    Sources().install()
    import_from(str(tmp_path))
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("stage9")]:
        del sys.modules[name]


def hooks(module: str) -> set[str]:
    """Return the hooks in the generator of a module."""
    names = importlib.import_module(module).words.__code__.co_names
    return {name for name in names if not name.isidentifier()}


def test_a_sibling_has_hooks(folder: Path) -> None:
    write(folder, "stage9_sibling.py", GENERATOR)
    assert hooks("stage9_sibling") == {instrumentation.GIVEN, instrumentation.ASKED}
    module = sys.modules["stage9_sibling"]
    assert module.__file__ == str(folder / "stage9_sibling.py")
    assert module.words.__code__.co_filename == module.__file__


def test_so_have_packages(folder: Path) -> None:
    for package in ("stage9_package", "stage9_namespace"):
        (folder / package).mkdir()
        write(folder / package, "inner.py", GENERATOR)
    write(folder / "stage9_package", "__init__.py", "from .inner import words\n")
    assert hooks("stage9_package") == hooks("stage9_namespace.inner") != set()


def test_packages_installed_in_the_folder_are_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = tmp_path / "environment" / "site-packages"
    packages.mkdir(parents=True)
    monkeypatch.setattr(sys, "path", [*sys.path, str(packages)])
    monkeypatch.setattr(sys, "path_hooks", [*sys.path_hooks])
    import_from(str(tmp_path))
    write(packages, "stage9_installed.py", GENERATOR)
    assert hooks("stage9_installed") == set()


def test_nothing_is_shadowed(folder: Path) -> None:
    write(folder, "colorsys.py", "raise AssertionError\n")
    sys.modules.pop("colorsys", None)
    assert importlib.import_module("colorsys").__file__ != str(folder / "colorsys.py")


def test_bytecode_is_neither_read_nor_written(folder: Path) -> None:
    path = write(folder, "stage9_stale.py", "old = 1\n")
    cached = Path(py_compile.compile(str(path)) or "")
    before = path.stat()
    write(folder, "stage9_stale.py", "new = 2\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert importlib.import_module("stage9_stale").new == 2
    cached.unlink()
    write(folder, "stage9_fresh.py", GENERATOR)
    assert hooks("stage9_fresh")
    assert not [*(folder / "__pycache__").iterdir()]


def test_modules_of_others_are_as_they_were(folder: Path) -> None:
    sys.modules.pop("this_module_has_a_generator", None)
    names = importlib.import_module("tempfile")._candidate_tempdir_list.__code__.co_names
    assert all(name.isidentifier() for name in names)


def test_a_syntax_error_of_a_sibling_has_its_place(folder: Path) -> None:
    path = write(folder, "stage9_broken.py", "x = 1\ndef f(:\n")
    with pytest.raises(SyntaxError) as raised:
        importlib.import_module("stage9_broken")
    assert (raised.value.filename, raised.value.lineno) == (str(path), 2)
