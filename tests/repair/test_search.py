"""The search tries edits, says what was proved, and says it the same each time."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from graders.exercise import grader
from graders.grading import Silent, exercise_result
from graders.harness.rig import observe
from graders.harness.session import Session
from graders.repair import can_be_searched, search
from graders.repair.rule import Correction, Evidence
from graders.repair.source import SourceText, replace
from graders.result import ExerciseResult

STAGE1 = "stage1_generator"
ANSWER = """\
def token_stream(prompt):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        yield word + " "
"""
SEED = 3


def failed(folder: Path, source: str) -> ExerciseResult:
    """Grade a source, which must fail."""
    (folder / f"{STAGE1}.py").write_text(source, encoding="utf-8")

    async def seen() -> ExerciseResult:
        module = grader(STAGE1)
        async with Session() as session:
            observed = await observe(session, module.EXERCISE, module.record, folder, SEED)
        return exercise_result(module, observed)

    result = asyncio.run(seen())
    assert result.status == "failed"
    return result


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Have the search know only rules that write one text for another."""
    changes: dict[str, str] = {}

    def proposed(source: SourceText, evidence: Evidence) -> Iterator[tuple[str, Correction]]:
        for old, new in changes.items():
            for string in source.all("string", "identifier", "integer"):
                if string.text() == old:
                    edit = replace(string, new)
                    likely = int(old == '"_"')
                    says = f"{old} stands for {new}."
                    yield f"{old}-to-{new}", Correction((edit,), says, likely)

    monkeypatch.setattr(search, "proposed", proposed)
    return changes


def test_an_edit_that_mends_all_is_verified(tmp_path: Path, only: dict[str, str]) -> None:
    result = failed(tmp_path, ANSWER.replace('" "', '"_"'))
    only.update({'"_"': '" "', "prompt": "word"})
    search.explain([result], tmp_path, SEED, Silent())
    repair = result.repair
    assert repair is not None
    assert repair.verified
    assert (repair.rule, repair.line) == ('"_"-to-" "', 3)
    assert repair.edited == ANSWER
    assert "stage1.joined" in repair.fixes
    assert result.story == ("The mistake", repair.sentence)
    assert repair.sentence.startswith('Line 3: "_" stands for " ".')


def test_the_file_itself_is_left_alone(tmp_path: Path, only: dict[str, str]) -> None:
    wrong = ANSWER.replace('" "', '"_"')
    result = failed(tmp_path, wrong)
    only.update({'"_"': '" "'})
    search.explain([result], tmp_path, SEED, Silent())
    assert (tmp_path / f"{STAGE1}.py").read_text(encoding="utf-8") == wrong
    assert [path.name for path in tmp_path.iterdir()] == [f"{STAGE1}.py"]


TWICE = ANSWER.replace('" "', '"_"').replace("{prompt}", "{prompt!r}")


def test_two_edits_are_tried_together(tmp_path: Path, only: dict[str, str]) -> None:
    result = failed(tmp_path, ANSWER.replace("yield word", "yield 1").replace('" "', "2"))
    only.update({"1": "word", "2": '" "'})
    search.explain([result], tmp_path, SEED, Silent())
    assert result.repair is None, "neither mends anything alone"

    result = failed(tmp_path, TWICE)
    only.clear()
    only.update({'"_"': '" "', 'f"You said: {prompt!r}. Here is a streamed answer."': GOOD})
    search.explain([result], tmp_path, SEED, Silent())
    assert result.repair is not None
    assert result.repair.verified
    assert result.repair.line == 3
    assert " + " in result.repair.rule
    assert result.repair.says.startswith('"_" stands for " ". Line 2: f"You said'), "each its line"


@pytest.mark.parametrize(
    ("edited", "line", "before"),
    [
        pytest.param("a\nb\nc\n", 3, 3, id="unchanged"),
        pytest.param("a\nc\n", 2, 3, id="a-line-is-gone"),
        pytest.param("x\na\nb\nc\n", 4, 3, id="a-line-is-put-above"),
        pytest.param("a\nB\nC\nc\n", 3, 2, id="one-line-has-become-two"),
        pytest.param("a\nb\nc\nd\n", 4, 4, id="put-at-the-end"),
    ],
)
def test_the_line_of_a_second_mistake_is_that_of_the_student_s_file(
    edited: str, line: int, before: int
) -> None:
    assert search.line_before("a\nb\nc\n", edited, line) == before


