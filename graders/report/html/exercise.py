"""An exercise on the page: what is wrong first and open, and everything else folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graders.report.console import MARKS
from graders.report.html.markup import MOST, Content, Html, facts, folded, hidden, join, mark, tag
from graders.report.html.memory import memory_chart
from graders.report.html.own_lines import OwnLines
from graders.report.html.recordings import recordings
from graders.report.next_commands import NextCommands, file_to_write, is_gone
from graders.result import CheckResult, ExerciseResult
from graders.text import count

DOT = " \N{MIDDLE DOT} "


@dataclass(frozen=True)
class Section:
    """Writes exercises, with the commands that go on from here and the student's own lines."""

    session: NextCommands
    lines: OwnLines

    def of(self, exercise: ExerciseResult) -> Html:
        """Return the section of one exercise; one that has passed shows its head alone."""
        head, body = _head(exercise), self._body(exercise)
        return tag(
            "section",
            folded(head, body) if exercise.status == "passed" else [tag("header", head), body],
            id=exercise.id,
            class_=f"exercise {exercise.status}",
            aria_labelledby=f"{exercise.id}-name",
        )

    def _body(self, exercise: ExerciseResult) -> list[Html | None]:
        told, others = _told(exercise.checks)
        known = {check.id for check in exercise.checks}
        judged = [
            self._list(told, known) if told else None,
            folded(_counted(others), self._list(others, known)) if others else None,
            _output(exercise.output),
        ]
        return [
            _stand_in(exercise),
            self._diagnosis(exercise),
            self._next(exercise),
            tag("div", tag("div", judged), _seen(exercise), class_="parts"),
        ]

    def _diagnosis(self, exercise: ExerciseResult) -> Html | None:
        if exercise.status == "error":
            excuse = "The kit could not grade this file. That is the kit's fault, not yours."
            return tag("p", excuse, class_="diagnosis")
        if exercise.status == "not_started":
            return tag("p", "The code is still to be written.", class_="diagnosis")
        if exercise.story is None:
            return None
        how, sentence = exercise.story
        repair = exercise.repair
        own = self.lines.line((repair.file, repair.line)) if repair is not None else None
        said = tag("p", tag("strong", f"{how}: "), sentence)
        return tag("div", said, tag("pre", own) if own else None, class_="diagnosis")

    def _next(self, exercise: ExerciseResult) -> Html | None:
        """Return what to open and to type."""
        if exercise.status not in ("failed", "not_started"):
            return None
        session, short = self.session, exercise.short
        if is_gone(exercise):
            steps = [("save your file once more, or run", session.other("reset", short))]
        else:
            steps = [("open", session.place(exercise)), ("run", session.again(short))]
            if session.is_students:
                other = file_to_write(exercise).partition("_")[0]
                steps.append(("hint", session.other("hint", other)))
        return tag("div", facts((name, tag("code", step)) for name, step in steps), class_="next")

    def _list(self, checks: Sequence[CheckResult], known: set[str]) -> Html:
        items = (self._check(check, known) for check in checks)
        return tag("ol", items, class_="checks", role="list")

    def _check(self, check: CheckResult, known: set[str]) -> Html:
        points = f"{check.score} of {count(check.max_score, 'point')}"
        told = list(self._said_of(check))
        return tag(
            "li",
            tag(
                "p",
                mark(check.status),
                hidden(f"{MARKS[check.status].words}: "),
                " ",
                tag("span", (check.unknown_name or [check.requirement])[0], class_="requirement"),
            ),
            tag("p", tag("code", check.id), DOT, points, _waits(check, known), class_="note"),
            tag("dl", told) if told else None,
            id=check.id,
            class_=f"check {check.status}",
        )

    def _said_of(self, check: CheckResult) -> Iterable[Html]:
        own = self.lines.line(check.place)
        if own and own in (check.got or ""):
            own = None
        where = [check.where, tag("pre", own) if own else None]
        got = "reason" if check.status == "error" else "got"
        expected = check.requirement if check.unknown_name else _exact(check.expected)
        for name, value in (
            ("expected", expected),
            (got, _exact(check.got)),
            ("where", where if check.where else None),
            ("try", check.advice),
        ):
            if value is not None:
                yield join([tag("dt", name), tag("dd", value)])


def _counted(checks: Sequence[CheckResult]) -> str:
    """Return how many of these checks are in which state."""
    number = Counter(check.status for check in checks)
    counted = {
        f"{count(number['passed'], 'check')} passed": number["passed"],
        f"{number['skipped']} not reached": number["skipped"],
        f"{number['error']} more not graded, for the same reason": number["error"],
    }
    return ", ".join(words for words, any_are_so in counted.items() if any_are_so)


def _head(exercise: ExerciseResult) -> Html:
    points = f"{exercise.score} of {count(exercise.max_score, 'point')}"
    name = tag("span", exercise.short, class_="short"), " ", exercise.title
    return join(
        [
            tag("h2", name, id=f"{exercise.id}-name"),
            tag("span", mark(exercise.status), f" {MARKS[exercise.status].words}", class_="state"),
            tag("span", points, DOT, tag("code", exercise.file), class_="note"),
        ]
    )


def _told(checks: Sequence[CheckResult]) -> tuple[list[CheckResult], list[CheckResult]]:
    """Return the checks to be told in full, and all others; one reason is told once."""
    reasons: set[str | None] = set()
    told = []
    for check in checks:
        if check.status == "failed" or (check.status == "error" and check.got not in reasons):
            told.append(check)
            reasons.add(check.got)
    return told, [check for check in checks if check not in told]


def _exact(text: str | None) -> Content:
    """Return text as it is; a caret stays below the character that it points at."""
    if text is None:
        return None
    return tag("pre", text, class_="pointed", tabindex=0) if "^" in text else tag("pre", text)


def _waits(check: CheckResult, known: set[str]) -> list[str | Html] | None:
    if check.because is None:
        return None
    if check.because in known:
        return [f"{DOT}waits for ", tag("a", check.because, href=f"#{check.because}")]
    return [f"{DOT}waits for {check.awaited}"]


def _stand_in(exercise: ExerciseResult) -> Html | None:
    if exercise.stand_in is None:
        return None
    said = f"Graded with the kit's own {exercise.stand_in}.py in the place of the submitted one."
    return tag("p", said, class_="note")


def _seen(exercise: ExerciseResult) -> Html | None:
    """Return what was recorded; folded where there is no room beside what was judged."""
    seen = [recordings(exercise), _memory(exercise)]
    return folded("The stream, drawn", seen, class_="seen") if any(seen) else None


def _memory(exercise: ExerciseResult) -> Html | None:
    memory = exercise.observed.memory if exercise.observed else []
    measured = [m for m in memory if m.samples]
    if not measured:
        return None
    return folded(
        "The memory of the server", memory_chart(measured, f"{exercise.id}-memory"), class_="memory"
    )


def _output(output: str) -> Html | None:
    if not output.strip():
        return None
    left = len(output) - MOST
    note = tag(
        "p", f"The last {MOST:,} characters; {left:,} before them are left out.", class_="note"
    )
    printed = tag("pre", output[-MOST:], class_="output", tabindex=0)
    return folded("What your code printed", note if left > 0 else None, printed)
