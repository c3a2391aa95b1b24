"""What `nox -s windows` makes of what two systems say."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from graders.result import ExerciseResult
from proofs.windows import __main__, shim, wine
from proofs.windows.comparing import (
    Difference,
    differences,
    not_reviewed,
    other_words,
    result_differences,
    stale,
)
from proofs.windows.python import copy_for_wine
from proofs.windows.reviewed import REVIEWED
from proofs.windows.verdicts import Record, Verdict, cases
from tests.support import results

RESULT: ExerciseResult = results.exercise(
    "stage1_generator", "failed", results.check("stage1.all", "failed", got="nothing")
)
VERDICT = Verdict.of(RESULT)
LINUX = {"mistakes": {"stage1-one": VERDICT, "stage1-two": VERDICT}}


def on_windows(**changed: object) -> dict[str, dict[str, Verdict]]:
    """Return what Windows says, which is something else of one submission."""
    return {"mistakes": {**LINUX["mistakes"], "stage1-two": replace(VERDICT, **changed)}}


def test_the_same_verdicts_do_not_differ() -> None:
    assert differences(LINUX, LINUX) == []
    assert other_words(LINUX, LINUX) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "passed"},
        {"score": 1},
        {"diagnosis": "All is collected."},
        {"checks": {"stage1.all": "passed"}},
    ],
    ids=lambda changed: str(*changed),
)
def test_a_difference_is_named(changed: dict[str, object]) -> None:
    (found,) = differences(LINUX, on_windows(**changed))
    assert found.name == "mistakes/stage1-two"


def test_the_same_verdict_in_other_words_is_no_difference() -> None:
    windows = on_windows(words={"stage1.all": [None, "something", None, None]})
    assert differences(LINUX, windows) == []
    assert [other.name for other in other_words(LINUX, windows)] == ["mistakes/stage1-two"]


def test_what_was_measured_is_no_difference() -> None:
    told = "<generator object at 0x7f01>, pauses of 102 ms"
    linux = {"mistakes": {"stage1-two": replace(VERDICT, diagnosis=told)}}
    windows = on_windows(diagnosis="<generator object at 0x00AB>, pauses of 103.5 ms")
    assert differences(linux, {"mistakes": {"stage1-two": windows["mistakes"]["stage1-two"]}}) == []


def test_only_known_differences_pass_and_only_while_they_are_ones() -> None:
    found = [Difference("mistakes/a", ("score",)), Difference("mistakes/b", ("score",))]
    reviewed = {"There is no such thing there.": ["mistakes/a", "mistakes/c", "mistakes/d"]}
    assert not_reviewed(found, reviewed) == found[1:]
    graded = ["mistakes/a", "mistakes/b", "mistakes/c"]
    assert stale(found, graded, reviewed) == ["mistakes/c"]


def test_results_are_the_same_but_for_what_is_of_the_machine() -> None:
    linux = results.one_failed().as_json()
    windows = results.one_failed().as_json()
    windows["environment"] = {"platform": "Windows"}
    windows["duration_s"] = 99.0
    assert result_differences(linux, windows) == []
    windows["exercises"][1]["score"] += 1
    (told,) = result_differences(linux, windows)
    assert told.startswith("result.exercises[1].score: ")


def test_a_record_is_read_as_it_was_written() -> None:
    record = Record(LINUX, {"solutions": {"score": 100}})
    assert Record.from_text(record.as_text()) == record


def test_every_known_difference_is_of_a_submission_there_is() -> None:
    names = {f"{kind}/{case}" for kind, all in cases().items() for case in all}
    assert {name for listed in REVIEWED.values() for name in listed} <= names


def test_pins_for_windows_are_the_pins_of_all() -> None:
    wanted = wine.wanted().splitlines()
    assert any(re.match("fastapi==", line) for line in wanted)
    assert not any(re.match("playwright==", line) for line in wanted)


def test_the_library_that_wine_lacks_is_one_that_windows_loads() -> None:
    library = shim.dll()
    assert library[:2] == b"MZ"
    assert library[64:68] == b"PE\0\0"
    assert b"ProcessPrng\0" in library
    assert len(library) == 2 * shim.FILE_ALIGNMENT


@pytest.mark.parametrize(("option", "status"), [((), 1), (("--where-possible",), 0)])
def test_without_wine_nothing_is_said_of_windows(
    option: tuple[str, ...],
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def unavailable(*arguments: object) -> None:
        raise wine.Unavailable("there is no Wine here")

    monkeypatch.setattr(__main__.sys, "platform", "linux")
    monkeypatch.setattr(__main__, "set_up", unavailable)
    assert __main__.main(option) == status
    assert "NOT RUN, so nothing is known of Windows: there is no Wine" in capsys.readouterr().err


def test_nothing_in_the_copy_for_wine_leads_out_of_it(tmp_path: Path) -> None:
    copy = copy_for_wine(tmp_path)
    assert (copy / "graders" / "__main__.py").is_file()
    assert not (copy / ".nox").exists()
    assert [path for path in copy.rglob("*") if path.is_symlink()] == []
