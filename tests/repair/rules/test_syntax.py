"""Files that Python cannot read because of a word, a comma, a colon."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited, evidence

INVALID = "SyntaxError: invalid syntax"
COMMA = f"{INVALID}. Perhaps you forgot a comma?"
COLON = "SyntaxError: expected ':'"
BLOCK = "\n    f()\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted", "message"),
    [
        ("missing-colon", f"for x in y{BLOCK}", f"for x in y:{BLOCK}", COLON),
        ("missing-colon", f"for x in y;{BLOCK}", f"for x in y:{BLOCK}", INVALID),
        ("missing-colon", f"with a as b  # why{BLOCK}", f"with a as b:  # why{BLOCK}", COLON),
        ("missing-word", f"for x y:{BLOCK}", f"for x in y:{BLOCK}", INVALID),
        ("missing-word", f"with open(p) log:{BLOCK}", f"with open(p) as log:{BLOCK}", INVALID),
        ("missing-word", f"def f:{BLOCK}", f"def f():{BLOCK}", "SyntaxError: expected '('"),
        ("missing-word", f"def f(prompt str):{BLOCK}", f"def f(prompt: str):{BLOCK}", INVALID),
        ("else-if", f"else if x:{BLOCK}", f"elif x:{BLOCK}", COLON),
        ("missing-comma", 'f(x y="a")\n', 'f(x, y="a")\n', COMMA),
        ("missing-plus", 'yield "a" + x "b"\n', 'yield "a" + x + "b"\n', COMMA),
        ("missing-plus", 'x = "a" y\n', 'x = "a" + y\n', INVALID),
        ("one-equals-sign", f"if x = 1:{BLOCK}", f"if x == 1:{BLOCK}", INVALID),
        ("one-equals-sign", f"while x = g():{BLOCK}", f"while x := g():{BLOCK}", INVALID),
        ("one-equals-sign", 'f(x, kind: "a")\n', 'f(x, kind="a")\n', INVALID),
        ("print-statement", "print x\n", "print(x)\n", "SyntaxError: Missing parentheses in call"),
        ("misspelt-keyword", "yeild x\n", "yield x\n", INVALID),
        ("misspelt-keyword", f"asnyc def f():{BLOCK}", f"async def f():{BLOCK}", INVALID),
        ("await-before-yield", "await yield x\n", "yield x\n", INVALID),
        ("sign-too-many", f"for x in y::{BLOCK}", f"for x in y:{BLOCK}", INVALID),
        ("sign-too-many", "f()`\n", "f()\n", INVALID),
        ("pasted-marks", ">>> f()\n>>> g()\n", "f()\ng()\n", INVALID),
        ("pasted-marks", "```python\nf()\n```\n", "f()\n", INVALID),
        ("pasted-marks", "Here is the code:\nf()\n", "# Here is the code:\nf()\n", INVALID),
    ],
)
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted, message):
    assert wanted in edited(rule, text, evidence(message=message, line=1, kind="syntax"))


RULES = (
    "missing-colon missing-word else-if missing-comma missing-plus one-equals-sign "
    "print-statement misspelt-keyword await-before-yield sign-too-many pasted-marks"
)


@pytest.mark.parametrize("rule", RULES.split())
def test_another_line_of_the_file_is_left_alone(rule):
    text = "x = 1\nfor x in y\n    print x\nelse if x = 1:\n>>> f(a b)::\n"
    told = evidence(message=INVALID, line=1, kind="syntax")
    made = edited(rule, text, told)
    assert made == [] or rule == "pasted-marks"


@pytest.mark.parametrize("rule", RULES.split())
def test_a_file_that_can_be_read_gets_no_correction(rule):
    assert edited(rule, "for x in y\n", evidence(message="TypeError: x", line=1)) == []


def test_a_word_of_python_is_not_called_misspelt() -> None:
    seen = evidence(kind="syntax", message=INVALID, line=1)
    assert edited("misspelt-keyword", "await yield x\n", seen) == []
