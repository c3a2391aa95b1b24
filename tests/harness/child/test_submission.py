"""Loading a submitted file, and saying in a line what went wrong in it."""

from __future__ import annotations

import os
import py_compile
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graders.errors import LoadError
from graders.harness.child.submission import MAX_TEXT, Submission, function_of, text_of
from graders.harness.rig import Rig
from tests.support.submissions import observe, write

FILE = "stage9_loading.py"


@pytest.fixture(autouse=True)
def imports(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Forget what a test has imported of a submission."""
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "path_hooks", list(sys.path_hooks))
    yield
    for name in [name for name in sys.modules if name.startswith("stage9")]:
        del sys.modules[name]


def submission(folder: Path, source: str) -> Submission:
    """Return a submission of one file."""
    return Submission(str(folder), write(folder, FILE, source).name)


def problem_of(folder: Path, source: str) -> dict[str, Any]:
    """Return why a file with this source is refused."""
    with pytest.raises(LoadError) as refused:
        submission(folder, source).load()
    return refused.value.problem


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        pytest.param("", {"kind": "empty", "message": f"{FILE} is empty"}, id="empty"),
        pytest.param(" \n\t\n", {"kind": "empty", "message": f"{FILE} is empty"}, id="blank"),
        pytest.param(
            "x = 1\nif x\n    pass\n",
            {"kind": "syntax", "file": FILE, "line": 2, "source": "if x"},
            id="syntax",
        ),
        pytest.param(
            "if True:\nx = 1\n",
            {"kind": "syntax", "file": FILE, "line": 2, "source": "x = 1"},
            id="indentation",
        ),
        pytest.param(
            "\nimport no_such_package\n",
            {
                "kind": "raised",
                "message": "ModuleNotFoundError: No module named 'no_such_package'",
                "stage": "import",
                "line": 2,
                "source": "import no_such_package",
            },
            id="missing-package",
        ),
        pytest.param(
            "from json import nothing_of_this_name\n",
            {"kind": "raised", "line": 1},
            id="missing-name-of-a-module",
        ),
        pytest.param(
            "def deep():\n    return int('ten')\n\nLIMIT = deep()\n",
            {"kind": "raised", "stage": "import", "line": 2, "source": "return int('ten')"},
            id="innermost-line",
        ),
        pytest.param(
            "import json\njson.loads('{')\n",
            {"kind": "raised", "line": 2, "source": "json.loads('{')"},
            id="own-line-in-front-of-a-librarys",
        ),
        pytest.param("raise SystemExit\n", {"kind": "raised", "message": "SystemExit"}, id="exit"),
        pytest.param(
            "class Mute(Exception):\n    def __str__(self): raise ValueError\nraise Mute\n",
            {"kind": "raised", "message": "Mute: (its message cannot be shown)", "line": 3},
            id="exception-without-text",
        ),
        pytest.param(
            "raise NotImplementedError('later')\n",
            {"kind": "not_started", "line": 1},
            id="not-started",
        ),
        pytest.param(
            "import abc, asyncio\nasyncio.AbstractEventLoop().run_forever()\n",
            {"kind": "raised", "message": "NotImplementedError", "line": 2},
            id="not-implemented-by-a-library",
        ),
    ],
)
def test_a_file_that_cannot_be_loaded(source: str, problem: dict[str, Any], tmp_path: Path) -> None:
    assert problem_of(tmp_path, source).items() >= problem.items()


def test_a_sibling_can_be_imported_and_is_the_students_own(tmp_path: Path) -> None:
    write(tmp_path, "stage9_sibling.py", "def words():\n    raise NotImplementedError\n")
    module = submission(tmp_path, "from stage9_sibling import words\n").load()
    assert module.words.__module__ == "stage9_sibling"
    problem = problem_of(tmp_path, "import stage9_sibling\nstage9_sibling.words()\n")
    assert problem["kind"] == "not_started"
    assert (problem["file"], problem["line"]) == ("stage9_sibling.py", 2)


def test_a_siblings_syntax_error_is_told_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, "stage9_sibling.py", "x = (\n")
    problem = problem_of(tmp_path, "import stage9_sibling\n")
    assert (problem["kind"], problem["file"], problem["line"]) == ("syntax", "stage9_sibling.py", 1)


@pytest.mark.skipif(sys.version_info < (3, 11), reason="there are no groups before")
def test_a_group_of_one_exception_is_opened(tmp_path: Path) -> None:
    source = "raise ExceptionGroup('of', [ExceptionGroup('one', [KeyError('inner')])])\n"
    assert problem_of(tmp_path, source)["message"] == "KeyError: 'inner'"
    source = "raise ExceptionGroup('of two', [KeyError(1), KeyError(2)])\n"
    assert "of two" in problem_of(tmp_path, source)["message"]


def test_an_exception_from_elsewhere_has_the_line_of_its_cause(tmp_path: Path) -> None:
    made = submission(tmp_path, "def lines():\n    yield next(iter([]))\n")
    try:
        list(vars(made.load())["lines"]())
    except RuntimeError as error:
        problem = made.problem(error)
    assert (problem["line"], problem["source"]) == (2, "yield next(iter([]))")


async def test_a_students_file_shadows_nothing(tmp_path: Path) -> None:
    names = ["json", "httpx", "fastapi", "colorsys"]
    for name in names:
        write(tmp_path, f"{name}.py", "raise LookupError('shadowed')\n")

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            for name in names:
                await generator.take_all(name, name=name, limit=1)

    source = """
        import importlib

        def token_stream(prompt):
            yield importlib.import_module(prompt).__name__
        """
    transcript = await observe(tmp_path, "generator", source, script)
    got = {name: [token.text for token in call.tokens] for name, call in transcript.calls.items()}
    assert got == {name: [name] for name in names}


@pytest.mark.parametrize("name", ["graders", "graders.lesson", "graders.harness", "solutions"])
async def test_the_kit_cannot_be_imported(name: str, tmp_path: Path) -> None:
    async def script(rig: Rig) -> None:
        async with rig.generator():
            pass

    transcript = await observe(tmp_path, "generator", f"import {name}\n", script)
    assert transcript.problem is not None
    assert f"No module named '{name.partition('.')[0]}'" in transcript.problem.message


@pytest.mark.parametrize(
    ("source", "kind", "message"),
    [
        ("x = 1\n", "missing_name", "there is no token_stream at the top level of the file"),
        (
            "token_stream = None\n",
            "missing_name",
            "there is no token_stream at the top level of the file",
        ),
        ("token_stream = 'a b'\n", "wrong_type", "token_stream is a str, not a function"),
    ],
)
def test_a_function_that_is_none(source: str, kind: str, message: str, tmp_path: Path) -> None:
    module = submission(tmp_path, source).load()
    with pytest.raises(LoadError) as refused:
        function_of(module, "token_stream")
    assert refused.value.problem == {"kind": kind, "message": message}


class Shouting(str):
    """A text that says something else than it is."""

    def __str__(self) -> str:
        return "no"


@pytest.mark.parametrize(
    ("piece", "text"),
    [
        ("a ", "a "),
        (Shouting("a"), "a"),
        (b"a", "b'a'"),
        (None, "None"),
        ("x" * MAX_TEXT, "x" * MAX_TEXT),
        ("x" * MAX_TEXT + "yz", "x" * MAX_TEXT + "... (2 more characters)"),
    ],
    ids=["text", "kind-of-text", "bytes", "none", "long", "too-long"],
)
def test_what_was_yielded_is_told_in_text(piece: object, text: str) -> None:
    assert text_of(piece) == text


# Where the files are, and what is beside them


def test_a_linked_file_is_the_students_own(tmp_path: Path) -> None:
    handed_in, elsewhere = tmp_path / "handed_in", tmp_path / "elsewhere"
    handed_in.mkdir()
    elsewhere.mkdir()
    real = write(elsewhere, FILE, "x = 1")
    (handed_in / FILE).symlink_to(real)
    linked = Submission(str(handed_in), FILE)
    assert linked.owns(str(handed_in / FILE))
    assert not linked.owns(str(real))


def test_a_sibling_is_read_from_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path_hooks", list(sys.path_hooks))
    sibling = write(tmp_path, "stage9_sibling.py", "x = 1")
    compiled = py_compile.compile(str(sibling))
    saved = sibling.stat()
    assert compiled is not None
    write(tmp_path, "stage9_sibling.py", "x = 2")
    os.utime(sibling, ns=(saved.st_atime_ns, saved.st_mtime_ns))
    module = submission(tmp_path, "from stage9_sibling import x").load()
    assert module.x == 2


@pytest.mark.parametrize("where", ["the file", "a sibling"])
def test_assertions_hold_whatever_python_was_told(where: str, tmp_path: Path) -> None:
    write(tmp_path, "stage9_sibling.py", "assert False, 'a sibling'")
    source = "import stage9_sibling\nassert False, 'the file'"
    file = submission(tmp_path, source if where == "a sibling" else source.partition("\n")[2])
    code = (
        "import sys; from graders.harness.child.submission import *;"
        "Submission(*sys.argv[1:]).load()"
    )
    command = [sys.executable, "-OO", "-c", code, file.folder, FILE]
    ended = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert f"AssertionError: {where}" in ended.stderr
