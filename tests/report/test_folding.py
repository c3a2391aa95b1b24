"""Text cut to a width: nothing is lost, and a caret stays where it points."""

import pytest

from graders.report.folding import fold, fold_lines
from graders.text import clean_ascii


def test_fold_keeps_every_character() -> None:
    assert fold("abcdefgh", 3) == ["abc", "def", "gh"]


def test_fold_counts_cells_and_splits_no_escape() -> None:
    assert fold("日本語", 5) == ["日本", "語"]
    assert fold("ab\x1b", 4) == ["ab", r"\x1b"]


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        pytest.param('"data: You "', ['"data: ', 'You "'], id="words"),
        pytest.param("ab  cd efg", ["ab  cd ", "efg"], id="spaces-are-kept"),
        pytest.param(r"abcd\n\nefg", [r"abcd\n\n", "efg"], id="escapes-are-words"),
        pytest.param(r"abcdef\u202eg", ["abcdef", r"\u202eg"], id="no-escape-is-cut"),
        pytest.param("a\\", ["a\\"], id="ends-in-a-backslash"),
        pytest.param(r"abc {\"d\": 1", ["abc ", r"{\"d\": ", "1"], id="a-quote-in-a-word"),
    ],
)
def test_no_word_is_cut_that_fits(line: str, rows: list[str]) -> None:
    assert fold(line, 8) == rows
    assert "".join(rows) == line


def test_what_a_caret_points_at_is_in_one_piece() -> None:
    text = r'"data: You\n"' + "\n" + " " * 10 + "^ one newline"
    assert fold_lines(text, 12) == ['"data: ', r'You\n"', "   ^ one newline"]
    assert fold_lines('"You said: hi"\n           ^ here', 14) == [
        '"You said: hi"',
        "      here ^",
    ]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        pytest.param("abcdef\n  ^", ["abcdef", "  ^"], id="fits"),
        pytest.param("abcdefgh\n  ^", ["abcdef", "  ^", "gh"], id="first-row"),
        pytest.param("abcdefgh\n       ^", ["abcdef", "gh", " ^"], id="second-row"),
        pytest.param("abcdefgh\n      ^", ["abcdef", "gh", "^"], id="start-of-row"),
        pytest.param("abc\n   ^", ["abc ", "   ^"], id="after-the-end"),
        pytest.param("abcdef\n      ^", ["abcdef", " ", "^"], id="after-a-full-row"),
        pytest.param("日本\n  ^", ["日本", "  ^"], id="wide"),
        pytest.param("日本語x\n      ^", ["日本語", "x", "^"], id="wide-second-row"),
        pytest.param("\x1b!\n    ^", [r"\x1b!", "    ^"], id="escaped"),
        pytest.param("e\u0301x\n ^", ["e\u0301x", " ^"], id="combining"),
        pytest.param("ab\n ^ here\ncd", ["ab", " ^ here", "cd"], id="note"),
        pytest.param("^\nab", ["^", "ab"], id="first-line"),
        pytest.param("", [""], id="empty"),
    ],
)
def test_caret_stays_below_its_character(text: str, rows: list[str]) -> None:
    assert fold_lines(text, 6) == rows


def test_caret_follows_where_ascii_takes_more_room() -> None:
    assert fold_lines("日本\n  ^", 20, clean_ascii) == [r"\u65e5\u672c", "      ^"]
