"""What editors and containers are told: it names sessions and folders that there are."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from graders.arguments import chosen_exercises
from tests.support.lesson import IDS
from tests.support.paths import REPOSITORY

SESSIONS = re.findall(
    r"@nox\.session\ndef (\w+)", (REPOSITORY / "noxfile.py").read_text(encoding="utf-8")
)


def told(*path: str) -> Any:
    """Return what a file says."""
    return json.loads(Path(REPOSITORY, *path).read_text(encoding="utf-8"))


TASKS = {task["label"]: task["command"] for task in told(".vscode", "tasks.json")["tasks"]}


@pytest.mark.parametrize("command", TASKS.values(), ids=TASKS)
def test_a_task_of_the_editor_can_be_run(command: str) -> None:
    nox, s, session, *rest = shlex.split(command.replace("${fileBasename}", "stage2_streaming.py"))
    assert [nox, s] == ["nox", "-s"]
    assert session in SESSIONS
    names = [word for word in rest if not word.startswith("-")]
    assert chosen_exercises(names) in ([IDS[1]], IDS)


def test_the_editor_runs_the_graders_with_the_kits_python() -> None:
    settings = told(".vscode", "settings.json")
    assert settings["python.testing.pytestArgs"] == ["graders"]
    assert settings["python.defaultInterpreterPath"].endswith("/.nox/grade/bin/python")
    pinned = (REPOSITORY / "requirements" / "grade.txt").read_text(encoding="utf-8")
    assert {"pytest", "uvicorn", "aiofiles"} <= {line.partition("==")[0] for line in pinned.split()}


def test_a_container_grades_when_it_is_made() -> None:
    container = told(".devcontainer", "devcontainer.json")
    install, grade = container["postCreateCommand"].split(" && ")
    assert install == "python -m pip install 'nox[uv]'"
    assert shlex.split(grade)[:3] == ["nox", "-s", "grade"]
