"""One exercise, one name: a stub, an answer and a grader, and nothing else."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from graders.exercise import exercise_ids, grader
from tests.support.lesson import IDS
from tests.support.paths import REPOSITORY


def test_there_are_those_of_the_lesson_in_its_order() -> None:
    assert exercise_ids() == IDS


@pytest.mark.parametrize("folder", ["starter", "solutions"])
def test_a_folder_has_a_file_for_each_and_no_other(folder: str) -> None:
    # Only what Python runs counts: `nox -s hint` keeps a file of its own in starter/.
    assert {path.stem for path in (REPOSITORY / folder).glob("*.py")} == set(IDS)


def test_each_grader_is_called_after_its_exercise() -> None:
    graders = {path.stem for path in (REPOSITORY / "graders").glob("test_*.py")}
    assert graders == {f"test_{id}" for id in IDS}
    assert [grader(id).EXERCISE.id for id in IDS] == IDS


@pytest.mark.parametrize("id", IDS)
def test_a_stub_has_one_hole(id: str) -> None:
    stub = (REPOSITORY / "starter" / f"{id}.py").read_text("utf-8")
    short = id.partition("_")[0]
    assert re.findall(r"# TODO\((\w+)\): about (\d+) lines?\.", stub)[0][0] == short
    assert stub.count("TODO") == 1
    assert len(re.findall(r"^\s+raise NotImplementedError\(", stub, re.MULTILINE)) == 1
    assert stub.count("NotImplementedError") == 1


@pytest.mark.parametrize("id", IDS)
def test_an_answer_has_no_hole(id: str) -> None:
    answer = (REPOSITORY / "solutions" / f"{id}.py").read_text("utf-8")
    assert "TODO" not in answer
    assert "NotImplementedError" not in answer


@pytest.mark.parametrize("folder", ["starter", "solutions"])
@pytest.mark.parametrize("id", IDS)
def test_a_file_provides_what_its_grader_looks_for(id: str, folder: str) -> None:
    exercise = grader(id).EXERCISE
    tree = ast.parse(Path(REPOSITORY, folder, exercise.file).read_text("utf-8"))
    assert exercise.name in {name for node in tree.body for name in defined(node)}


def defined(node: ast.stmt) -> list[str]:
    """Return the names that a statement of a module defines."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return []
