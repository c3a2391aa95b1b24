"""A result as JUnit XML, which most CI systems read: an exercise is a suite, a check a test."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from graders.report.json_file import write_text
from graders.result import CheckResult, ExerciseResult, Result
from graders.text import clean, escaped

KIT = "streaming-kit"
TOTALS = ("tests", "failures", "errors")
NOTHING = "The kit itself could not grade; that is not the student's fault."

_ILLEGAL = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, not even as a reference."""


def write_junit(result: Result, destination: str) -> None:
    """Write `result` as JUnit XML to the file `destination`, whole or not at all."""
    write_text(as_junit(result), destination)


def as_junit(result: Result) -> str:
    """Return `result` as JUnit XML in ASCII."""
    suites = [_suite(exercise, result.seed) for exercise in result.exercises] or [_nothing()]
    totals = {name: sum(int(suite.get(name, 0)) for suite in suites) for name in TOTALS}
    root = _element("testsuites", name=KIT, **totals)
    root.extend(suites)
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="us-ascii", xml_declaration=True)
    return text.decode("ascii") + "\n"


def _suite(exercise: ExerciseResult, seed: int) -> ET.Element:
    states = Counter(check.status for check in exercise.checks)
    suite = _element(
        "testsuite",
        name=exercise.id,
        tests=len(exercise.checks),
        failures=states["failed"],
        errors=states["error"],
        skipped=states["skipped"],
    )
    suite.append(_properties(exercise, seed))
    suite.extend(_case(exercise.id, check) for check in exercise.checks)
    if exercise.output:
        suite.append(_element("system-out", exercise.output))
    return suite


def _properties(exercise: ExerciseResult, seed: int) -> ET.Element:
    """Return what JUnit has no place for, first of all the points, also those of each check."""
    facts = {
        "title": exercise.title,
        "file": exercise.file,
        "status": exercise.status,
        "diagnosis": exercise.story and exercise.story[1],
        "stand_in": exercise.stand_in,
        "seed": seed,
        "score": exercise.score,
        "max_score": exercise.max_score,
    }
    points = {f"points.{check.id}": f"{check.score}/{check.max_score}" for check in exercise.checks}
    properties = ET.Element("properties")
    properties.extend(
        _element("property", name=name, value=value)
        for name, value in {**facts, **points}.items()
        if value is not None
    )
    return properties


def _case(exercise: str, check: CheckResult) -> ET.Element:
    case = _element("testcase", classname=exercise, name=f"{check.id}: {check.requirement}")
    case.extend(_verdict(check))
    return case


def _verdict(check: CheckResult) -> Iterable[ET.Element]:
    """Return what a test that did not pass has inside."""
    if check.status == "failed":
        expected, got = (_first_line(text) for text in (check.expected, check.got))
        yield _element("failure", check.as_text(), message=f"expected {expected}, got {got}")
    elif check.status == "skipped":
        yield _element("skipped", message=f"waits for {check.awaited}")
    elif check.status == "error":
        yield _element("error", check.got or "", message=NOTHING)


def _nothing() -> ET.Element:
    """Return a suite that cannot be taken for a pass, for a run that judged nothing."""
    suite = _element("testsuite", name=KIT, tests=1, failures=0, errors=1, skipped=0)
    case = _element("testcase", classname=KIT, name="grade")
    case.append(_element("error", message=NOTHING))
    suite.append(case)
    return suite


def _element(tag: str, text: str = "", /, **attributes: object) -> ET.Element:
    element = ET.Element(tag, {name: _legal(str(value)) for name, value in attributes.items()})
    element.text = _legal(text) or None
    return element


def _legal(text: str) -> str:
    """Return `text` cleaned, and with everything else that XML cannot hold as an escape."""
    return _ILLEGAL.sub(lambda found: escaped(found[0]), clean(text))


def _first_line(text: str | None) -> str:
    return (text or "nothing").partition("\n")[0]
