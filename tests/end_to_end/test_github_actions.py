"""`python -m graders` as a step of GitHub Actions."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.command import CommandRun, assert_nothing_left, files_in, graders
from tests.support.github_runner import commands
from tests.support.lesson import POINTS
from tests.support.paths import SOLUTIONS
from tests.support.submissions import write

INJECTING = """
    import sys

    COMMANDS = "::error file=x.py::pwned\\n##[error]pwned\\n::stop-commands::x\\n```\\n# pwned\\n"

    def token_stream(prompt):
        print(COMMANDS)
        sys.stderr.write(COMMANDS)
        raise ValueError(COMMANDS)
        yield
    """


@pytest.fixture
def summary(tmp_path: Path) -> Path:
    """Return a file for a step's summary."""
    return tmp_path / "summary.md"


def in_github(folder: Path, *arguments: str, **variables: str) -> CommandRun:
    """Grade a file that wants to give commands to GitHub Actions."""
    write(folder, "stage1_generator.py", INJECTING)
    return graders("stage1", "--submission", folder, *arguments, **variables)


@pytest.mark.parametrize("how", [{"GITHUB_ACTIONS": "true"}, "--github"])
def test_github_reads_the_kits_commands_and_no_others(
    how: dict[str, str] | str, tmp_path: Path, summary: Path
) -> None:
    arguments, variables = ([how], {}) if isinstance(how, str) else ([], how)
    variables = variables | {"GITHUB_STEP_SUMMARY": str(summary)}
    run = in_github(tmp_path, *arguments, GITHUB_WORKSPACE=str(tmp_path), **variables)
    assert (run.status, run.err) == (1, "")
    found = commands(run.out)
    assert {command.name for command in found} == {"error"}
    assert found[0].properties["file"] == "stage1_generator.py"
    assert found[0].properties["line"] == "9"
    text = summary.read_text("utf-8")
    assert text.startswith(f"\n## 1 of {POINTS['stage1_generator']} points\n")
    assert "\n# pwned" not in text
    assert_nothing_left(run)


def test_json_on_standard_output_stays_json_in_github(tmp_path: Path, summary: Path) -> None:
    variables = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    run = in_github(tmp_path, "--json", "-", **variables)
    assert run.json["score"] == 1
    assert {command.name for command in commands(run.err)} == {"error"}
    assert summary.exists()


@pytest.mark.parametrize("submission", [SOLUTIONS, "starter"])
def test_github_changes_no_status(submission: Path | str, tmp_path: Path, summary: Path) -> None:
    variables = {"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(summary)}
    arguments = ["stage1", "--submission", submission]
    plain = graders(*arguments, GITHUB_ACTIONS="")
    told = graders(*arguments, *files_in(tmp_path), **variables)
    assert told.status == plain.status
    assert commands(told.out) == []
    assert told.out.splitlines()[1:-1] == plain.out.splitlines()
    assert summary.exists()


def test_summary_that_cannot_be_written_changes_no_status(tmp_path: Path) -> None:
    missing = str(tmp_path / "missing" / "summary.md")
    arguments = ["stage1", "--github", "--submission", SOLUTIONS]
    run = graders(*arguments, GITHUB_STEP_SUMMARY=missing)
    assert run.status == 0
    assert run.err.count("\n") == 1
    assert "GitHub was not told everything: FileNotFoundError" in run.err


def test_wrong_usage_is_no_command_for_github() -> None:
    run = graders("::error::x", GITHUB_ACTIONS="true")
    assert (run.status, run.out, commands(run.err)) == (2, "", [])
