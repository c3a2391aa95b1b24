"""Find the mistake by trying: a small edit of the student's file, graded, and it passes.

`rules/` propose edits, each with the sentence that is true if its edit mends the file. `search.py`
grades the edited text as it would the file. What passed is said as proved; nothing else is.
"""
