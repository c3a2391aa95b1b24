"""The declaration of a check, and how it says that a requirement is not met."""

from __future__ import annotations

from graders.judge.checks import Check, CheckFailed, check
from graders.transcript import Transcript


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
