"""Submissions that break, leave, hang, flood and cheat: a plain verdict, and points for the others.

A case is one file of a submission. Several cases are graded in one run, at most one for each
exercise; where there is none in that run, the right answer is graded.
"""

from __future__ import annotations

import re
import tempfile
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import CommandRun, graders
from tests.support.hostile_cases import HOSTILE, KINDS, Case, cases_in_the_corpus, right
from tests.support.hostile_made import BESIDE, MADE, SOURCES, made_cases
from tests.support.lesson import IDS, POINTS

MOST_OUTPUT = 33_000
"""Characters kept of an output: 16 KiB of each end, and a note between them."""
MOST_TEXT = 5_000
"""Characters of one text of a verdict."""
MOST_REPORT = 200_000
"""Characters of a report on seven exercises."""
MOST_JSON = 4 << 20
"""Bytes of a result file, whatever was sent and printed."""
MOST_MEMORY = 300 << 20
"""Bytes that the grader's own process takes at its peak."""
FEWEST_OF_A_KIND = 5
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of characters that steer a terminal, or that nobody sees."""
COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
"""What a service that runs the grader takes for a command, when it is printed."""

CASES = [case for case in [*cases_in_the_corpus(), *made_cases()] if case.can_be_tried]
OF_EXERCISE = {id: [case for case in CASES if case.exercise == id] for id in IDS}
ROUNDS = max(map(len, OF_EXERCISE.values()))
# Each exercise begins in another run, so that each has its turn as a right answer.
RUN_OF = {
    case: (first + number) % ROUNDS
    for first, cases in enumerate(OF_EXERCISE.values())
    for number, case in enumerate(cases)
}


@lru_cache
def graded(number: int) -> CommandRun:
    """Grade all exercises, with the cases of run `number` in the places of right answers."""
    with tempfile.TemporaryDirectory() as folder:
        submission = Path(folder, "submission")
        submission.mkdir()
        for id in IDS:
            (submission / f"{id}.py").write_bytes(right(id))
        (submission / "words.py").write_bytes(right("stage1_generator"))
        for case in cases_of(number):
            case.hand_in(submission)
        return graders("--submission", submission, "--json", "-", "--seed", "1", "--no-explain")


def cases_of(number: int) -> list[Case]:
    """Return the cases of run `number`."""
    return [case for case in CASES if RUN_OF[case] == number]


def exercises(number: int) -> dict[str, Any]:
    """Return the verdicts of run `number`."""
    return {exercise["id"]: exercise for exercise in graded(number).json["exercises"]}


def texts(number: int) -> Iterable[str]:
    """Yield every text of run `number` that somebody is going to read."""
    yield graded(number).err
    for exercise in exercises(number).values():
        yield exercise["output"]
        yield exercise["diagnosis"] or ""
        for check in exercise["checks"]:
            yield from (check[name] or "" for name in ("expected", "got", "where", "advice"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_verdict_names_what_happened(case: Case) -> None:
    exercise = exercises(RUN_OF[case])[case.exercise]
    assert exercise["status"] == ("failed" if case.got else "passed")
    assert exercise["score"] <= case.most_points
    failed = [check for check in exercise["checks"] if check["status"] == "failed"]
    told = [f"{check['got']}\n{check['where']}" for check in failed]
    if case.got:
        assert any(map(case.is_told, told)), told
        assert exercise["diagnosis"]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_others_keep_their_points(number: int) -> None:
    broken = {case.exercise for case in cases_of(number) if case.got}
    scores = {id: exercise["score"] for id, exercise in exercises(number).items()}
    full = {id: points for id, points in POINTS.items() if id not in broken}
    assert full.items() <= scores.items()
    assert graded(number).status == (1 if broken else 0)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_is_left_behind(number: int) -> None:
    assert graded(number).processes == []
    assert graded(number).files == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_steers_the_terminal_or_is_hidden(number: int) -> None:
    seen = {character for text in texts(number) for character in text} - {"\n", "\t"}
    assert not {c for c in seen if unicodedata.category(c) in HIDDEN}


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_is_taken_for_a_command(number: int) -> None:
    assert not COMMAND.search(graded(number).err)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_grows_without_bounds(number: int) -> None:
    assert len(graded(number).out) < MOST_JSON
    assert len(graded(number).err) < MOST_REPORT
    assert max(len(e["output"]) for e in exercises(number).values()) < MOST_OUTPUT
    verdicts = [exercise["checks"] for exercise in exercises(number).values()]
    assert max(len(check["got"] or "") for checks in verdicts for check in checks) < MOST_TEXT
    assert graded(number).peak_memory < MOST_MEMORY


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_but_the_report_is_printed(number: int) -> None:
    assert graded(number).err.startswith(("✓", "✗"))


def test_every_file_is_a_case() -> None:
    names = [case.name for case in [*cases_in_the_corpus(), *made_cases()]]
    files = [path.stem for path in HOSTILE.rglob("*.py")]
    assert sorted([*files, *SOURCES, *MADE, *BESIDE]) == sorted(names)
    assert len(set(names)) == len(names)


def test_each_kind_of_attack_is_tried() -> None:
    kinds = Counter(case.kind for case in cases_in_the_corpus() if case.kind)
    assert kinds.keys() == KINDS.keys()
    assert min(kinds.values()) >= FEWEST_OF_A_KIND
