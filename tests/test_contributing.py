"""What CONTRIBUTING says of a new exercise is what the tests demand."""

from __future__ import annotations

import pytest

from graders.arguments import COMMANDS
from tests.end_to_end import test_mistakes, test_variants
from tests.support.paths import REPOSITORY

TEXT = (REPOSITORY / "CONTRIBUTING.md").read_text("utf-8")
LIST = TEXT.partition("Then it needs:")[2].partition("## House rules")[0]


@pytest.mark.parametrize(
    "words",
    [
        "its points, in `tests/support/lesson.py`",
        f"`tests/corpus/mistakes/<id>/`: at least {test_mistakes.FEWEST}, and for each check one",
        f"`tests/corpus/variants/<id>/`: at least {test_variants.FEWEST}, the solution included",
        "`python -m graders stubs`",
    ],
)
def test_the_list_has(words: str) -> None:
    assert words in " ".join(LIST.split())


def test_its_places_and_commands_exist() -> None:
    for place in ("tests/support/lesson.py", "tests/corpus/mistakes", "tests/corpus/variants"):
        assert (REPOSITORY / place).exists()
    assert {"new", "stubs"} <= COMMANDS.keys()
