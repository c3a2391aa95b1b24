"""`pytest graders` and `grade` come to the same verdicts, in the same words."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from itertools import zip_longest
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from graders.exercise import exercise_ids
from graders.result import CheckResult
from proofs.corpus import mistakes
from tests.support.paths import REPOSITORY, SOLUTIONS

SEED = "11"
OF_EACH = 5
"""Mistakes of each exercise that are compared, from the first to the last in equal steps."""


def wrong_submissions() -> list[dict[str, str]]:
    """Return folders of files with a mistake each: more than thirty mistakes in all."""
    sources: dict[str, list[str]] = {}
    for id in exercise_ids():
        all_of_it = [mistake.source for mistake in mistakes() if mistake.exercise == id]
        sources[id] = all_of_it[:: len(all_of_it) // OF_EACH][:OF_EACH]
    rounds = zip_longest(*sources.values())
    return [
        {id: source for id, source in zip(sources, row, strict=True) if source} for row in rounds
    ]


WRONG = wrong_submissions()


def by_grade(folder: Path) -> dict[str, tuple[str, str]]:
    """Return the status of each check, and what is said of it, as `grade` has it."""
    command = [sys.executable, "-m", "graders", "--submission", str(folder), "--seed", SEED]
    run = subprocess.run(
        [*command, "--json", "-"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    checks = [check for one in json.loads(run.stdout)["exercises"] for check in one["checks"]]
    return {check["id"]: (check["status"], said(CheckResult(**check))) for check in checks}


def said(check: CheckResult) -> str:
    """Return the words about a check that did not pass."""
    if check.status == "skipped":
        return f"waits for {check.awaited}"
    return check.as_text() if check.status == "failed" else ""


def by_pytest(folder: Path, report: Path) -> dict[str, tuple[str, str]]:
    """Return the same as pytest has it."""
    command = [sys.executable, "-m", "pytest", "graders", "-q", f"--junitxml={report}"]
    command += ["--submission", str(folder), "--seed", SEED, "-p", "no:cacheprovider"]
    run = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    assert run.returncode in (0, 1), run.stdout + run.stderr
    cases = ET.parse(report).getroot().iter("testcase")
    return {case.get("name", ""): verdict(case) for case in cases}


def verdict(case: ET.Element) -> tuple[str, str]:
    for tag, status in {"failure": "failed", "skipped": "skipped", "error": "error"}.items():
        found = case.find(tag)
        if found is not None:
            text = found.get("message", "") if status == "skipped" else found.text or ""
            return status, text
    return "passed", ""


def test_there_are_thirty_mistakes() -> None:
    assert sum(map(len, WRONG)) >= 30


@pytest.mark.parametrize("number", range(len(WRONG)))
def test_mistakes_are_told_alike(number: int, tmp_path: Path) -> None:
    folder = tmp_path / "submission"
    shutil.copytree(SOLUTIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for id, source in WRONG[number].items():
        (folder / f"{id}.py").write_text(source, encoding="utf-8")
    expected = by_grade(folder)
    assert by_pytest(folder, tmp_path / "junit.xml") == expected
    assert {"failed", "passed"} <= {status for status, _ in expected.values()}


@pytest.mark.parametrize(("name", "status"), [("solutions", "passed"), ("starter", "skipped")])
def test_answers_and_stubs_are_told_alike(name: str, status: str, tmp_path: Path) -> None:
    verdicts = by_pytest(REPOSITORY / name, tmp_path / "junit.xml")
    assert verdicts == by_grade(REPOSITORY / name)
    assert {one for one, _ in verdicts.values()} == {status}


def test_a_failure_has_no_traceback_through_the_kit(tmp_path: Path) -> None:
    shutil.copytree(SOLUTIONS, tmp_path, dirs_exist_ok=True)
    (tmp_path / "stage2_streaming.py").write_text("app = None\n", encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "graders", "-k", "stage2", "-q"]
    run = subprocess.run(
        [*command, "--submission", str(tmp_path)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "stage2.app: defines app, and uvicorn can start it" in run.stdout
    assert "there is no app in the file" in run.stdout
    assert "Traceback" not in run.stdout
    assert "harness" not in run.stdout
