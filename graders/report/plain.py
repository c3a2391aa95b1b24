"""What was found out about a check as plain text, for those who show nothing else."""

from __future__ import annotations

from graders.result import NOT_STARTED, CheckResult

LABEL = 10
"""Columns of a label; all lines of a text begin below each other, so that a caret points right."""


def plain(check: CheckResult) -> str:
    """Return what was expected, what came instead, where, and what to try."""
    texts = {
        "expected": check.expected,
        "got": check.got,
        "where": check.where,
        "try": check.advice,
    }
    return "\n".join(_labelled(label, text) for label, text in texts.items() if text is not None)


def awaited(check: CheckResult) -> str:
    """Return what a skipped check waits for."""
    because = check.because or "nothing known"
    return "the code still to be written" if because == NOT_STARTED else because


def _labelled(label: str, text: str) -> str:
    return f"{label:<{LABEL}}" + text.replace("\n", "\n" + " " * LABEL)
