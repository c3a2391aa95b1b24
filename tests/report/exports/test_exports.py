"""A result in the words of each platform: as recorded, as the platform takes it, with the points.

To record anew: RECORD=1 python -m pytest tests/report/exports
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import ValidationError

from graders.commands.grade import EXPORTS
from graders.errors import UsageError
from graders.report.exports import classroom50, ctrf, write_export
from graders.result import Result
from tests.support.command import graders
from tests.support.paths import SOLUTIONS
from tests.support.platforms import CLASSROOM50_RUNNER, validate
from tests.support.results import all_passed, collected, kit_failed, one_failed, result

GOLDEN = Path(__file__).parent / "golden"
CASES = {"one_failed": one_failed, "all_passed": all_passed, "kit_failed": kit_failed}


@pytest.fixture(autouse=True)
def runner(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the variables of the runner, and a clock that stands."""
    for name, value in CLASSROOM50_RUNNER.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(ctrf.time, "time", lambda: 1_760_000_000.0)


def exported(name: str, of: Result, folder: Path) -> Any:
    write_export(of, name, str(folder / "out.json"))
    plain = json.loads((folder / "out.json").read_bytes())
    if "datetime" in plain:
        plain["datetime"] = "2026-11-25T10:00:00Z"
    return plain


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", EXPORTS)
def test_it_is_as_recorded(name: str, case: str, tmp_path: Path) -> None:
    plain = exported(name, CASES[case](), tmp_path)
    golden = GOLDEN / f"{name}_{case}.json"
    if os.environ.get("RECORD"):
        golden.write_text(json.dumps(plain, indent=2) + "\n", encoding="utf-8")
    assert plain == json.loads(golden.read_text("utf-8"))


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", EXPORTS)
def test_the_platform_takes_it(name: str, case: str, tmp_path: Path) -> None:
    plain = exported(name, CASES[case](), tmp_path)
    if (name, case) == ("gradescope", "kit_failed"):
        with pytest.raises(ValidationError):  # so that it says that the autograder has failed
            validate(name, plain)
    else:
        validate(name, plain)


def test_the_points_are_kept(tmp_path: Path) -> None:
    score, most = one_failed().score, one_failed().max_score
    assert exported("gradescope", one_failed(), tmp_path)["score"] == score
    tests = exported("gradescope", one_failed(), tmp_path)["tests"]
    assert sum(test["score"] for test in tests) == score
    assert sum(test["max_score"] for test in tests) == most
    assert exported("classroom50", one_failed(), tmp_path)["max-score"] == most
    assert exported("prairielearn", one_failed(), tmp_path)["score"] == round(score / most, 4)
    assert exported("ctrf", one_failed(), tmp_path)["results"]["summary"]["extra"]["score"] == score


def test_a_fault_of_the_kit_is_no_zero(tmp_path: Path) -> None:
    assert "score" not in exported("gradescope", kit_failed(), tmp_path)
    assert exported("classroom50", kit_failed(), tmp_path)["max-score"] == 0
    assert exported("prairielearn", kit_failed(), tmp_path)["gradable"] is False
    assert exported("exercism", kit_failed(), tmp_path)["status"] == "error"
    assert exported("ctrf", kit_failed(), tmp_path)["results"]["summary"]["other"] == 3


def test_what_is_too_long_is_cut(tmp_path: Path) -> None:
    flood = collected()
    flood.output = "x" * 1_000_000
    for check in flood.checks:
        check.got = check.got and "y" * 1_000_000
    for name in ("prairielearn", "exercism"):
        plain = exported(name, result(flood), tmp_path)
        validate(name, plain)
        assert (tmp_path / "out.json").stat().st_size < 1 << 20


def test_away_from_its_runner_classroom50_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("SUBMISSION_TAG")
    with pytest.raises(UsageError, match="SUBMISSION_TAG"):
        classroom50.export(one_failed())
    run = graders("stage1", "--submission", SOLUTIONS, "--export", f"classroom50={tmp_path}/r.json")
    assert run.status == 2
    assert "SUBMISSION_TAG" in run.err


def test_the_command_writes_them(tmp_path: Path) -> None:
    asked = [f"--export={name}={tmp_path / name}.json" for name in EXPORTS]
    assert graders("stage1", "--submission", SOLUTIONS, *asked).status == 0
    for name in EXPORTS:
        validate(name, json.loads((tmp_path / f"{name}.json").read_bytes()))


@pytest.mark.parametrize("given", ["gradescope", "nbgrader=x.json", "=x"])
def test_an_unknown_format_is_told(given: str) -> None:
    run = graders("stage1", "--export", given)
    assert run.status == 2
    assert "it takes FORMAT=FILE" in run.err
