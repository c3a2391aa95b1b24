"""Judge recorded transcripts with pytest: the graders are its tests, a check is one of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from graders.judge.checks import Check, CheckFailed
from graders.result import NOT_STARTED, CheckResult
from graders.transcript import Transcript

Observe = Callable[[], Mapping[str, "Transcript | Exception"]]

WITHOUT = (
    *("cacheprovider", "capture", "debugging", "doctest", "faulthandler", "junitxml", "legacypath"),
    *("logging", "pastebin", "setuponly", "setupplan", "stepwise", "terminal", "threadexception"),
    *("tmpdir", "unittest", "unraisableexception", "warnings"),
)
"""Plugins of pytest that have nothing to do here."""


def judge(modules: Mapping[str, ModuleType], observe: Observe) -> dict[str, list[CheckResult]]:
    """Run the checks of `modules` (by exercise id) on what `observe` returns, and their results.

    pytest collects the checks first and observes then, so that both can go on while the processes
    of the submission are being prepared. Raises `RuntimeError` when pytest could not do its part.
    """
    judge = _Judge(modules, observe)
    here = Path(__file__).parents[1]
    options = [
        "--noconftest",
        "--assert=plain",
        "-c",
        str(here / "pytest.ini"),
        f"--rootdir={here}",
    ]
    options += ["--disable-plugin-autoload", *(f"-pno:{name}" for name in WITHOUT)]
    files = [str(module.__file__) for module in modules.values()]
    with _environment_without("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        status = pytest.main([*options, *files], plugins=[judge])
    if status == pytest.ExitCode.INTERRUPTED and judge.problem is None:
        raise KeyboardInterrupt
    expected = {check.id for module in modules.values() for check in checks_of(module)}
    got = {result.id for results in judge.results.values() for result in results}
    if status not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED) or expected != got:
        problem = judge.problem or f"pytest ended with {status!r}"
        raise RuntimeError(f"the checks could not be judged: {problem}")
    return judge.results


@contextmanager
def _environment_without(*names: str) -> Iterator[None]:
    """Keep settings for other runs of pytest, which a shell may hold, out of this one."""
    kept = {name: os.environ.pop(name) for name in names if name in os.environ}
    try:
        yield
    finally:
        os.environ.update(kept)


def checks_of(module: ModuleType) -> list[Check]:
    """Return the checks that a grader module declares, in their order."""
    functions = (value for name, value in vars(module).items() if name.startswith("test_"))
    return [function.check for function in functions]


def could_not_judge(module: ModuleType, error: Exception) -> list[CheckResult]:
    """Return the results of a module's checks when `error` kept all of them from being judged."""
    return [_verdict(check, error) for check in checks_of(module)]


class _Judge:
    """Plugin for one run of pytest: gives each check its transcript and takes its verdict."""

    def __init__(self, modules: Mapping[str, ModuleType], observe: Observe) -> None:
        self._observe = observe
        self._ids = {module.__name__: exercise for exercise, module in modules.items()}
        self._observed: Mapping[str, Transcript | Exception] = {}
        self._passed: set[str] = set()
        self.results: dict[str, list[CheckResult]] = {exercise: [] for exercise in modules}
        self.problem: str | None = None

    @pytest.fixture
    def transcript(self, request: pytest.FixtureRequest) -> Transcript:
        """What was observed of the file that the requesting check is about."""
        observed = self._observed[self._ids[request.module.__name__]]
        if isinstance(observed, Exception):
            raise observed
        return observed

    def pytest_configure(self, config: pytest.Config) -> None:
        config.option.tbstyle = "no"  # what a check raises is its verdict, and told by us

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.problem = str(report.longrepr)

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> bool:
        self.problem = excinfo.exconly()
        return True  # and print nothing

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        if self.problem is None:
            self._observed = self._observe()

    def pytest_runtest_setup(self, item: pytest.Function) -> None:
        observed = self._observed[self._ids[item.module.__name__]]
        after = _check_of(item).after
        if isinstance(observed, Transcript) and observed.not_started:
            pytest.skip(NOT_STARTED)
        if after is not None and after not in self._passed and isinstance(observed, Transcript):
            pytest.skip(after)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Function, call: pytest.CallInfo[None]
    ) -> Iterator[Any]:
        report = yield
        if call.excinfo is not None or call.when == "call":
            result = _verdict(_check_of(item), call.excinfo.value if call.excinfo else None)
            self.results[self._ids[item.module.__name__]].append(result)
            if result.status == "passed":
                self._passed.add(result.id)
        return report


def _check_of(item: pytest.Function) -> Check:
    check: Check = item.function.check
    return check


def _verdict(check: Check, error: BaseException | None) -> CheckResult:
    result = CheckResult(check.id, check.requirement, "passed", check.points, check.points)
    if error is None:
        return result
    result.score = 0
    if isinstance(error, pytest.skip.Exception):
        result.status, result.because = "skipped", error.msg
    elif isinstance(error, CheckFailed):
        result.status, result.where = "failed", error.where
        result.expected, result.got = error.expected, error.got
        result.advice = error.advice or check.advice
    else:
        result.status, result.got = "error", f"{type(error).__name__}: {error}"
    return result