GOOD = 'f"You said: {prompt}. Here is a streamed answer."'


def test_what_mends_some_is_said_to_be_one_of_the_mistakes(
    tmp_path: Path, only: dict[str, str]
) -> None:
    result = failed(tmp_path, TWICE)
    only.update({'"_"': '" "'})
    search.explain([result], tmp_path, SEED, Silent())
    assert result.repair is not None
    assert not result.repair.verified
    assert result.story is not None
    assert result.story[0] == "One of the mistakes"
    assert "something else is still wrong" in result.repair.sentence


def test_a_detour_that_mends_some_is_not_said(tmp_path: Path, only: dict[str, str]) -> None:
    result = failed(tmp_path, TWICE.replace('"_"', '"-"'))
    only.update({'"-"': '" "'})
    search.explain([result], tmp_path, SEED, Silent())
    assert result.repair is None


def test_what_mends_nothing_is_not_said(tmp_path: Path, only: dict[str, str]) -> None:
    result = failed(tmp_path, ANSWER.replace('" "', '"_"'))
    only.update({'"_"': '"-"', "word": "prompt"})
    search.explain([result], tmp_path, SEED, Silent())
    assert result.repair is None
    assert result.as_json()["repair"] is None


def test_what_python_cannot_read_is_not_run(
    tmp_path: Path, only: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    result = failed(tmp_path, ANSWER.replace('" "', '"_"'))
    only.update({'"_"': "(", "word": "return"})
    monkeypatch.setattr(search.Search, "_grade", None)  # a call would fail
    search.explain([result], tmp_path, SEED, Silent())
    assert result.repair is None


def test_the_number_of_edits_is_bounded(
    tmp_path: Path, only: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_TRIED", 2)
    result = failed(tmp_path, ANSWER.replace('" "', '"_"'))
    only.update({"word": "prompt", "prompt": "word", '"_"': '" "'})
    search.explain([result], tmp_path, SEED, Silent())
    assert result.repair is None


def test_a_stuck_search_is_given_up(
    tmp_path: Path, only: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_SECONDS", 0.0)
    result = failed(tmp_path, ANSWER.replace('" "', '"_"'))
    only.update({'"_"': '" "'})
    search.explain([result], tmp_path, SEED, Silent())
    assert result.repair is None


def test_a_file_that_was_ended_by_a_limit_is_searched_too(
    tmp_path: Path, only: dict[str, str]
) -> None:
    result = failed(tmp_path, f'{ANSWER}\nfor _ in range(9999): print("-" * 9999)\n')
    assert result.observed is not None
    assert {problem.kind for problem in result.observed.problems} == {"limit"}
    only.update({"9999": "1"})
    search.explain([result], tmp_path, SEED, Silent())
    assert result.repair is not None
    assert result.repair.verified


def test_a_file_that_nobody_wrote_by_hand_is_not_searched(
    tmp_path: Path, only: dict[str, str]
) -> None:
    result = failed(tmp_path, ANSWER.replace('" "', '"_"') + "#" * search.MOST_TEXT)
    only.update({'"_"': '" "'})
    search.explain([result], tmp_path, SEED, Silent())
    assert result.repair is None


def test_where_nothing_is_written_nothing_is_searched(tmp_path: Path) -> None:
    assert not can_be_searched(failed(tmp_path, ""))
    assert can_be_searched(failed(tmp_path, "def token_stream(prompt) pass"))


def test_a_file_that_is_not_utf8_is_left_alone(tmp_path: Path, only: dict[str, str]) -> None:
    result = failed(tmp_path, ANSWER.replace('" "', '"_"'))
    (tmp_path / f"{STAGE1}.py").write_bytes("# coding: latin-1\n# é".encode("latin-1"))
    search.explain([result], tmp_path, SEED, Silent())
    assert result.repair is None
