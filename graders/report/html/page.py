"""The page: what was earned, and each exercise with its checks and its drawings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graders.report.console import MARKS
from graders.report.html.exercise import Section
from graders.report.html.markup import Html, facts, folded, hidden, mark, tag
from graders.report.html.own_lines import OwnLines
from graders.report.next_commands import NextCommands
from graders.result import ExerciseResult, Result
from graders.text import count

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = Path(__file__).with_name("style.css")
WHERE = ("platform", "isolation", "memory", "clock")
"""What of the environment is about the machine, and no version."""
TO_BE_READ_FIRST = ("failed", "error", "not_started", "passed")
"""The order of the exercises; those of a kind are in that of the lesson."""


def head_of(title: str, *styles: Path) -> Html:
    """Return the head of a page that needs no network and runs nothing."""
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("style", Html("".join(style.read_text(encoding="ascii") for style in styles))),
    )


def page(result: Result) -> str:
    """Return the whole page; it is ASCII, so that every file and terminal can hold it."""
    path = result.origin.submission.get("path", "")
    title = f"{result.score} of {result.max_score} points: {path}"
    head = head_of(title, STYLE)
    section = Section(NextCommands.typed(path), OwnLines(path))
    exercises = sorted(result.exercises, key=lambda e: TO_BE_READ_FIRST.index(e.status))
    sections = [section.of(exercise) for exercise in exercises]
    content = tag(
        "body",
        tag("a", "Skip to the exercises", href="#exercises", class_="skip"),
        _header(result),
        _navigation(result.exercises) if result.exercises else None,
        tag("main", sections or _nothing(), id="exercises"),
        _footer(result),
    )
    whole = f"<!DOCTYPE html>\n{tag('html', head, content, lang='en')}\n"
    return whole.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _header(result: Result) -> Html:
    points = tag("strong", str(result.score)), f" of {result.max_score} points"
    passed = sum(exercise.status == "passed" for exercise in result.exercises)
    of_all = f"{passed} of {count(len(result.exercises), 'exercise')} passed"
    return tag(
        "header",
        tag("p", "Streaming endpoints", class_="kind"),
        tag("h1", "What came over the wire"),
        tag("p", tag("code", result.origin.submission.get("path", "")), class_="path"),
        tag("p", points, class_="points"),
        _bar(result) if result.max_score else None,
        tag("p", of_all, class_="note"),
        _no_mark() if result.status == "kit_fault" else None,
        class_="top",
    )


def _no_mark() -> Html:
    return tag("p", "This is no mark: not everything could be graded.", class_="diagnosis")


def _bar(result: Result) -> Html:
    """Draw the points: a stretch for each exercise, filled as far as they were earned."""
    drawn, start = [], 0.0
    for exercise in result.exercises:
        width = 100 * exercise.max_score / result.max_score
        earned = width * exercise.score / (exercise.max_score or 1)
        for class_, size in (("there", width), ("earned", earned)):
            drawn.append(
                tag("rect", x=start, y=0, width=max(0.0, size - 0.4), height=4, class_=class_)
            )
        start += width
    said = f"{result.score} of {result.max_score} points"
    shape = {"viewBox": "0 0 100 4", "preserveAspectRatio": "none"}
    return tag("svg", tag("title", said), drawn, role="img", class_="bar", **shape)


def _navigation(exercises: Sequence[ExerciseResult]) -> Html:
    links = (
        tag(
            "a",
            mark(exercise.status),
            hidden(f"{MARKS[exercise.status].words}: "),
            tag("span", exercise.short, class_="short"),
            tag("span", exercise.title, class_="title"),
            tag("span", f"{exercise.score}/{exercise.max_score}", class_="score"),
            href=f"#{exercise.id}",
            class_=exercise.status,
        )
        for exercise in exercises
    )
    return tag("nav", tag("ol", map(_item, links), role="list"), aria_label="Exercises")


def _nothing() -> Html:
    return tag("p", "Nothing was graded.", class_="note")


def _versions(result: Result) -> list[tuple[str, str]]:
    """What another run would have to share to see the same."""
    kit, environment = result.origin.kit, result.origin.environment
    known = [(name, version) for name, version in environment.items() if name not in WHERE]
    return [("seed", str(result.seed)), ("kit", kit.get("version", "")), *known]


def _footer(result: Result) -> Html:
    origin = result.origin
    known = _versions(result)
    known += [(name, origin.environment[name]) for name in WHERE if name in origin.environment]
    known.append(("took", f"{result.duration_s:g} s"))
    known.append(("kit", origin.kit.get("digest", "")))
    known.append(("submission", origin.submission.get("digest", "")))
    about = "The same seed gives the same prompts again. How long anything took was never judged."
    run = folded("This run", facts(known), tag("p", about, class_="note"))
    return tag("footer", run)


def _item(content: Html) -> Html:
    return tag("li", content)
