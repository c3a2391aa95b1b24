"""Whatever a student's code says, the page shows it as text and is built as ever."""

from __future__ import annotations

from collections import Counter

import pytest

from graders.report.html.page import page
from graders.result import Expectation, Result
from graders.text import clean
from graders.transcript import (
    Call,
    Chunk,
    Memory,
    Piece,
    Problem,
    Run,
    Sent,
    Token,
)
from tests.support.pages import Parsed, recorded, stream

HOSTILE = {
    "script": "<script>alert(1)</script>",
    "closed script": "</script><script src=//evil.example></script>",
    "style": "</style><style>*{display:none}</style>",
    "title": "</title><img src=x onerror=alert(1)>",
    "svg": "</text></svg><svg onload=alert(1)>",
    "attribute, double": '" onmouseover="alert(1)" x="',
    "attribute, single": "' autofocus onfocus='alert(1)",
    "attribute, none": "x onclick=alert(1)",
    "element": "<iframe srcdoc='<b>'>",
    "address": "javascript:alert(1)",
    "data address": "data:text/html,<script>alert(1)</script>",
    "comment": "<!-- --><!--[if IE]><b>",
    "open comment": "--><b>--!><!--",
    "CDATA": "<![CDATA[<b>]]><b>]]>",
    "instruction": "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY y 'z'>]>",
    "references": "&lt;b&gt;&#60;b&#62;&amp;lt;&notanentity;&#0;&#xD800;",
    "base": "<base href=//evil.example><meta http-equiv=refresh content=0>",
    "bidirectional": "\u202ereversed\u202c \u2066isolated\u2069 \u200f\u061c",
    "control": "\x00\x01\x08\x1b[2J\x7f\x80\x9b\r\n\t\x0b\x0c",
    "surrogates": "\ud800\udfff\udc80 lone",
    "separators": "a\u2028b\u2029c\x85d\ufeffe",
    "markup in signs": "<\u00b7>\u21b5&\u2026",
    "long line": "x" * 100_000,
    "long line of markup": "<b>&" * 25_000,
    "many lines": "<i>\n" * 25_000,
    "wide": "\u65e5\U0001f469\u200d\U0001f4bb e\u0301" * 100,
}
HARMLESS = "harmless words"
GROUPED = {"i", "b", "small"}
"""Elements in the bytes that come and go with what characters there are."""


def told(text: str) -> Result:
    """Return a result in which a student's code had `text` put wherever it has a say."""
    data = text.encode("utf-8", "surrogatepass")
    problem = Problem(text, text, text, text, 3, text)
    answer = stream(data, data, end=text, problem=problem)
    answer.headers = {"content-type": text, text: text}
    timed = stream(data)
    timed.chunks = [Chunk(data, 1, 0.5)]
    result = recorded(answer, Expectation([data, b"and more"]), **{text: timed, "other": answer})
    exercise = result.exercises[0]
    assert exercise.observed is not None
    tokens = [Token(text, text), Token("", "str")]
    exercise.observed.calls = {"call": Call(text, text, tokens=tokens, problem=problem)}
    pieces, sent = [Piece(text, text, 1)], [Sent(data, 1, True)]
    run = Run("/0", 200, sent, pieces, end=text, what=text, problem=problem)
    exercise.observed.runs = {"run": run}
    exercise.observed.memory = [Memory(1, 1, samples=((1, 1),))]
    exercise.diagnosis = exercise.output = text
    for name in ("expected", "got", "where", "advice", "because"):
        setattr(exercise.checks[0], name, text)
    result.origin.submission.update(path=text, digest=text)
    result.origin.environment["platform"] = text
    return result


def made(found: Parsed) -> Counter[tuple[str, frozenset[str]]]:
    """Return how often the page has each kind of element, with the names of its attributes."""
    kinds = ((name, frozenset(attributes)) for name, attributes in found.elements)
    return Counter(kind for kind in kinds if kind[0] not in GROUPED)


EXPECTED = made(Parsed(page(told(HARMLESS))))


@pytest.fixture(params=HOSTILE.values(), ids=HOSTILE)
def hostile(request: pytest.FixtureRequest) -> str:
    text: str = request.param
    return text


def test_no_element_and_no_attribute_is_the_students(hostile: str) -> None:
    found = Parsed(page(told(hostile)))
    assert found.open == []
    got = made(found)
    assert set(got) <= set(EXPECTED)
    built = ("svg", "a", "figure", "section", "table", "style", "title", "meta", "li", "details")
    for name in built:
        numbers = [sum(n for k, n in kinds.items() if k[0] == name) for kinds in (got, EXPECTED)]
        assert numbers[0] == numbers[1], name


def test_no_attribute_that_acts_has_a_students_text(hostile: str) -> None:
    found = Parsed(page(told(hostile)))
    assert not [name for name in found.attribute_names if name.startswith("on")]
    for name in ("href", "id", "class", "content", "http-equiv", "tabindex", "role", "style"):
        assert set(found.values(name)) == set(Parsed(page(told(HARMLESS))).values(name))


def test_text_is_there_and_can_be_read(hostile: str) -> None:
    found = Parsed(page(told(hostile)))
    shown = clean(hostile)
    assert found.texts(class_="output") == [shown[-10_000:] if len(hostile) > 10_000 else shown]
    assert clean(hostile[:10_000]) in found.texts(class_="diagnosis")[0]


def test_nothing_that_steers_is_left(hostile: str) -> None:
    whole = page(told(hostile))
    found = Parsed(whole)
    assert whole.isascii()
    assert not [c for c in whole if c < " " and c != "\n"]
    values = (value for _, attributes in found.elements for value in attributes.values())
    for part in (found.text, *values):
        assert clean(part) == part


def test_page_stays_small(hostile: str) -> None:
    assert len(page(told(hostile))) < 1_000_000
