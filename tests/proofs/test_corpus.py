"""The comments of a case are read as the docstring of proofs.corpus says."""

from __future__ import annotations

from pathlib import Path

import pytest

from proofs import corpus

MISTAKE = """\
# A misconception that
# needs two lines.
# must: stage1.lazy,
#   stage1.joined
# Seen in: someone/something issue #1
#   A title

x = 1
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
    for kind in ("mistakes", "variants"):
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
