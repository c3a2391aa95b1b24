"""Each platform's package, unpacked and run as the platform runs it."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from graders.handout.packages import package
from graders.handout.writing import write_package
from tests.support.classroom import ANSWERS, NAMES, write_files
from tests.support.platforms import CLASSROOM50_RUNNER, validate

HOSTILE = b"""\
import json, os, pathlib, sys
for place in ("/autograder/results", "/grade/results", ".", RESULTS):
    for name in ("results.json", "result.json"):
        try:
            pathlib.Path(place, name).write_text(json.dumps({"score": 100}))
        except OSError:
            pass
print('{"score": 100}')
os.kill(os.getppid(), 9)
os._exit(0)
"""
SUBMISSIONS = {
    "right": ANSWERS,
    "wrong": {**ANSWERS, NAMES[1]: b"app = None\n"},
    "broken": dict.fromkeys(NAMES, b"def (:\n"),
    "hostile": {**ANSWERS, NAMES[-1]: HOSTILE},
    "nested": {f"my work/{name}": content for name, content in ANSWERS.items()},
}
POINTS = {"right": 100, "broken": 0, "nested": 100}


@dataclass
class Platform:
    """A platform's folders in a folder of their own, and how it runs a grader there."""

    name: str
    root: Path
    submission: Path
    result: Path
    command: list[str]
    cwd: Path
    variables: dict[str, str]

    def grade(self, files: dict[str, bytes]) -> tuple[int, Any]:
        """Grade these files; return the status and the result."""
        told = f"RESULTS = {str(self.result.parent)!r}\n".encode()
        write_files(self.submission, {n: told + c if c == HOSTILE else c for n, c in files.items()})
        done = subprocess.run(
            self.command,
            cwd=self.cwd,
            env={
                "PATH": os.environ["PATH"],
                "STREAMING_KIT_PYTHON": sys.executable,
                **self.variables,
            },
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert self.result.is_file(), done.stderr
        return done.returncode, json.loads(self.result.read_bytes())

    def score(self, plain: Any) -> float:
        """Return the points of 100."""
        return float(plain["score"] * 100 if self.name == "prairielearn" else plain["score"])


def gradescope(tmp_path: Path) -> Platform:
    root = tmp_path / "autograder"
    _, archive = write_package(package("gradescope"), tmp_path)
    with zipfile.ZipFile(archive) as opened:
        assert {"setup.sh", "run_autograder"} <= {
            name for name in opened.namelist() if "/" not in name
        }
        assert opened.getinfo("run_autograder").external_attr >> 16 & stat.S_IXUSR
        opened.extractall(root / "source")
    command = ["bash", str(root / "source" / "run_autograder")]
    variables = {"AUTOGRADER_ROOT": str(root)}
    result = root / "results" / "results.json"
    return Platform("gradescope", root, root / "submission", result, command, root, variables)


def classroom50(tmp_path: Path) -> Platform:
    folder, _ = write_package(package("classroom50"), tmp_path)
    bundle = tmp_path / "streaming.tar.gz"
    with tarfile.open(bundle, "w:gz") as archive:
        archive.add(folder, "streaming")
    assert bundle.stat().st_size < 10 << 20
    unpacked = tmp_path / "bundle"
    safely = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
    shutil.unpack_archive(bundle, unpacked, **safely)
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    own = unpacked / "streaming"
    command = [sys.executable, str(own / "autograder.py")]
    variables = {**CLASSROOM50_RUNNER, "CLASSROOM50_BUNDLE_DIR": str(own)}
    result = checkout / "result.json"
    return Platform(
        "classroom50", tmp_path, checkout / "starter", result, command, checkout, variables
    )


def prairielearn(tmp_path: Path) -> Platform:
    root = tmp_path / "grade"
    folder, _ = write_package(package("prairielearn"), tmp_path)
    (folder / "tests").rename(write_files(root, {}) / "tests")
    command = ["sh", str(root / "tests" / "run.sh")]
    result = root / "results" / "results.json"
    variables = {"GRADE_ROOT": str(root)}
    return Platform("prairielearn", root, root / "student", result, command, root, variables)


@pytest.mark.skipif(os.name != "posix", reason="the platforms run Linux")
@pytest.mark.parametrize("submission", SUBMISSIONS)
@pytest.mark.parametrize("make", [gradescope, classroom50, prairielearn])
def test_each_submission_gets_its_verdict(
    make: Callable[[Path], Platform], submission: str, tmp_path: Path
) -> None:
    platform = make(tmp_path)
    status, plain = platform.grade(SUBMISSIONS[submission])
    assert status == 0
    validate(platform.name, plain)
    assert platform.result.stat().st_size < 1 << 20
    if submission in POINTS:
        assert platform.score(plain) == POINTS[submission]
    else:
        assert 0 < platform.score(plain) < 100


@pytest.mark.skipif(os.name != "posix", reason="the platforms run Linux")
def test_prairielearn_always_gets_a_result(tmp_path: Path) -> None:
    platform = prairielearn(tmp_path)
    platform.variables["STREAMING_KIT_PYTHON"] = "/nowhere/python"
    status, plain = platform.grade(SUBMISSIONS["right"])
    assert status == 0
    assert plain["gradable"] is False


def test_the_questions_files_are_the_exercises() -> None:
    files = package("prairielearn").files
    assert all(name in files["question.html"].decode() for name in NAMES)
    options = json.loads(files["info.json"])["externalGradingOptions"]
    assert options["entrypoint"].endswith("/grade/tests/run.sh")
    assert options["timeout"] <= 600
