"""Text and bytes as a student reads them, in one notation for what cannot be seen."""

from __future__ import annotations

import ast
import sys
import unicodedata
from pathlib import Path

import pytest
from rich.cells import cell_len

import graders
from graders.text import (
    WIDTH,
    clean,
    clean_ascii,
    count,
    escaped,
    first_difference,
    shortened,
    show,
    show_all,
    show_end,
    visible,
)

KIT = Path(graders.__file__).parent

# Prose


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\tb\nc", "a    b\nc"),
        ("\x00\x07\r\x0b\x7f", r"\x00\x07\r\x0b\x7f"),
        ("\x85\x9b", r"\x85\x9b"),
        ("\u202e\u2066\u200f\u2028", r"\u202e\u2066\u200f\u2028"),
        ("\ud800 \udcff", r"\ud800 \xff"),
        ("naïve 日本 👩‍💻", "naïve 日本 👩‍💻"),
    ],
)
def test_clean_shows_what_could_steer(raw: str, shown: str) -> None:
    assert clean(raw) == shown


def test_clean_ascii_escapes_all_else() -> None:
    assert clean_ascii("é日😀\x1b") == r"\xe9\u65e5\U0001f600\x1b"


# Exact values


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        pytest.param("a b ", '"a b "', id="spaces"),
        pytest.param("", '""', id="empty"),
        pytest.param("a\nb\r\n\t\0", r'"a\nb\r\n\t\x00"', id="line-ends"),
        pytest.param("\f\v\x1e\x85\u2028", r'"\x0c\x0b\x1e\x85\u2028"', id="separators"),
        pytest.param('say "no"', r'"say \"no\""', id="quotes"),
        pytest.param("a\\nb", r'"a\\nb"', id="backslash"),
        pytest.param("naïve 日本 😀", '"naïve 日本 😀"', id="letters"),
        pytest.param("\u202e\u200b\ufeff", r'"\u202e\u200b\ufeff"', id="invisible"),
        pytest.param("\u00a0\u3000", r'"\xa0\u3000"', id="other-spaces"),
        pytest.param(b"You ", '"You "', id="bytes"),
        pytest.param("é".encode(), '"é"', id="utf-8"),
        pytest.param(b"caf\xe9 \xff", r'"caf\xe9 \xff"', id="no-utf-8"),
        pytest.param(b"\xf0\x9f\x98", r'"\xf0\x9f\x98"', id="cut-character"),
        pytest.param("\ud800", r'"\ud800"', id="surrogate"),
    ],
)
def test_every_character_is_visible(value: str | bytes, shown: str) -> None:
    assert show(value) == shown


@pytest.mark.parametrize(
    ("value", "mark", "before"),
    [
        pytest.param("abc", 0, '"', id="first"),
        pytest.param("abc", 2, '"ab', id="inside"),
        pytest.param("abc", 3, '"abc', id="end"),
        pytest.param("", 0, '"', id="empty"),
        pytest.param("a\nb", 2, r'"a\n', id="after-an-escape"),
        pytest.param("日本x", 2, '"日本', id="wide"),
        pytest.param("😀x", 1, '"😀', id="emoji"),
        pytest.param("e\u0301x", 2, '"e\u0301', id="combining"),
        pytest.param("éx".encode(), 2, '"é', id="bytes-are-counted-as-bytes"),
        pytest.param(b"\xff\xffx", 2, r'"\xff\xff', id="no-utf-8"),
        pytest.param("👩\u200d💻x", 3, '"👩\\u200d💻', id="joined-emoji"),
    ],
)
def test_caret_is_under_the_character(value: str | bytes, mark: int, before: str) -> None:
    line, caret = show(value, mark).split("\n")
    assert line.startswith(before)
    assert caret == " " * cell_len(before) + "^"


@pytest.mark.parametrize("mark", [None, 0, 1, WIDTH, 500, 999, 1000])
@pytest.mark.parametrize("unit", ["x", "日", "\n"])
def test_what_is_left_out_is_counted(unit: str, mark: int | None) -> None:
    line = show(unit * 1000, mark).split("\n")[0]
    before, _, rest = line.partition('"')
    shown, _, after = rest.rpartition('"')
    counts = [int("".join(filter(str.isdigit, text)) or 0) for text in (before, after)]
    length = len(shown) // len(unit.encode("unicode_escape") if unit == "\n" else unit)
    assert sum(counts) + length == 1000
    assert length <= WIDTH


