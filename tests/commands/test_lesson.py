"""The pages about the exercises: there is one for each, which fits a terminal and is no answer."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from graders.commands import lesson
from graders.commands.compare import code_of
from graders.commands.lesson import PAGES, page_of
from graders.commands.stubs import stub_of
from graders.program import main
from tests.support.lesson import IDS
from tests.support.model_server import model_server
from tests.support.paths import REPOSITORY, SOLUTIONS


def test_there_is_a_page_for_each_exercise_and_no_other() -> None:
    assert {path.stem for path in PAGES.glob("*.md")} == set(IDS)


@pytest.mark.parametrize("id", IDS)
def test_a_page_has_a_picture_and_links_and_fits_a_terminal(
    id: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["lesson", id]) == 0
    told = capsys.readouterr().out
    kind, number = re.match(r"([a-z]+)(\d)", id).groups()  # type: ignore[union-attr]
    assert told.startswith(f"{kind.title()} {number}: ")
    assert f"nox -s lab -- {kind}{number}" in told
    assert len(re.findall(r"^  \S.*: https://\S+$", told, re.MULTILINE)) >= 2
    assert "```" not in told
    drawn = [line for line in told.splitlines() if line.startswith("  ")]
    assert len(drawn) >= 5
    assert max(len(line) for line in told.splitlines() if "https://" not in line) <= 80


@pytest.mark.parametrize("id", IDS)
def test_a_drawing_is_told_as_it_is(
    id: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["lesson", id]) == 0
    told = capsys.readouterr().out
    drawings = (page_of(id) or "").split("```")[1::2]
    assert drawings
    for drawing in drawings:
        lines = drawing.strip("\n").split("\n")
        assert "\n".join(f"  {line}".rstrip() for line in lines) in told


@pytest.mark.parametrize("id", IDS)
def test_a_page_is_no_answer(id: str) -> None:
    answer = {line.strip() for line in code_of(SOLUTIONS / f"{id}.py").splitlines()}
    stub = {line.strip() for line in stub_of(id).decode().splitlines()}
    text = (page_of(id) or "").replace("`", "")
    assert not {line.strip() for line in text.splitlines()} & (answer - stub)


def test_a_kit_without_pages_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lesson, "PAGES", tmp_path)
    assert main(["lesson", "stage2"]) == 2
    assert capsys.readouterr().err == "lesson: this kit has no page about stage2_streaming\n"


async def test_the_ten_lines_read_a_models_stream() -> None:
    text = (REPOSITORY / "docs" / "model.md").read_text(encoding="utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    names: dict[str, Any] = {}
    exec(code.replace("llama3.2", "small"), names)
    with model_server() as url:
        names["MODEL"] = f"{url}chat/completions"
        told = [token async for token in names["token_stream_async"]("hi")]
    assert "".join(told) == "One, two.hi"
