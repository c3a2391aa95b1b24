"""What is read from the files of the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofs import corpus
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


# Cases that were seen in public

MISTAKE = """\
# A misconception that
# needs two lines.
# must: stage1.lazy,
#   stage1.joined
# Seen in: someone/something issue #1
#   A title

x = 1
"""
ATTEMPT = """\
# What somebody did, and
# why.
# line: 9, 10
# mend: delete the line, and
#   write x
# source: someone/something#1 (a title)

# a comment of the student
x = 2
y = 3
"""
VARIANT = """\
# What is unusual about it.
# Seen in: a page "With a title"

# a comment of the student
x = 1
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(corpus, "CORPUS", tmp_path)
    for kind in ("mistakes", "attempts", "variants"):
        (tmp_path / kind / "stage1_generator").mkdir(parents=True)
    return tmp_path


def test_a_mistake_says_where_it_was_seen(folder: Path) -> None:
    (folder / "mistakes" / "stage1_generator" / "made_up.py").write_text(MISTAKE)
    (mistake,) = corpus.mistakes()
    assert mistake.about == "A misconception that needs two lines."
    assert mistake.must == ("stage1.lazy", "stage1.joined")
    assert (mistake.may, mistake.says) == ((), ())
    assert mistake.seen == "someone/something issue #1 A title"
    assert mistake.source == "x = 1\n"


def test_a_variant_says_where_it_was_seen(folder: Path) -> None:
    (folder / "variants" / "stage1_generator" / "made_up.py").write_text(VARIANT)
    variant = corpus.variants()[0]
    assert variant.about == "What is unusual about it."
    assert variant.seen == 'a page "With a title"'
    assert variant.source == "# a comment of the student\nx = 1\n"


def test_the_lines_of_an_attempt_are_those_of_what_is_handed_in(folder: Path) -> None:
    (folder / "attempts" / "stage1_generator" / "made_up.py").write_text(ATTEMPT)
    (attempt,) = corpus.attempts()
    assert attempt.about == "What somebody did, and why."
    assert attempt.mend == "delete the line, and write x"
    assert attempt.seen == "someone/something#1 (a title)"
    assert [attempt.source.splitlines()[line - 1] for line in attempt.lines] == ["x = 2", "y = 3"]
