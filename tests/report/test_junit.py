"""The result as JUnit XML: read back, in the shape that CI systems know, with hostile texts."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from graders.report.junit import as_junit, write_junit
from graders.result import Result
from tests.support import hostile_texts, results
from tests.support.github_runner import commands

# element: the attributes it must have, those it may have, and the elements that may be in it
SHAPE = {
    "testsuites": ({"name", "tests", "failures", "errors"}, set(), {"testsuite"}),
    "testsuite": (
        {"name", "tests", "failures", "errors"},
        {"skipped"},
        {"properties", "testcase", "system-out"},
    ),
    "properties": (set(), set(), {"property"}),
    "property": ({"name", "value"}, set(), set()),
    "testcase": ({"name", "classname"}, set(), {"failure", "error", "skipped"}),
    "failure": ({"message"}, set(), set()),
    "error": ({"message"}, set(), set()),
    "skipped": ({"message"}, set(), set()),
    "system-out": (set(), set(), set()),
}
RESULTS = [
    results.all_not_started,
    results.all_passed,
    results.one_failed,
    results.kit_failed,
    results.result,
]


def read(result: Result) -> ET.Element:
    """Return the XML of a result, parsed; it must have the shape that is known."""
    root = ET.fromstring(as_junit(result))
    assert root.tag == "testsuites"
    check_shape(root)
    for element in (root, *root):
        check_totals(element)
    return root


def check_shape(element: ET.Element) -> None:
    """Require that an element and all in it have what they must, and nothing unknown."""
    required, optional, children = SHAPE[element.tag]
    assert required <= set(element.attrib) <= required | optional
    for child in element:
        assert child.tag in children
        check_shape(child)


def check_totals(element: ET.Element) -> None:
    """Require that what an element counts is in it."""
    found = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for name, tag in found.items():
        if name in element.attrib:
            assert element.get(name) == str(len(list(element.iter(tag))))


def properties(suite: ET.Element) -> dict[str, str]:
    """Return the properties of a suite."""
    return {p.get("name", ""): p.get("value", "") for p in suite.iter("property")}


@pytest.mark.parametrize("make", RESULTS)
def test_shape_is_known(make: type[Result]) -> None:
    read(make())


def test_a_suite_for_each_exercise_and_a_test_for_each_check() -> None:
    result = results.one_failed()
    suites = read(result).findall("testsuite")
    assert [suite.get("name") for suite in suites] == [e.id for e in result.exercises]
    cases = [(c.get("classname"), c.get("name")) for c in suites[1].findall("testcase")]
    assert cases[0] == ("stage2_streaming", "stage2.status: answers 200 to /generate?prompt=")
    assert len(cases) == len(result.exercises[1].checks)


def test_failure_says_what_the_check_says() -> None:
    (failure,) = read(results.one_failed()).iter("failure")
    assert failure.get("message") == "expected 8 chunks, got 1 chunk"
    assert (failure.text or "").splitlines() == [
        "expected  8 chunks",
        '          b"You "  b"said: "  b"hi. "  b"Here "  b"is "  ...',
        "got       1 chunk",
        '          b"You said: hi. Here is a streamed answer. "',
        "                ^ here the first chunk should have ended",
        "where     stage2_streaming.py:27, chunk 1",
        "try       Hand StreamingResponse the generator itself: token_stream(prompt), without "
        "list(), join() or a loop that collects the tokens first.",
    ]


def test_skipped_says_what_it_waits_for() -> None:
    suites = read(results.one_failed()).findall("testsuite")
    messages = [[s.get("message") for s in suite.iter("skipped")] for suite in suites[1:3]]
    assert messages[0][-1] == "waits for stage2.two-clients"
    assert messages[1] == ["waits for the code still to be written"]


def test_error_is_the_kits() -> None:
    errors = list(read(results.kit_failed()).iter("error"))
    assert {error.text for error in errors} == {"PermissionError: the kit may not make a socket"}
    assert all("not the student's fault" in error.get("message", "") for error in errors)


def test_a_run_that_judged_nothing_is_an_error() -> None:
    root = read(results.result())
    assert (root.get("tests"), root.get("errors")) == ("1", "1")


def test_points_are_properties() -> None:
    suite = read(results.one_failed()).findall("testsuite")[1]
    told = properties(suite)
    assert (told["score"], told["max_score"], told["status"]) == ("6", "15", "failed")
    assert told["points.stage2.body"] == "2/2"
    assert told["points.stage2.chunk-per-token"] == "0/3"


def test_output_is_there() -> None:
    (output,) = read(results.one_failed()).iter("system-out")
    assert output.text == results.collected().output


def test_file_is_written(tmp_path: Path) -> None:
    write_junit(results.one_failed(), str(tmp_path / "junit.xml"))
    written = (tmp_path / "junit.xml").read_bytes()
    assert written.decode("ascii") == as_junit(results.one_failed())
    assert ET.fromstring(written).tag == "testsuites"


@pytest.mark.parametrize("text", hostile_texts.TEXTS.values(), ids=hostile_texts.TEXTS)
def test_hostile_text_stays_text(text: str) -> None:
    written = as_junit(hostile_texts.told_by(text))
    assert written.isascii()
    assert commands(written) == []
    root, harmless = read(hostile_texts.told_by(text)), read(hostile_texts.told_by("x"))
    assert outline(root) == outline(harmless) or not text
    told = "".join(root.itertext())
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff\ufffe\uffff]", told)


def outline(element: ET.Element) -> list[str]:
    """Return the names of all elements in the order in which they come."""
    return [found.tag for found in element.iter()]


def test_what_xml_cannot_hold_can_still_be_read() -> None:
    root = read(hostile_texts.told_by("a\0b\ud800c\uffffd"))
    assert [output.text for output in root.iter("system-out")] == [r"a\x00b\ud800c\uffffd"] * 2
