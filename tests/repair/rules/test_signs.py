"""Files that Python cannot read because of quotes, brackets, and strange characters."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited, evidence

STRING = "SyntaxError: unterminated string literal (detected at line 1)"
TEXT = "SyntaxError: unterminated triple-quoted string literal (detected at line 3)"
OPEN = "SyntaxError: '(' was never closed"
INVALID = "SyntaxError: invalid syntax"


@pytest.mark.parametrize(
    ("rule", "text", "wanted", "message"),
    [
        ("unclosed-quote", 'f("a)\n', 'f("a")\n', STRING),
        ("unclosed-quote", 'f(a")\n', 'f("a")\n', STRING),
        ("unclosed-quote", "f(\"a')\n", 'f("a")\n', STRING),
        ("unclosed-quote", 'f("a, b=1)\n', 'f("a", b=1)\n', STRING),
        ("unclosed-text", '"""What it does."\nf()\n', '"""What it does."""\nf()\n', TEXT),
        ("unclosed-text", '"""What it does.\nf()\n', '"""What it does."""\nf()\n', TEXT),
        ("unclosed-bracket", "f(1\n", "f(1)\n", OPEN),
        ("unclosed-bracket", "for x in f(y:\n    g()\n", "for x in f(y):\n    g()\n", OPEN),
        ("unclosed-bracket", "def f(x -> int:\n    g()\n", "def f(x) -> int:\n    g()\n", INVALID),
        ("unclosed-bracket", "with f(p as q:\n    g()\n", "with f(p) as q:\n    g()\n", INVALID),
        ("bracket-too-many", "f(1))\n", "f(1)\n", "SyntaxError: unmatched ')'"),
        ("bracket-too-many", "f(1]\n", "f(1)\n",
         "SyntaxError: closing parenthesis ']' does not match opening parenthesis '('"),
        ("strange-characters", "f(\u201ca\u201d)\n", 'f("a")\n',
         "SyntaxError: invalid character '\u201c' (U+201C)"),
        ("strange-characters", "\xa0\xa0f()\n", "  f()\n",
         "SyntaxError: invalid non-printable character U+00A0"),
        ("quotes-in-quotes", 'f"{d["a"]}"\n',
         "f\"{d['a']}\"\n", "SyntaxError: f-string: unmatched"),
        ("quotes-in-quotes", 'f"{name"\n', 'f"{name}"\n', "SyntaxError: f-string: expecting '}'"),
    ],
)  # fmt: skip
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted, message):
    assert wanted in edited(rule, text, evidence(message=message, line=1, kind="syntax"))


@pytest.mark.parametrize(
    "rule",
    [
        "unclosed-quote", "unclosed-text", "unclosed-bracket", "bracket-too-many",
        "strange-characters", "quotes-in-quotes",
    ],
)  # fmt: skip
@pytest.mark.parametrize("message", [STRING, TEXT, OPEN, INVALID])
def test_a_line_that_is_complete_gets_no_correction(rule, message):
    text = '"""What it does."""\nf("a", [1])\n'
    assert edited(rule, text, evidence(message=message, line=2, kind="syntax")) == []
