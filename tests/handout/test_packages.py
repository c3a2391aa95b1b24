"""What is handed out: complete, the same each time, and without an answer in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from graders.errors import UsageError
from graders.exercise import exercise_ids
from graders.handout import packages
from graders.handout.leaks import leaks
from graders.handout.packages import KINDS, package
from graders.handout.trimming import pinned_actions, sessions_for_students
from graders.handout.writing import write_package
from graders.program import main
from graders.provenance import kit
from tests.support.paths import REPOSITORY, SOLUTIONS

GIVEN_AWAY = [kind for kind in KINDS if kind != "answers"]


@pytest.fixture(scope="module")
def student(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a student's kit, unpacked from its zip in an empty folder."""
    folder = tmp_path_factory.mktemp("student")
    _, archive = write_package(package("student"), folder)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder / "mine")
    return folder / "mine"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    variables = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "GITHUB_ACTIONS")}
    command = [sys.executable, "-m", "graders", *arguments]
    return subprocess.run(
        command, cwd=folder, env=variables, capture_output=True, encoding="utf-8", check=False
    )


@pytest.mark.parametrize("kind", GIVEN_AWAY)
def test_nothing_is_given_away(kind: str) -> None:
    files = package(kind).files
    assert leaks(files) == []
    # PrairieLearn calls the folder of its grader tests.
    parts = {part for name in files for part in name.removeprefix("tests/").split("/")}
    assert parts.isdisjoint({"solutions", "tests", "proofs", ".git", "kit.yml", "__pycache__"})


@pytest.mark.parametrize("id", exercise_ids())
def test_an_answer_is_seen_whatever_it_is_called(id: str) -> None:
    answer = (SOLUTIONS / f"{id}.py").read_bytes()
    assert leaks({"graders/notes.txt": answer})
    moved = b"\n".join(b"    " + line for line in answer.splitlines() if b"#" not in line)
    assert leaks({"graders/notes.txt": moved})


def test_a_mistake_and_an_archive_are_seen() -> None:
    mistake = next((REPOSITORY / "tests" / "corpus" / "mistakes").rglob("*.py"))
    assert leaks({"hints.txt": mistake.read_bytes()})
    assert leaks({"vendor/answers-1.0.whl": b"x"})


def test_a_package_with_an_answer_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = packages.Package("student", {"a.txt": b"import x\nyield from log\n" * 2}, True, "")
    line = b'    sentence = f"You said: {prompt}. Here is a streamed answer."\n'
    monkeypatch.setitem(packages.KINDS, "student", lambda: made)
    made.files["b.txt"] = line
    assert main(["package", "student", "--out", str(tmp_path)]) == 3
    assert "an answer would be given away: b.txt" in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]


def test_a_package_is_the_same_each_time(tmp_path: Path) -> None:
    archives = [write_package(package("student"), tmp_path / name)[1] for name in ("a", "b")]
    assert archives[0].read_bytes() == archives[1].read_bytes()


def test_a_folder_of_somebody_elses_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "student").mkdir()
    (tmp_path / "student" / "mine.txt").write_text("x")
    with pytest.raises(UsageError, match="is there already"):
        write_package(package("student"), tmp_path)
    assert (tmp_path / "student" / "mine.txt").exists()


def test_it_is_made_anew_where_it_was_made(tmp_path: Path) -> None:
    folder, _ = write_package(package("answers"), tmp_path)
    (folder / "old.txt").write_text("x")
    write_package(package("answers"), tmp_path)
    assert not (folder / "old.txt").exists()


def verdicts(plain: dict[str, Any]) -> Any:
    """Return a result without what differs from one run to the next."""
    for exercise in plain["exercises"]:
        del exercise["transcripts"]
    return {key: plain[key] for key in ("kit", "seed", "score", "max_score", "exercises", "status")}


def test_a_students_kit_gives_the_same_verdicts(student: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong"
    shutil.copytree(SOLUTIONS, wrong)
    (wrong / "stage2_streaming.py").write_bytes(
        (SOLUTIONS / "stage2_streaming.py")
        .read_bytes()
        .replace(b"(token_stream", b"(list(token_stream", 1)
        .replace(b"prompt), media", b"prompt)), media")
    )
    (wrong / "exercise2_done.py").write_text("def (:\n")
    told = []
    for folder in (REPOSITORY, student):
        file = tmp_path / "result.json"
        done = run(folder, "--submission", str(wrong), "--seed", "1", "--json", str(file))
        assert done.returncode == 1, done.stderr
        told.append(json.dumps(verdicts(json.loads(file.read_bytes()))))
    assert told[0] == told[1]


def test_a_student_starts_with_nothing_done(student: Path) -> None:
    done = run(student, "stage1")
    assert done.returncode == 1
    assert "not started" in done.stdout
    text = (student / "README.md").read_text("utf-8")
    assert "solutions" not in text


def test_compare_waits_for_the_answers(student: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(student, mine)
    shutil.copy(SOLUTIONS / "stage1_generator.py", mine / "starter")
    done = run(mine, "compare", "stage1")
    assert done.returncode == 2
    assert "without the reference answers" in done.stderr
    folder, _ = write_package(package("answers"), tmp_path)
    shutil.copytree(folder, mine, dirs_exist_ok=True)
    assert run(mine, "compare", "stage1").returncode == 0


def test_a_student_has_the_pages_and_the_tasks_of_the_editor(student: Path) -> None:
    assert "transfer-encoding: chunked" in run(student, "lesson", "stage2").stdout
    tasks = json.loads((student / ".vscode" / "tasks.json").read_text("utf-8"))["tasks"]
    assert {task["command"].split()[2] for task in tasks} <= {*packages.FOR_STUDENTS}


def test_a_students_kit_makes_no_packages(student: Path) -> None:
    done = run(student, "package", "student")
    assert done.returncode == 2
    assert "a kit for students" in done.stderr


def test_the_sessions_of_a_student(student: Path) -> None:
    text = (student / "noxfile.py").read_text("utf-8")
    scope: dict[str, object] = {"__file__": str(student / "noxfile.py")}
    pytest.importorskip("nox")
    exec(compile(text, "noxfile.py", "exec"), scope)
    for name in packages.FOR_STUDENTS:
        assert name in scope
    for name in ("solutions", "mutants", "package", "bench", "pins", "run_proof"):
        assert name not in scope


def test_only_what_a_session_needs_is_kept() -> None:
    kept = "def a():\n    b()\n\n\ndef b():\n    1\n\n\ndef d():\n    3\n\n\nd()\n"
    text = kept.replace("def d", "@x\ndef c():\n    2\n\n\ndef d")
    assert sessions_for_students(text, ["a"]).decode() == kept


def test_every_action_is_pinned_and_may_only_read() -> None:
    workflow = package("student").files[".github/workflows/grade.yml"].decode()
    used = [line.split("uses: ")[1] for line in workflow.splitlines() if "uses:" in line]
    assert used
    assert all(len(name.partition("@")[2].partition(" ")[0]) == 40 for name in used)
    assert "permissions:\n  contents: read\n" in workflow
    with pytest.raises(Exception, match="no commit for somebody/else@v1"):
        pinned_actions("- uses: somebody/else@v1\n")


def test_the_editors_settings_are_json(student: Path) -> None:
    json.loads((student / ".devcontainer" / "devcontainer.json").read_text("utf-8"))
    for file in (student / ".vscode").iterdir():
        json.loads(file.read_text("utf-8"))


def test_the_kit_is_the_one_that_a_class_is_graded_by(student: Path) -> None:
    done = run(student, "stage1", "--json", "-")
    assert json.loads(done.stdout)["kit"] == kit()
