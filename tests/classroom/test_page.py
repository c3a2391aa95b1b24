"""The page on a class: figures with the same as tables, and nothing of a student's that acts."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

import pytest

from graders.classroom.gradebook import Row
from graders.classroom.page import class_page
from graders.classroom.statistics import Identical, correlation, figures_of, identical
from tests.classroom.test_gradebook import row
from tests.support.classroom import ANSWERS, NAMES

EVIL = "<script>alert(1)</script>"
SOME = {name: ANSWERS[name] for name in NAMES[:3]}


class Parsed(HTMLParser):
    """The elements of a page, balanced."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.names: list[str] = []
        self._open: list[str] = []
        self.feed(page)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        if tag != "meta":
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag


def a_class() -> list[Row]:
    strong = [row(f"ada {n}") for n in range(8)]
    return [*strong, *(row(f"bob {n}", SOME) for n in range(4)), row("cy", {}), row(EVIL, id=EVIL)]


def test_the_page_is_whole_and_nothing_in_it_acts() -> None:
    page = class_page(a_class(), [Identical((EVIL, "x"), ("a.py",))], [EVIL])
    names = Parsed(page).names
    assert "script" not in names
    assert page.isascii()
    assert names.count("svg") == 1 + len(NAMES)  # the points, and each exercise's checks
    assert names.count("details") == names.count("svg")  # and the same as a table
    assert "default-src" in page


def test_a_class_in_which_nobody_has_a_mark() -> None:
    page = class_page([row("cy", {}), row("dan", {}, problem="no zip")], [], [])
    Parsed(page)
    assert "no zip" in page
    assert "nothing was handed in" in page


def test_the_figures() -> None:
    figures = figures_of(a_class())
    assert sorted(figures.scores) == [45] * 4 + [100] * 9
    assert figures.bins == [0, 0, 0, 0, 4, 0, 0, 0, 0, 9]
    last = figures.exercises[-1]
    assert (last.states["passed"], last.states["missing"]) == (9, 4)
    assert last.items[0].passed == 9
    assert last.items[0].discrimination == pytest.approx(1.0)
    assert figures.exercises[0].items[0].discrimination is None  # everybody passed it


def test_discrimination() -> None:
    passed = [True] * 5 + [False] * 5
    assert correlation(passed, [*range(10, 0, -1)]) == pytest.approx(0.87, abs=0.01)
    assert correlation(passed, [*range(10)]) == pytest.approx(-0.87, abs=0.01)
    assert correlation(passed[:9], [*range(9)]) is None
    assert correlation([True] * 10, [*range(10)]) is None
    assert correlation(passed, [3] * 10) is None


def test_identical_files() -> None:
    known = [row("ada").known, row("bob").known, row("cy").known]
    known[0].files = {"a.py": "1", "b.py": "2", "stub.py": "0"}
    known[1].files = {"a.py": "1", "b.py": "2", "stub.py": "0"}
    known[2].files = {"a.py": "1", "b.py": "9", "stub.py": "0"}
    assert identical(known, frozenset({"0"})) == [
        Identical(("ada", "bob", "cy"), ("a.py",)),
        Identical(("ada", "bob"), ("b.py",)),
    ]
