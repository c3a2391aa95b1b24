"""A new exercise: three files that grade at once, and what is refused."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graders.commands.new import write_exercise
from graders.errors import UsageError
from graders.program import main
from tests.support.paths import REPOSITORY

FACTS = {
    "id": "exercise9_words",
    "short": "exercise9",
    "word": "words",
    "Heading": "Exercise 9",
    "title": "Three words",
}
COLLECTED = ("StreamingResponse(line_stream(),", "StreamingResponse(list(line_stream()),")


@pytest.fixture
def kit(tmp_path: Path) -> Path:
    """Return a copy of what a kit needs to grade."""
    for name in ("starter", "solutions", "graders"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(REPOSITORY / name, tmp_path / name, ignore=ignored)
    return tmp_path


def graded(kit: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Grade the new exercise of a kit."""
    command = [sys.executable, "-m", "graders", FACTS["id"], *arguments]
    return subprocess.run(command, cwd=kit, capture_output=True, text=True, check=False)


def test_it_grades_at_once(kit: Path) -> None:
    write_exercise(kit, FACTS)
    stub, answer = graded(kit), graded(kit, "--submission", "solutions")
    assert (stub.returncode, answer.returncode) == (1, 0)
    assert "not started" in stub.stdout
    assert "2 of 2 points" in answer.stdout


def test_a_collected_answer_fails_it(kit: Path) -> None:
    write_exercise(kit, FACTS)
    file = kit / "solutions" / f"{FACTS['id']}.py"
    file.write_text(file.read_text("utf-8").replace(*COLLECTED), "utf-8")
    wrong = graded(kit, "--submission", "solutions")
    assert wrong.returncode == 1
    assert "(exercise9.incremental, 0 of 1 point)" in wrong.stdout


def test_a_solution_that_cannot_be_held_is_the_kits_fault(kit: Path) -> None:
    write_exercise(kit, FACTS)
    file = kit / "solutions" / f"{FACTS['id']}.py"
    lines = 'iter(["one\\n", "two\\n", "three\\n"])'
    file.write_text(
        file.read_text("utf-8").replace(
            "StreamingResponse(line_stream(),", f"StreamingResponse({lines},"
        ),
        "utf-8",
    )
    broken = graded(kit, "--submission", "solutions")
    assert broken.returncode == 3
    assert "nothing of the solution exercise9_words.py can be held" in broken.stdout


def test_nothing_is_written_over(kit: Path) -> None:
    write_exercise(kit, FACTS)
    (kit / "starter" / f"{FACTS['id']}.py").unlink()
    with pytest.raises(UsageError, match=r"solutions/exercise9_words\.py exists already"):
        write_exercise(kit, FACTS)
    assert not (kit / "starter" / f"{FACTS['id']}.py").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["numbers"], "'numbers' is no name"),
        (["exercise4_../x"], "is no name"),
        (["stage2_words"], "stage2 is taken by stage2_streaming"),
        (["exercise9_words"], "give --title"),
        (["exercise9_words", "--title", 'a "word"'], "without quotes"),
    ],
)
def test_what_cannot_be_made_is_refused_in_one_line(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", *arguments]) == 2
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1
