"""One mistake, one loss: a file that imports a wrong one is judged on its own merits."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.command import graders
from tests.support.lesson import IDS, POINTS
from tests.support.paths import REPOSITORY, SOLUTIONS

STAGE1 = "stage1_generator"
WRONG = {
    "a-list": "def token_stream(prompt):\n    return prompt.split()\n",
    "a-stub": (REPOSITORY / "starter" / f"{STAGE1}.py").read_text("utf-8"),
    "no-python": "def token_stream(prompt:\n",
    "another-name": "def tokens(prompt):\n    yield prompt\n",
    "fails-at-import": "raise RuntimeError('not today')\n",
    "exits": "import os\nos._exit(0)\n",
    "never-loads": "while True:\n    pass\n",
    "never-ends": "def token_stream(prompt):\n    while True:\n        yield 'and '\n",
    "sleeps": "import time\n\ndef token_stream(p):\n    time.sleep(3600)\n    yield p\n",
}


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    """Return a copy of the solutions."""
    folder = tmp_path / "submission"
    shutil.copytree(SOLUTIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.mark.parametrize("source", WRONG.values(), ids=WRONG)
def test_only_the_wrong_file_loses_points(source: str, submission: Path) -> None:
    (submission / f"{STAGE1}.py").write_text(source, encoding="utf-8")
    exercises = graders("--submission", submission, "--json", "-").json["exercises"]
    lost = {one["id"]: one["max_score"] - one["score"] for one in exercises}
    assert lost.pop(STAGE1) > 0
    assert set(lost.values()) == {0}
    replaced = {one["id"] for one in exercises if one["stand_in"] == STAGE1}
    assert replaced == {"stage2_streaming", "stage3_async", "exercise1_sse", "exercise2_done"}


def test_nothing_is_replaced_where_all_is_right(submission: Path) -> None:
    result = graders("--submission", submission, "--json", "-").json
    assert result["score"] == sum(POINTS.values())
    assert {one["stand_in"] for one in result["exercises"]} == {None}


def test_a_wrong_file_stays_wrong_with_a_stand_in(submission: Path) -> None:
    (submission / f"{STAGE1}.py").write_text(WRONG["a-list"], encoding="utf-8")
    file = submission / "stage2_streaming.py"
    text = file.read_text("utf-8").replace("token_stream(prompt),", "list(token_stream(prompt)),")
    file.write_text(text, encoding="utf-8")
    run = graders("stage2", "--submission", submission, "--json", "-")
    (stage2,) = run.json["exercises"]
    failed = [check["id"] for check in stage2["checks"] if check["status"] == "failed"]
    assert (failed, stage2["stand_in"]) == (["stage2.incremental"], STAGE1)


TAKES_LONG = """
import time

def token_stream(prompt):
    for word in f"You said: {prompt}. Here is a streamed answer.".split():
        time.sleep(0.01)
        yield word + " "
"""


def test_one_that_is_right_and_takes_long_costs_nobody_else_points(submission: Path) -> None:
    (submission / f"{STAGE1}.py").write_text(TAKES_LONG, encoding="utf-8")
    run = graders("stage1", "stage3", "--submission", submission, "--json", "-")
    stage1, stage3 = run.json["exercises"]
    assert (stage1["status"], stage1["stand_in"]) == ("passed", None)
    assert (stage3["status"], stage3["stand_in"]) == ("passed", STAGE1)


def test_what_is_wrong_with_either_is_told_of_ones_own(submission: Path) -> None:
    (submission / f"{STAGE1}.py").write_text(TAKES_LONG, encoding="utf-8")
    file = submission / "stage3_async.py"
    file.write_text(file.read_text("utf-8").replace("sleep(0.01)", "sleep(0.02)"), encoding="utf-8")
    run = graders("stage3", "--submission", submission, "--json", "-", "--no-explain")
    (stage3,) = run.json["exercises"]
    assert (stage3["status"], stage3["stand_in"]) == ("failed", None)


@pytest.mark.parametrize("sibling", [id for id in IDS if id.startswith("stage") and id != STAGE1])
def test_each_stage_has_a_stand_in(sibling: str, submission: Path) -> None:
    names = {"stage2_streaming": "token_stream, app as other"}
    names |= {"stage3_async": "token_stream_async, app as other", "stage4_client": "stream_text"}
    file = submission / "exercise1_sse.py"
    line = f"from {sibling} import {names[sibling]}  # noqa: F401\n"
    file.write_text(line + file.read_text("utf-8"), encoding="utf-8")
    (submission / f"{sibling}.py").write_text("1 / 0\n", encoding="utf-8")
    run = graders("exercise1", "--submission", submission, "--json", "-")
    (exercise1,) = run.json["exercises"]
    assert (exercise1["status"], exercise1["stand_in"]) == ("passed", sibling)


def test_files_that_import_each_other_end(submission: Path) -> None:
    (submission / f"{STAGE1}.py").write_text("import stage2_streaming\n1 / 0\n", encoding="utf-8")
    (submission / "stage2_streaming.py").write_text(f"import {STAGE1}\n", encoding="utf-8")
    run = graders("stage1", "stage2", "--submission", submission, "--json", "-")
    stage1, stage2 = run.json["exercises"]
    assert (stage1["stand_in"], stage2["stand_in"]) == (None, STAGE1)
    assert run.status == 1


def test_the_report_says_so_in_a_line(submission: Path) -> None:
    (submission / f"{STAGE1}.py").write_text(WRONG["a-list"], encoding="utf-8")
    run = graders("stage2", "--submission", submission)
    assert "graded with the kit's stage1_generator.py in the place of yours\n" in run.out


def test_a_stand_in_cannot_be_read(submission: Path) -> None:
    (submission / f"{STAGE1}.py").write_text("1 / 0\n", encoding="utf-8")
    source = "import inspect, stage1_generator\nprint(inspect.getsource(stage1_generator))\n"
    (submission / "stage2_streaming.py").write_text(source, encoding="utf-8")
    run = graders("stage2", "--submission", submission)
    assert run.status == 1
    assert "reply_tokens" not in run.out
