"""The same checks under pytest: `pytest graders`, and in an editor's test explorer.

Each check is a test that is called by the check's id. The submission is run once for all of them,
and the verdicts are those of `nox -s grade`: the same functions judge the same transcript.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from graders import interrupts
from graders.arguments import chosen_seed, submission_folder
from graders.errors import CheckFailed, UsageError
from graders.grading import Silent, observe_all
from graders.judge.checks import Check, declared, judge
from graders.own_merits import Observed
from graders.result import CheckResult


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the submission's folder and the seed, as `nox -s grade` does."""
    group = parser.getgroup("streaming-endpoint kit")
    group.addoption(
        "--submission", metavar="DIR", default="starter", help="the folder with the seven files"
    )
    group.addoption("--seed", type=int, metavar="N", help="use the prompts of an earlier run")


def pytest_pycollect_makeitem(collector: Any, name: str, obj: object) -> CheckItem | None:
    """Make a test of each function that is declared as a check."""
    check = declared(obj)
    if check is None:
        return None
    item: CheckItem = CheckItem.from_parent(collector, name=check.id, callobj=obj)
    return item


class CheckItem(pytest.Function):
    """One check: skipped while it waits for another, and failed without a traceback."""

    @property
    def check(self) -> Check:
        """What the function is declared as."""
        check = declared(self.function)
        assert check is not None
        return check

    def reportinfo(self) -> tuple[os.PathLike[str] | str, int | None, str]:
        """Return where the check is, and what stands above its failure."""
        path, line, _ = super().reportinfo()
        return path, line, f"{self.check.id}: {self.check.requirement}"

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], *style: Any, **options: Any
    ) -> Any:
        """Return what a student needs to know: expected, got, where, and what to try."""
        if isinstance(excinfo.value, CheckFailed):
            return _verdict(self).as_text()
        return super().repr_failure(excinfo, *style, **options)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what waits for another check, or for the code still to be written."""
    if isinstance(item, CheckItem):
        result = _verdict(item)
        if result.status == "skipped":
            item.add_marker(pytest.mark.skip(reason=f"waits for {result.awaited}"))


@pytest.fixture
def transcript(request: pytest.FixtureRequest) -> Observed:
    """What was observed of the file that the requesting check is about."""
    observed = _observed(request.session)[request.module.EXERCISE.id]
    if isinstance(observed, Exception):
        pytest.fail(f"the kit itself failed: {type(observed).__name__}: {observed}", pytrace=False)
    return observed


def _verdict(item: CheckItem) -> CheckResult:
    """Return what `nox -s grade` would say of the check that `item` is."""
    observed = _observed(item.session)
    verdicts = item.session.stash.setdefault(VERDICTS, {})
    id = item.module.EXERCISE.id
    if id not in verdicts:
        verdicts[id] = {result.id: result for result in judge(item.module, observed[id])}
    return verdicts[id][item.check.id]


OBSERVED = pytest.StashKey[dict[str, Observed]]()
VERDICTS = pytest.StashKey[dict[str, dict[str, CheckResult]]]()


def _observed(session: pytest.Session) -> dict[str, Observed]:
    """Run the submission, once in a session, for all exercises that have a check in it."""
    if OBSERVED not in session.stash:
        session.stash[OBSERVED] = _observe(session.config, session.items)
    return session.stash[OBSERVED]


def _observe(config: pytest.Config, items: Iterable[pytest.Item]) -> dict[str, Observed]:
    checks = (item for item in items if isinstance(item, CheckItem))
    ids = list(dict.fromkeys(item.module.EXERCISE.id for item in checks))
    try:
        folder = submission_folder(str(_from_where(config) / config.getoption("submission")))
    except UsageError as error:
        raise pytest.UsageError(str(error)) from error
    seed = chosen_seed(config.getoption("seed"))
    return interrupts.run(observe_all(ids, folder, seed, Silent()))


def _from_where(config: pytest.Config) -> Path:
    """Return what the default folder is relative to: an editor may start pytest anywhere."""
    typed = config.getoption("submission") != "starter"
    return config.invocation_params.dir if typed else Path(__file__).parents[1]
