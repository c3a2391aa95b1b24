"""Text from outside, made fit to be printed: nothing in it steers, and carets stay in place."""

from __future__ import annotations

import pytest

from graders.text import clean, clean_ascii, fold, fold_lines


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\tb\nc", "a    b\nc"),
        ("\x00\x07\r\x0b\x7f", r"\x00\x07\x0d\x0b\x7f"),
        ("\x85\x9b", r"\x85\x9b"),
        ("\u202e\u2066\u200f\u2028", r"\u202e\u2066\u200f\u2028"),
        ("\udcff", r"\udcff"),
        ("naïve 日本 👩‍💻", "naïve 日本 👩‍💻"),
    ],
)
def test_clean_shows_what_could_steer(raw: str, shown: str) -> None:
    assert clean(raw) == shown


def test_clean_ascii_escapes_all_else() -> None:
    assert clean_ascii("é日😀\x1b") == r"\xe9\u65e5\U0001f600\x1b"


def test_fold_keeps_every_character() -> None:
    assert fold("abcdefgh", 3) == ["abc", "def", "gh"]


def test_fold_counts_cells_and_splits_no_escape() -> None:
    assert fold("日本語", 5) == ["日本", "語"]
    assert fold("ab\x1b", 4) == ["ab", r"\x1b"]


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
