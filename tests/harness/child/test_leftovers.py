"""What is left of a stub: told from the file's own tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.harness.child.leftovers import bare_yields, is_whole_body

STUB = '''
def token_stream(prompt):
    """Yield each word."""
    # TODO
    raise NotImplementedError("here")
    yield
'''


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        pytest.param("", "", True, id="a-stub"),
        pytest.param("words = prompt.split()", "", False, id="code-before-it"),
        pytest.param("", "yield from prompt", False, id="code-after-it"),
        pytest.param("", "'a string'", True, id="a-string-is-no-code"),
    ],
)
def test_a_raise_with_code_beside_it_is_left_over(
    before: str, after: str, whole: bool, tmp_path: Path
) -> None:
    body = [before, "raise NotImplementedError('here')", "yield", after]
    lines = ["def other():", "    return 1", "", "def f(prompt):", *(f"    {b}" for b in body if b)]
    file = tmp_path / "file.py"
    file.write_text("\n".join(lines), encoding="utf-8")
    line = next(n for n, text in enumerate(lines, start=1) if "raise" in text)
    assert is_whole_body(str(file), line) is whole


def test_a_raise_outside_of_functions_is_a_stub_as_well(tmp_path: Path) -> None:
    file = tmp_path / "file.py"
    file.write_text("raise NotImplementedError\n", encoding="utf-8")
    assert is_whole_body(str(file), 1)


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        (STUB, [6]),
        ("def f():\n    yield\n    x = yield\n    yield None\n", [2]),
        ("def f(:\n", []),
        ("x = 1\n", []),
    ],
)
def test_bare_yields_are_found(source: str, lines: list[int]) -> None:
    assert bare_yields(source) == lines
