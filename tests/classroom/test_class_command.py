"""`class` from beginning to end, with real grading: what it writes, says, and survives."""

from __future__ import annotations

import csv
import json
import random
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from graders.classroom.engine import LocalEngine
from graders.program import main
from tests.support.classroom import ANSWERS, NAMES, canvas_files, make_zip, write_files
from tests.support.command import assert_nothing_left, graders, started

STUBS = {name: Path("graders/stubs", name.replace(".py", ".txt")) for name in NAMES}
EPOCH = {"SOURCE_DATE_EPOCH": "1764000000"}
ONE = NAMES[0]


def small(number: int) -> dict[str, bytes]:
    """Return a submission that takes little time, and no two of them the same."""
    return {ONE: ANSWERS[ONE] + b"# %d\n" % number}


@pytest.fixture
def class_(tmp_path: Path) -> Path:
    for number in range(6):
        write_files(tmp_path / "class" / f"s{number}", small(number))
    return tmp_path / "class"


def grades(out: Path) -> list[dict[str, str]]:
    with (out / "grades.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_download_of_canvas_becomes_marks_in_its_sheet(tmp_path: Path) -> None:
    members = {
        **canvas_files("doejane", 4056, ANSWERS, late=True),
        **canvas_files("roejo", 12, {ONE: b"def token_stream(prompt):\n    return []\n"}),
        **canvas_files("=cmd", 13, {"essay.txt": b"hi"}),
        **canvas_files("xo", 14, {"work.zip": b"no zip"}),
    }
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("Student,ID,Section,Lab (1)\nDoe Jane,4056,A,\nRoe Jo,12,A,3\nC,13,A,4\n")
    source = make_zip(tmp_path / "submissions.zip", members)
    out = tmp_path / "out"
    run = graders("class", source, "--out", out, "--fill", f"canvas={sheet}", "--seed", "1")
    assert run.status == 3, run.err
    assert_nothing_left(run)
    told = {row["id"]: (row["status"], row["late"], row["score"]) for row in grades(out)}
    assert told["4056"] == ("graded", "yes", "100")
    assert told["13"] == ("missing", "no", "")
    assert told["14"] == ("unreadable", "no", "")
    assert sheet.read_text().splitlines()[1] == "Doe Jane,4056,A,100"
    assert sheet.read_text().splitlines()[3] == "C,13,A,4"
    assert "2 graded, 1 missing, 1 unreadable" in " ".join(run.out.split()) or "2 graded" in run.out
    assert "work.zip is no zip that can be read" in run.out
    page = (out / "class.html").read_text("ascii")
    assert "A class of 4" in page
    assert (out / "feedback" / "4056.html").is_file()
    assert "100 of 100 points" in (out / "feedback" / "4056.txt").read_text("utf-8")
    assert "Nothing was handed in" in (out / "feedback" / "13.txt").read_text("utf-8")
    again = graders("class", source, "--out", out)
    assert "2 hand-ins graded before: kept." in again.out
    assert "Grading" not in again.out


def test_killed_at_random_the_marks_are_the_same(class_: Path, tmp_path: Path) -> None:
    undisturbed, out = tmp_path / "whole", tmp_path / "killed"
    arguments = ("class", class_, "--seed", "1", "--workers", "2")
    assert graders(*arguments, "--out", undisturbed, **EPOCH).status == 0
    chance = random.Random(1)
    for _ in range(3):
        with started(*arguments, "--out", out, **EPOCH) as (command, _):
            wanted = len([*out.glob("records/s*.json")]) + chance.randint(0, 1)
            while command.poll() is None and len([*out.glob("records/s*.json")]) < wanted:
                pass
            command.send_signal(signal.SIGKILL)
            command.wait()
    for record in out.glob("records/*.json"):
        json.loads(record.read_bytes())
    assert graders(*arguments, "--out", out, **EPOCH).status == 0
    assert (out / "grades.csv").read_bytes() == (undisturbed / "grades.csv").read_bytes()


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="signals end no program here")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stopped_it_says_how_to_go_on(class_: Path, tmp_path: Path, number: int) -> None:
    out = tmp_path / "out"
    with started("class", class_, "--out", out) as (command, temporary):
        while command.poll() is None and not [*out.glob("records/s*.json")]:
            pass
        command.send_signal(number)
        _, err = command.communicate()
        assert command.returncode == 130
        assert "run it again to go on" in err
        left = [one for one in psutil.process_iter() if str(temporary) in " ".join(_variables(one))]
        assert left == []
    before = len([*out.glob("records/s*.json")])
    assert before < 6
    assert f"{before} hand-in" in graders("class", class_, "--out", out).out
    assert [row["score"] for row in grades(out)] == ["10"] * 6


def _variables(process: psutil.Process) -> list[str]:
    try:
        return [*process.environ().values()]
    except (psutil.Error, OSError):
        return []


def test_a_students_report_on_demand(class_: Path, tmp_path: Path) -> None:
    run = graders("class", class_, "--out", tmp_path / "out", "--page", "s3", "--seed", "1")
    assert run.status == 0, run.err
    assert "<svg" in (tmp_path / "out" / "pages" / "s3.html").read_text("ascii")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere", "--out", "{}/out"], "the source 'nowhere' does not exist"),
        (["{}/class", "--out", "{}"], "has other things in it"),
        (
            ["{}/class", "--out", "{}/out", "--fill", "canvas"],
            "it takes canvas=FILE or moodle=FILE",
        ),
        (["{}/class", "--out", "{}/out", "--fill", "moodle=no.csv"], "does not exist"),
        (["{}/class", "--out", "{}/out", "--workers", "0"], "--workers takes 1 or more"),
        (["{}/class", "--out", "{}/out", "--page", "nobody"], "names no one hand-in"),
        (["{}/class"], "--out"),
    ],
)
def test_wrong_usage_is_told_in_a_line(
    class_: Path, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [argument.replace("{}", str(class_.parent)) for argument in arguments]
    assert main(["class", *given]) == 2
    err = capsys.readouterr().err
    assert words in err
    assert err.count("\n") == 1
    assert not (class_.parent / "out").exists() or not [*(class_.parent / "out").glob("*.csv")]


def test_a_level_of_isolation_that_is_not_there_is_refused(
    class_: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("graders.harness.child.sandbox.landlock_version", lambda: 0)
    out = str(class_.parent / "out")
    assert main(["class", str(class_), "--out", out, "--isolation", "confined"]) == 3
    assert "class: --isolation confined is not to be had here: " in capsys.readouterr().err
    assert not Path(out).exists()


def test_what_a_killed_run_has_left_goes_with_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = tmp_path / f"streaming-kit-class-{ended.pid}-abc" / "0"
    left.mkdir(parents=True)
    assert [*LocalEngine(1).run([])] == []
    assert [*tmp_path.iterdir()] == []


def test_a_full_disk_loses_nothing(
    class_: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from graders.classroom import records

    def full(file: object, content: bytes) -> None:
        raise OSError(28, "No space left on device", str(file))

    out = str(tmp_path / "out")
    with monkeypatch.context() as patched:
        patched.setattr(records, "atomic_write", full)
        assert main(["class", str(class_), "--out", out]) == 3
    assert "No space left on device" in capsys.readouterr().err
    assert main(["class", str(class_), "--out", out]) == 0
