"""Find the mistake by trying: a small edit of the student's file, graded, and it passes.

`rules/` propose edits, each with the sentence that is true if its edit mends the file. `search.py`
grades the edited text as it would the file. What passed is said as proved; nothing else is.
"""

from graders.result import ExerciseResult

UNTRIED = {"missing", "unreadable", "empty", "killed", "garbled"}
"""Kinds of problems of a file in which there is nothing to edit, or that is not run once more."""


def can_be_searched(result: ExerciseResult) -> bool:
    """Whether there is an answer in which a mistake can be looked for."""
    seen = result.observed
    if result.status != "failed" or seen is None:
        return False
    return UNTRIED.isdisjoint(problem.kind for problem in seen.problems)
