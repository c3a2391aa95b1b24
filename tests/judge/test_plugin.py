"""pytest as the judge: literal transcripts go in, the verdict of every check comes out."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest

from graders.exercise import exercise_ids, grader
from graders.grading import exercise_result
from graders.judge.checks import checks_of, judge
from graders.result import NOT_STARTED, CheckResult
from graders.transcript import (
    Call,
    Problem,
    Token,
    Transcript,
)
from tests.support.submissions import SCORES, write

GRADER = '''
from graders.exercise import Exercise
from graders.judge.checks import CheckFailed, check

EXERCISE = Exercise("stage9_plugin", "A test", role="generator", name="token_stream")


@check("stage9.loads", points=2)
def test_loads(transcript):
    """loads

    Save it.
    """
    if not transcript.ready:
        raise CheckFailed("a file", "no file", "stage9_plugin.py:1")


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


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the plugins of this run, whose warnings are errors, out of the runs that are tested."""
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")


@pytest.fixture
def grader(tmp_path: Path) -> Iterator[ModuleType]:
    """Return a grader with three checks, each waiting for the one before."""
    name = "test_stage9_plugin"
    spec = importlib.util.spec_from_file_location(name, write(tmp_path, f"{name}.py", GRADER))
    assert spec is not None
    assert spec.loader is not None
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield module
    del sys.modules[name]


def judged(grader: ModuleType, observed: Transcript | Exception) -> list[CheckResult]:
    """Return what the checks of a grader make of a transcript."""
    return judge({"stage9_plugin": grader}, lambda: {"stage9_plugin": observed})["stage9_plugin"]


def test_checks_pass_with_their_points(grader: ModuleType) -> None:
    results = judged(grader, Transcript(ready=True, output="hi"))
    assert [(r.id, r.status, r.score, r.max_score) for r in results] == [
        ("stage9.loads", "passed", 2, 2),
        ("stage9.speaks", "passed", 3, 3),
        ("stage9.listens", "passed", 1, 1),
    ]
    assert [r.requirement for r in results] == ["loads", "speaks", "listens"]


def test_a_check_fails_and_others_wait_for_it(grader: ModuleType) -> None:
    loads, speaks, listens = judged(grader, Transcript())
    assert (loads.status, loads.score, loads.max_score) == ("failed", 0, 2)
    assert (loads.expected, loads.got, loads.where) == ("a file", "no file", "stage9_plugin.py:1")
    assert loads.advice == "Save it."
    assert (speaks.status, speaks.because) == ("skipped", "stage9.loads")
    assert (listens.status, listens.because) == ("skipped", "stage9.speaks")


def test_advice_of_the_moment_goes_first(grader: ModuleType) -> None:
    assert judged(grader, Transcript(ready=True))[1].advice == "Say it louder."


def test_a_check_that_breaks_is_the_kits_error(grader: ModuleType) -> None:
    listens = judged(grader, Transcript(ready=True, output="hi", open_logs=13))[2]
    assert (listens.status, listens.score) == ("error", 0)
    assert "a fault of the check" in (listens.got or "")


def test_what_could_not_be_observed_is_the_kits_error(grader: ModuleType) -> None:
    results = judged(grader, PermissionError("no socket"))
    assert {r.status for r in results} == {"error"}
    assert {r.got for r in results} == {"PermissionError: no socket"}


def test_a_stub_waits_to_be_started(grader: ModuleType) -> None:
    problem = Problem("not_started", "NotImplementedError")
    results = judged(grader, Transcript(ready=True, problem=problem))
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
    observed: Transcript | Exception, status: str, grader: ModuleType
) -> None:
    result = exercise_result("stage9_plugin", grader, observed, judged(grader, observed))
    assert (result.status, result.max_score) == (status, 6)
    assert bool(result.diagnosis) == (status == "failed")


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(lambda text: text + "\n\ndef test_(transcript", id="syntax"),
        pytest.param(lambda text: text + "\n\nraise ImportError('a fault')\n", id="import"),
    ],
)
def test_a_grader_that_cannot_be_collected_is_no_pass(
    broken: Callable[[str], str], grader: ModuleType
) -> None:
    path = Path(str(grader.__file__))
    path.write_text(broken(path.read_text()))
    del sys.modules[grader.__name__]
    try:
        # Caught here as well, or it would end this run of pytest.
        with pytest.raises((RuntimeError, KeyboardInterrupt)) as raised:
            judged(grader, Transcript(ready=True, output="hi"))
        assert "could not be judged" in str(raised.value)
    finally:
        sys.modules[grader.__name__] = grader


def test_an_observer_that_fails_is_no_pass(grader: ModuleType) -> None:
    def observe() -> Mapping[str, Transcript | Exception]:
        raise OSError("no room")

    with pytest.raises(RuntimeError, match="could not be judged"):
        judge({"stage9_plugin": grader}, observe)


def test_an_interruption_goes_through(grader: ModuleType) -> None:
    def observe() -> Mapping[str, Transcript | Exception]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        judge({"stage9_plugin": grader}, observe)


# The seven


def test_every_declared_check_is_reported() -> None:
    modules = {id: grader(id) for id in exercise_ids()}
    served = Transcript(ready=True)
    for observed in (Transcript(), served, OSError("nothing works")):
        results = judge(modules, lambda observed=observed: dict.fromkeys(modules, observed))
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
    assert sum(check.points for check in checks) == SCORES[id]
    for check in checks:
        assert re.fullmatch(rf"{short}\.[a-z0-9]+(-[a-z0-9]+)*", check.id)
        assert check.points > 0
        assert check.requirement
        assert not check.requirement.endswith(".")
        assert check.requirement[0].islower()
        assert check.advice.endswith(".")
        assert check.after is None or check.after in seen
        seen.add(check.id)


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
    id = "stage1_generator"
    results = judge({id: grader(id)}, lambda: {id: observed})[id]
    assert {result.id for result in results if result.status == "failed"} == failed