def test_caret_is_under_the_character_in_a_cropped_text() -> None:
    text = "日" * 500 + "x" + "日" * 500
    line, caret = show(text, 500).split("\n")
    assert cell_len(line[: line.index("x")]) == len(caret) - 1


def test_a_text_that_just_fits_is_whole() -> None:
    assert show("x" * WIDTH) == f'"{"x" * WIDTH}"'


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        ([], "nothing"),
        (["a "], '"a "'),
        ([b"a ", b"b "], '"a "  "b "'),
        (["a"] * 12, "  ".join(['"a"'] * 12)),
        (["a"] * 15, "  ".join(['"a"'] * 12) + "  ... and 3 more"),
    ],
)
def test_several_values_are_in_a_row(pieces: list[str] | list[bytes], shown: str) -> None:
    assert show_all(pieces) == shown


@pytest.mark.parametrize(
    ("one", "other", "index"),
    [("abc", "abd", 2), ("ab", "abc", 2), ("abc", "ab", 2), ("", "a", 0), (b"a\xff", b"a\xfe", 1)],
)
def test_first_difference(one: str | bytes, other: str | bytes, index: int) -> None:
    assert first_difference(one, other) == index


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 chunks"), (1, "1 chunk"), (2, "2 chunks"), (1000, "1,000 chunks")]
)
def test_count(number: int, text: str) -> None:
    assert count(number, "chunk") == text


@pytest.mark.parametrize(
    ("text", "most", "short"),
    [
        ("abc", 3, "abc"),
        ("abcd", 3, "abc... (1 more character)"),
        ("x" * 1500, 10, "x" * 10 + "... (1,490 more characters)"),
    ],
)
def test_what_is_cut_off_is_counted(text: str, most: int, short: str) -> None:
    assert shortened(text, most) == short


# One notation


EVERY = [chr(code) for code in (*range(0x11000), *range(0xE0000, 0xE0200))]
"""Every character of the first plane, and some of those beyond it that nobody can see."""


def test_an_escape_is_what_python_would_write() -> None:
    for character in EVERY:
        if unicodedata.category(character)[0] == "C" and not "\udc80" <= character <= "\udcff":
            assert ast.literal_eval(f'"{escaped(character)}"') == character


def test_prose_and_exact_values_have_one_notation() -> None:
    for character in EVERY:
        if character not in "\t\n" and clean(character) != character:
            assert clean(character) == show(character)[1:-1] == escaped(character)


def test_signs_stand_for_what_a_page_has_signs_for() -> None:
    assert list(visible(b" \xff\n", {" ": "_"})) == [(" ", "_"), ("\udcff", r"\xff"), ("\n", r"\n")]


# The ground floor


def imported(path: Path) -> set[str]:
    """Return the names of the modules that a file imports."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}


@pytest.mark.parametrize("name", ["text.py", "files.py"])
def test_it_stands_on_the_standard_library_alone(name: str) -> None:
    packages = {module.partition(".")[0] for module in imported(KIT / name)}
    assert packages <= set(sys.stdlib_module_names)


def test_the_judge_needs_nothing_of_a_report() -> None:
    for path in (KIT / "judge").glob("*.py"):
        assert not [m for m in imported(path) if m.startswith(("rich", "graders.report"))], path


def test_no_word_of_a_long_value_is_cut() -> None:
    text = "You said: hi. Here is a streamed answer. " * 4
    assert show(text) == (
        '"You said: hi. Here is a streamed answer. You said: hi. Here is a "'
        "... (99 more characters)"
    )
    line, caret = show(text, 100).split("\n")
    assert line.startswith('(65 characters) ..."streamed answer. You said: ')
    assert line[caret.index("^") :].startswith(text[100:120])
    assert len(show("x" * 200)) < 100


def test_of_the_end_the_last_words_are_shown() -> None:
    text = b"You said: hi. Here is a streamed answer. " * 4
    assert show_end(text) == '(127 characters) ..."said: hi. Here is a streamed answer. "'
    assert show_end(b"hi") == '"hi"'
