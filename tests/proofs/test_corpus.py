"""What is read from the files of the corpus."""

from __future__ import annotations

import pytest

from proofs.corpus import chosen_exercises
from proofs.headers import parse
from tests.support.lesson import IDS

WRONG = """\
# Somebody believes
#   this.
# must: a.one, a.two
# may: a.three,
#   a.four
# says: two words,
# three

import this
# says: nothing

must: int
"""


def test_each_part_of_a_header_is_found() -> None:
    headed = parse(WRONG, ("must", "may", "says"))
    assert headed.sentence == "Somebody believes this."
    assert headed.parts == {
        "must": ("a.one", "a.two"),
        "may": ("a.three", "a.four"),
        "says": ("two words", "three"),
    }


def test_what_is_handed_in_begins_after_the_header() -> None:
    assert parse(WRONG).source == "import this\n# says: nothing\n\nmust: int\n"


def test_a_part_of_another_kind_belongs_to_the_sentence() -> None:
    assert parse("# Unusual.\n# must: not\n", ()).sentence == "Unusual. must: not"
    assert parse("# Wrong. It must: not\n", ("must",)).parts == {}


@pytest.mark.parametrize(
    ("text", "sentence", "source"),
    [
        pytest.param("", "", "", id="empty"),
        pytest.param("import this\n", "", "import this\n", id="no-header"),
        pytest.param("# Only this.", "Only this.", "", id="only-a-header"),
        pytest.param("#No blank.\n\n\n# Theirs.\n", "No blank.", "# Theirs.\n", id="two-blocks"),
    ],
)
def test_files_that_lack_something(text: str, sentence: str, source: str) -> None:
    headed = parse(text)
    assert (headed.sentence, headed.source) == (sentence, source)


def test_exercises_are_chosen_by_the_beginnings_of_their_ids() -> None:
    assert chosen_exercises("", []) == IDS
    assert chosen_exercises("", ["exercise1", "stage1"]) == ["stage1_generator", "exercise1_sse"]


def test_a_name_of_no_exercise_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        chosen_exercises("", ["stage9"])
    assert "'stage9' is no exercise" in capsys.readouterr().err
