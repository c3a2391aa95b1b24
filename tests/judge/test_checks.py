"""Checks: how they are declared, and what becomes of them on literal transcripts."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from graders.errors import CheckFailed
from graders.exercise import exercise_ids, grader
from graders.grading import exercise_result
from graders.judge.checks import Check, check, checks_of, judge
from graders.result import NOT_STARTED
from graders.transcript import (
    Call,
    Problem,
    Token,
    Transcript,
)
from tests.support.lesson import POINTS
from tests.support.submissions import write

GRADER = '''
from graders.exercise import Exercise
from graders.errors import CheckFailed
from graders.judge.checks import check

EXERCISE = Exercise("stage9_test", "A test", role="generator", name="token_stream")


@check("stage9.loads", points=2)
def test_loads(transcript):
    """loads

    Save it.
    """
    if not transcript.ready:
        raise CheckFailed("a file", "no file", "stage9_test.py:1")


@check("stage9.speaks", points=3, after="stage9.loads")
def test_speaks(transcript):
    """speaks

    Say something.
    """
    if not transcript.output:
        raise CheckFailed("a word", "silence", advice="Say it louder.")


@check("stage9.listens", points=1, after="stage9.speaks")
def test_listens(transcript):
    """listens

    Be quiet.
    """
    assert transcript.open_logs != 13, "a fault of the check"


def diagnose(transcript):
    return None
'''


@pytest.fixture
def module(tmp_path: Path) -> ModuleType:
    """Return a grader with three checks, each waiting for the one before."""
    name = "test_stage9_test"
    spec = importlib.util.spec_from_file_location(name, write(tmp_path, f"{name}.py", GRADER))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_checks_pass_with_their_points(module: ModuleType) -> None:
    results = judge(module, Transcript(ready=True, output="hi"))
    assert [(r.id, r.status, r.score, r.max_score) for r in results] == [
        ("stage9.loads", "passed", 2, 2),
        ("stage9.speaks", "passed", 3, 3),
        ("stage9.listens", "passed", 1, 1),
    ]
    assert [r.requirement for r in results] == ["loads", "speaks", "listens"]


def test_a_check_fails_and_others_wait_for_it(module: ModuleType) -> None:
    loads, speaks, listens = judge(module, Transcript())
    assert (loads.status, loads.score, loads.max_score) == ("failed", 0, 2)
    assert (loads.expected, loads.got, loads.where) == ("a file", "no file", "stage9_test.py:1")
    assert loads.advice == "Save it."
    assert (speaks.status, speaks.because) == ("skipped", "stage9.loads")
    assert (listens.status, listens.because) == ("skipped", "stage9.speaks")


def test_advice_of_the_moment_goes_first(module: ModuleType) -> None:
    assert judge(module, Transcript(ready=True))[1].advice == "Say it louder."


def test_a_check_that_breaks_is_the_kits_error(module: ModuleType) -> None:
    listens = judge(module, Transcript(ready=True, output="hi", open_logs=13))[2]
    assert (listens.status, listens.score) == ("error", 0)
    assert "a fault of the check" in (listens.got or "")


def test_what_could_not_be_observed_is_the_kits_error(module: ModuleType) -> None:
    results = judge(module, PermissionError("no socket"))
    assert {r.status for r in results} == {"error"}
    assert {r.got for r in results} == {"PermissionError: no socket"}


def test_a_stub_waits_to_be_started(module: ModuleType) -> None:
    problem = Problem("not_started", "NotImplementedError")
    results = judge(module, Transcript(ready=True, problem=problem))
    assert {(r.status, r.because) for r in results} == {("skipped", NOT_STARTED)}


@pytest.mark.parametrize(
    ("observed", "status"),
    [
        (Transcript(ready=True, output="hi"), "passed"),
        (Transcript(ready=True), "failed"),
        (Transcript(problem=Problem("not_started", "NotImplementedError")), "not_started"),
        (PermissionError("no socket"), "error"),
        (Transcript(ready=True, output="hi", open_logs=13), "error"),
    ],
    ids=["passed", "failed", "not-started", "not-observed", "not-judged"],
)
def test_the_exercise_sums_up_its_checks(
    observed: Transcript | Exception, status: str, module: ModuleType
) -> None:
    result = exercise_result(module, observed)
    assert (result.status, result.max_score) == (status, 6)
    assert bool(result.diagnosis) == (status == "failed")


# The seven


def test_every_declared_check_is_reported() -> None:
    modules = {id: grader(id) for id in exercise_ids()}
    served = Transcript(ready=True)
    for observed in (Transcript(), served, OSError("nothing works")):
        results = {id: judge(module, observed) for id, module in modules.items()}
        reported = {id: [result.id for result in checks] for id, checks in results.items()}
        declared = {id: [c.id for c in checks_of(module)] for id, module in modules.items()}
        assert reported == declared
        if observed is not served:
            assert all(r.score == 0 for checks in results.values() for r in checks)


def test_ids_are_unique() -> None:
    ids = [check.id for id in exercise_ids() for check in checks_of(grader(id))]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("id", exercise_ids())
def test_checks_are_declared_in_full(id: str) -> None:
    checks, seen = checks_of(grader(id)), set[str]()
    short = id.partition("_")[0]
    assert sum(check.points for check in checks) == POINTS[id]
    for one in checks:
        assert re.fullmatch(rf"{short}\.[a-z0-9]+(-[a-z0-9]+)*", one.id)
        assert one.points > 0
        assert one.requirement
        assert not one.requirement.endswith(".")
        assert one.requirement[0].islower()
        assert one.advice.endswith(".")
        assert one.after is None or one.after in seen
        seen.add(one.id)


@pytest.mark.parametrize(
    ("tokens", "failed"),
    [
        (["You ", "said: ", "hi. "], {"stage1.lesson-prompt", "stage1.joined"}),
        ([], {"stage1.plain-str"}),
        (["You"], {"stage1.word-and-space", "stage1.joined"}),
    ],
    ids=["some", "none", "no-space"],
)
def test_a_grader_can_be_tried_on_a_literal_transcript(tokens: list[str], failed: set[str]) -> None:
    call = Call("hi", "generator", iterable=True, tokens=[Token(text, "str") for text in tokens])
    observed = Transcript(ready=True, calls={"lesson": call})
    results = judge(grader("stage1_generator"), observed)
    assert {result.id for result in results if result.status == "failed"} == failed


# How a check is declared


@check("stage9.first", points=2)
def first(transcript: Transcript) -> None:
    """does what it has to

    Try this
    and that.
    """


@check("stage9.second", points=1, after="stage9.first")
def second(transcript: Transcript) -> None:
    """does more"""


def test_the_docstring_gives_both_texts() -> None:
    assert first.check == Check(  # type: ignore[attr-defined]
        "stage9.first", 2, None, "does what it has to", "Try this and that."
    )
    assert second.check == Check(  # type: ignore[attr-defined]
        "stage9.second", 1, "stage9.first", "does more", ""
    )


def test_what_is_not_met_says_what_was_expected_and_what_came() -> None:
    unmet = CheckFailed("8 chunks", "1 chunk")
    assert (unmet.expected, unmet.got, unmet.where, unmet.advice) == (
        "8 chunks",
        "1 chunk",
        None,
        None,
    )
    assert str(unmet) == "expected 8 chunks, got 1 chunk"


def third(transcript: Transcript) -> None:
    """does what nobody can read

    With -OO, that is.
    """


def test_both_texts_are_there_where_python_drops_docstrings() -> None:
    third.__doc__ = None
    check("stage9.third", points=1)(third)
    declared = third.check  # type: ignore[attr-defined]
    assert declared.requirement == "does what nobody can read"
    assert declared.advice == "With -OO, that is."
