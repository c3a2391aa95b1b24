"""Files that Python cannot read because a line begins in the wrong column or place."""

from __future__ import annotations

import pytest

from graders.repair.source import SourceText
from tests.support.corrections import corrections, edited, evidence

INDENT = "IndentationError: unexpected indent"
UNINDENT = "IndentationError: unindent does not match any outer indentation level"
EXPECTED = "IndentationError: expected an indented block after 'for' statement on line 2"
FUNCTION = "def f():\n    for x in y:\n        g()\n        yield x\n"
ASYNC = "async def f():\n"


@pytest.mark.parametrize(
    ("rule", "line", "text", "wanted", "message"),
    [
        ("line-too-far-in", 4, FUNCTION.replace("        y", "           y"), FUNCTION, INDENT),
        ("line-too-far-in", 4, FUNCTION.replace("        y", "      y"), FUNCTION, UNINDENT),
        ("line-too-far-out", 3, FUNCTION.replace("        ", "    "), FUNCTION, EXPECTED),
        ("line-too-far-out", 3, FUNCTION.replace("        g", "    g"), FUNCTION, EXPECTED),
        ("outside-of-the-function", 3, "def f():\n    x = 1\nreturn x\n",
         "def f():\n    x = 1\n    return x\n", "SyntaxError: 'return' outside function"),
        ("outside-of-the-function", 4, 'def f():\n    """Why."""\nfor x in y:\n    yield x\n',
         'def f():\n    """Why."""\n    for x in y:\n        yield x\n',
         "SyntaxError: 'yield' outside function"),
        ("tabs-and-spaces", 3, "def f():\n    x = 1\n\treturn x\n",
         "def f():\n    x = 1\n    return x\n", UNINDENT),
        ("yield-from-in-async", 2, f"{ASYNC}    yield from g()\n",
         f"{ASYNC}    for item in g():\n        yield item\n",
         "SyntaxError: 'yield from' inside async function"),
        ("return-in-async-generator", 3, f"{ASYNC}    yield 1\n    return 2\n",
         f"{ASYNC}    yield 1\n    yield 2\n",
         "SyntaxError: 'return' with value in async generator"),
        ("positional-after-keyword", 1, 'f(kind="a", x)\n', 'f(x, kind="a")\n',
         "SyntaxError: positional argument follows keyword argument"),
    ],
)  # fmt: skip
def test_a_correction_gives_just_the_wanted_text(rule, line, text, wanted, message):
    assert wanted in edited(rule, text, evidence(message=message, line=line, kind="syntax"))


@pytest.mark.parametrize(
    "rule",
    [
        "line-too-far-in", "line-too-far-out", "outside-of-the-function", "tabs-and-spaces",
        "yield-from-in-async", "return-in-async-generator", "positional-after-keyword",
    ],
)  # fmt: skip
def test_another_message_leads_to_no_correction(rule):
    told = evidence(message="SyntaxError: invalid syntax", line=3, kind="syntax")
    assert edited(rule, FUNCTION, told) == []


def test_only_the_lines_with_tabs_are_changed():
    text = "def f():\n    a = 1\n\treturn a\n"
    told = evidence(message="TabError: inconsistent use of tabs", line=3, kind="syntax")
    for made in corrections("tabs-and-spaces", text, told):
        assert [SourceText(text).line_of(edit.start) for edit in made.edits] == [3]


def test_a_file_with_the_line_ends_of_windows_is_mended_too():
    text = "def f():\r\nfor x in y:\r\n    g()\r\n"
    told = evidence(message="IndentationError: expected an indented block", line=2, kind="syntax")
    wanted = "def f():\r\n    for x in y:\r\n        g()\r\n"
    assert wanted in edited("line-too-far-out", text, told)
