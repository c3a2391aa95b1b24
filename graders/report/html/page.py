"""The page: what was earned, and each exercise with its checks and its drawings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from graders.report.console import MARKS
from graders.report.html.drawing import scrolling
from graders.report.html.markup import MOST, Html, hidden, join, tag
from graders.report.html.memory import memory_chart
from graders.report.html.piece_list import body, legend
from graders.report.html.timeline import table, timeline
from graders.report.html.tracks import Track, tracks, worth_drawing
from graders.result import CheckResult, ExerciseResult, Result
from graders.text import count

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
STYLE = Path(__file__).with_name("style.css")
WHERE = ("platform", "isolation", "memory", "clock")
"""What of the environment is about the machine, and no version."""
MOST_ROWS = 40
"""Recordings that are listed; the others are counted."""


def page(result: Result) -> str:
    """Return the whole page; it is ASCII, so that every file and terminal can hold it."""
    path = result.origin.submission.get("path", "")
    title = f"{result.score} of {result.max_score} points: {path}"
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", http_equiv="Content-Security-Policy", content=POLICY),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", title),
        tag("style", Html(STYLE.read_text(encoding="ascii"))),
    )
    sections = [_exercise(exercise) for exercise in result.exercises]
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
        _facts(_versions(result)),
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
            _mark(exercise.status),
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
    facts = [(name, origin.environment[name]) for name in WHERE if name in origin.environment]
    facts.append(("took", f"{result.duration_s:g} s"))
    facts.append(("kit", origin.kit.get("digest", "")))
    facts.append(("submission", origin.submission.get("digest", "")))
    about = "The same seed gives the same prompts again. How long anything took was never judged."
    return tag(
        "footer",
        tag("h2", "This run"),
        _facts(facts),
        tag("p", about, class_="note"),
    )


def _exercise(exercise: ExerciseResult) -> Html:
    state = MARKS[exercise.status].words
    points = f"{exercise.score} of {count(exercise.max_score, 'point')}"
    return tag(
        "section",
        tag(
            "header",
            tag(
                "h2",
                tag("span", exercise.short, class_="short"),
                " ",
                exercise.title,
                id=f"{exercise.id}-name",
            ),
            tag("p", _mark(exercise.status), f" {state}", class_="state"),
            tag("p", points, " \N{MIDDLE DOT} ", tag("code", exercise.file), class_="note"),
        ),
        _stand_in(exercise),
        _diagnosis(exercise),
        _checks(exercise),
        _recordings(exercise),
        _memory(exercise),
        _output(exercise.output),
        id=exercise.id,
        class_=f"exercise {exercise.status}",
        aria_labelledby=f"{exercise.id}-name",
    )


def _stand_in(exercise: ExerciseResult) -> Html | None:
    if exercise.stand_in is None:
        return None
    said = f"Graded with the kit's own {exercise.stand_in}.py: the submitted one is not right."
    return tag("p", said, class_="note")


def _diagnosis(exercise: ExerciseResult) -> Html | None:
    if exercise.status == "error":
        excuse = "The kit could not grade this file. That is the kit's fault, not yours."
        return tag("p", excuse, class_="diagnosis")
    if exercise.status == "not_started":
        return tag("p", "The code is still to be written.", class_="diagnosis")
    if exercise.story is None:
        return None
    how, sentence = exercise.story
    return tag("p", tag("strong", f"{how}: "), sentence, class_="diagnosis")


def _checks(exercise: ExerciseResult) -> Html | None:
    if not exercise.checks:
        return None
    known = {check.id for check in exercise.checks}
    checks = (_check(check, known) for check in exercise.checks)
    return join([tag("h3", "Checks"), tag("ol", checks, class_="checks", role="list")])


def _check(check: CheckResult, known: set[str]) -> Html:
    points = f"{check.score} of {count(check.max_score, 'point')}"
    told = [
        tag("dt", name) + tag("dd", _exact(value) if exact else value)
        for name, value, exact in (
            ("expected", check.expected, True),
            ("reason" if check.status == "error" else "got", check.got, True),
            ("where", check.where, False),
            ("try", check.advice, False),
        )
        if value is not None
    ]
    return tag(
        "li",
        tag(
            "p",
            _mark(check.status),
            hidden(f"{MARKS[check.status].words}: "),
            " ",
            tag("span", check.requirement, class_="requirement"),
        ),
        tag(
            "p",
            tag("code", check.id),
            " \N{MIDDLE DOT} ",
            points,
            _waits(check, known),
            class_="note",
        ),
        tag("dl", map(Html, told)) if told else None,
        id=check.id,
        class_=f"check {check.status}",
    )


def _exact(text: str) -> Html:
    """Return text as it is; a caret stays below the character that it points at."""
    return tag("pre", text, class_="pointed" if "^" in text else None)


def _waits(check: CheckResult, known: set[str]) -> list[str | Html] | None:
    if check.because is None:
        return None
    if check.because in known:
        return [" \N{MIDDLE DOT} waits for ", tag("a", check.because, href=f"#{check.because}")]
    return [f" \N{MIDDLE DOT} waits for {check.awaited}"]


def _recordings(exercise: ExerciseResult) -> Html | None:
    recorded = tracks(exercise)
    if not recorded:
        return None
    shown = worth_drawing(recorded)
    figures = (_figure(track, f"{exercise.id}-{n}") for n, track in enumerate(shown))
    return join([tag("h3", "The stream"), legend(), figures, _others(recorded, shown)])


def _figure(track: Track, id: str) -> Html:
    return tag(
        "figure",
        tag("figcaption", tag("h4", track.name), tag("p", tag("code", track.asked), class_="note")),
        _facts(track.facts),
        timeline(track, id),
        tag("h5", "Its bytes"),
        body(track),
        tag("details", tag("summary", "The same as a table"), table(track)),
    )


def _others(recorded: Sequence[Track], shown: Sequence[Track]) -> Html | None:
    others = [track for track in recorded if track not in shown]
    if not others:
        return None
    names = ("recording", "request", "pieces", "bytes", "as expected")
    head = tag("tr", (tag("th", name, scope="col") for name in names))
    rows = map(_row, others[:MOST_ROWS])
    left = len(others) - MOST_ROWS
    return tag(
        "details",
        tag("summary", f"{count(len(others), 'more recording')}"),
        scrolling(tag("table", tag("thead", head), tag("tbody", rows)), "more recordings"),
        tag("p", f"and {left:,} more") if left > 0 else None,
    )


def _row(track: Track) -> Html:
    cells = (tag("code", track.asked), str(len(track.got)), f"{track.size:,}", _as_expected(track))
    return tag("tr", tag("th", track.name, scope="row"), (tag("td", cell) for cell in cells))


def _as_expected(track: Track) -> str:
    if track.expected is None:
        return "\N{EN DASH}"
    if track.difference is None:
        return "yes"
    return f"differs at byte {track.difference.offset + 1:,}"


def _memory(exercise: ExerciseResult) -> Html | None:
    memory = exercise.observed.memory if exercise.observed else []
    measured = [m for m in memory if m.samples]
    if not measured:
        return None
    chart = memory_chart(measured, f"{exercise.id}-memory")
    return join([tag("h3", "The memory of the server"), chart])


def _output(output: str) -> Html | None:
    if not output.strip():
        return None
    left = len(output) - MOST
    note = tag(
        "p", f"The last {MOST:,} characters; {left:,} before them are left out.", class_="note"
    )
    printed = tag("pre", output[-MOST:], class_="output")
    return join([tag("h3", "What your code printed"), note if left > 0 else None, printed])


def _facts(facts: Sequence[tuple[str, str]]) -> Html:
    pairs = (tag("div", tag("dt", name), tag("dd", value)) for name, value in facts)
    return tag("dl", pairs, class_="facts")


def _mark(status: str) -> Html:
    return tag("span", MARKS[status].sign, class_=f"mark {status}", aria_hidden="true")


def _item(content: Html) -> Html:
    return tag("li", content)
