"""Grade the selected cases of the corpus in the background while pytest goes through them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from graders.result import ExerciseResult
from tests.corpus import Case, Grading


@pytest.fixture(scope="session")
def verdict(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Case], ExerciseResult]]:
    """Return what the grader makes of a case."""
    calls = (getattr(item, "callspec", None) for item in request.session.items)
    cases = [call.params["case"] for call in calls if call and "case" in call.params]
    with Grading(cases, tmp_path_factory.mktemp("corpus")) as grading:
        yield grading.result
