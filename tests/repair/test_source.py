"""Edits of a text leave everything else as it is."""

from __future__ import annotations

from graders.repair.source import (
    Edit,
    SourceText,
    after,
    arguments,
    before,
    delete_statement,
    indent_of,
    is_async,
    replace,
)

TEXT = "# é 日\ndef f(a):\n    x = g(a, b=1)  # why\n    return x\n"


def test_an_edit_changes_only_its_place() -> None:
    source = SourceText(TEXT)
    (call,) = source.calls("g")
    assert source.edited([before(call, "list("), after(call, ")")]) == TEXT.replace(
        "g(a, b=1)", "list(g(a, b=1))"
    )
    assert source.edited([replace(call, "h()")]) == TEXT.replace("g(a, b=1)", "h()")
    assert source.edited([Edit(0, 0, "#"), Edit(2, 3, "e")]) == "#" + TEXT.replace("é", "e")


def test_line_ends_stay_what_they_are() -> None:
    source = SourceText("x = 1\r\ny = '\x0c'\r\nz = 2\r\n")
    (y,) = (node for node in source.all("assignment") if node.text().startswith("y"))
    assert source.line_of(y.range().start.index) == 2
    assert source.edited([delete_statement(source, y)]) == "x = 1\r\nz = 2\r\n"


def test_a_statement_goes_with_its_line() -> None:
    source = SourceText("def f():\n    pass  # nothing\n    a; b\n")
    pass_, a, _ = (node for node in source.all("pass_statement", "expression_statement"))
    assert source.edited([delete_statement(source, pass_)]) == "def f():\n    a; b\n"
    assert source.edited([delete_statement(source, a)]) == TEXT_WITH_PASS


TEXT_WITH_PASS = "def f():\n    pass  # nothing\n    pass; b\n"


def test_what_is_around_a_node_is_known() -> None:
    source = SourceText(TEXT + "async def h(): ...\n")
    (call,) = source.calls("g")
    assert [node.text() for node in arguments(call)] == ["a", "b=1"]
    assert indent_of(source, call) == "    "
    assert [is_async(function) for function in source.functions()] == [False, True]


def test_a_method_is_found_on_anything() -> None:
    source = SourceText("text.strip()\nstrip(text)\nf().strip()\n")
    assert [call.text() for call in source.calls(".strip")] == ["text.strip()", "f().strip()"]
    assert [call.text() for call in source.calls("strip")] == ["strip(text)"]


def test_what_is_no_python_has_a_tree_too() -> None:
    assert list(SourceText("def f(\n  x = 'a\n").all("identifier"))
