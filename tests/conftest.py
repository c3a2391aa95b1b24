"""Grade the selected cases of the corpus in the background while pytest goes through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from graders.result import ExerciseResult
from proofs.corpus import Case, Grading


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what uses `verdict` last: when that is done, it ends every process it did not start."""
    items.sort(key=lambda item: "verdict" in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def verdict(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Case], ExerciseResult]]:
    """Return what the grader makes of a case."""
    calls = (getattr(item, "callspec", None) for item in request.session.items)
    given = (call.params.get("case") for call in calls if call)
    cases = [case for case in given if isinstance(case, Case)]
    with Grading(cases, tmp_path_factory.mktemp("corpus")) as grading:
        yield grading.result
