"""Text and bytes as a student reads them."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from graders.judge.show import WIDTH, count, first_difference, show, show_all


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


@pytest.mark.parametrize(("number", "text"), [(0, "0 chunks"), (1, "1 chunk"), (2, "2 chunks")])
def test_count(number: int, text: str) -> None:
    assert count(number, "chunk") == text
