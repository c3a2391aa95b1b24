"""Tell a result to a person: what is right in a line, what is wrong with all that is known."""

from __future__ import annotations

import os
import re
import shlex
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

from rich.console import Console
from rich.control import Control
from rich.segment import ControlType
from rich.text import Text

from graders.report.text import clean, clean_ascii, fold, fold_lines
from graders.result import NOT_STARTED, CheckResult, ExerciseResult, Result

SERVER = "http://127.0.0.1:8000"
OUTPUT_ROWS = 10
"""Rows of what the student's code printed that are shown."""
WIDEST = 100
"""Prose is not wrapped any wider: long lines are hard to read."""

# status: the mark, the mark in ASCII, its style, the status in words
STATES = {
    "passed": ("✓", "+", "green", "passed"),
    "failed": ("✗", "x", "bold red", "failed"),
    "not_started": ("·", "-", "dim", "not started"),
    "skipped": ("·", "-", "dim", "skipped"),
    "error": ("!", "!", "bold yellow", "not graded"),
}
TOLD = ("failed", "error")
"""What takes more than a headline."""

PATHS = {"stage3": "/generate-async?prompt=hi", "exercise3": "/logs"}
DEFAULT_FOLDERS = {"nox -s solutions": "solutions"}
_FILE_AND_LINE = re.compile(r"\w+\.py:\d+")


def make_console(stream: IO[str] | None = None) -> Console:
    """Return a console that takes text literally, and colours it only where that is welcome."""
    uncoloured = os.environ.get("NO_COLOR", "") != ""
    return Console(
        file=stream,
        color_system=None if uncoloured else "auto",
        highlight=False,
        emoji=False,
        markup=False,
    )


def knows_ascii_only(console: Console) -> bool:
    """Whether to do without marks and letters that the terminal may not be able to show."""
    # Python itself writes UTF-8 when LC_ALL is C, whatever the terminal does with it.
    simple = os.environ.get("LC_ALL") in ("C", "POSIX") or os.environ.get("TERM") == "dumb"
    return simple or not console.encoding.lower().startswith("utf")


class Progress:
    """One line on a terminal that says what is being graded, and is gone afterwards.

    It never hides the cursor or starts a thread, so that nothing has to be put back if the
    program is ended from outside. Where there is no terminal it prints nothing.
    """

    def __init__(self, console: Console, exercise_ids: Collection[str]) -> None:
        self._page = Page(console)
        self._all = len(exercise_ids)
        self._running: list[str] = []
        self._done = 0
        self._live = console.is_interactive and console.file.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *exception: object) -> None:
        self._erase()

    def started(self, exercise_id: str) -> None:
        """Say that this exercise is being graded."""
        self._running.append(exercise_id)
        self._show()

    def done(self, exercise_id: str) -> None:
        """Say that this exercise has been graded."""
        self._running.remove(exercise_id)
        self._done += 1
        self._show()

    @property
    def line(self) -> str:
        """What is shown: how many are done and which are running."""
        running = ", ".join(id.partition("_")[0] for id in self._running)
        return f"Grading, {self._done} of {self._all} done: {running}".rstrip(": ")

    def _show(self) -> None:
        if self._live:
            self._erase()
            line = fold(self.line, self._page.console.width - 1, self._page.show)[0]
            self._page.console.print(Text(line), end="", soft_wrap=True)

    def _erase(self) -> None:
        if self._live:
            self._page.console.control(
                Control(ControlType.CARRIAGE_RETURN, (ControlType.ERASE_IN_LINE, 2))
            )


def print_result(result: Result, console: Console, *, folder: str, command: str) -> None:
    """Print the whole report on `result`.

    `folder` is the submission's folder as the student would type it; `command` is the session
    that was run, such as `nox -s grade`.
    """
    page = Page(console)
    session = Session(folder, command)
    for exercise in result.exercises:
        _tell_exercise(page, exercise, session)
    page.gap()
    _tell_score(page, result)
    page.gap()
    _tell_next(page, result, session)


class Page:
    """Lines fitted to a console; all text is cleaned on its way there."""

    def __init__(self, console: Console) -> None:
        ascii_only = knows_ascii_only(console)
        self.console = console
        self.width = min(console.width, WIDEST)
        self.show = clean_ascii if ascii_only else clean
        self._mark = 1 if ascii_only else 0
        self._open = False

    def text(self, text: str, style: str = "") -> Text:
        """Return `text` made printable, taken literally."""
        return _styled(self.show(text), style)

    def mark(self, status: str) -> Text:
        """Return the mark of a status."""
        return _styled(STATES[status][self._mark], STATES[status][2])

    def write(self, line: Text) -> None:
        """Print one line, however long it is."""
        line.rstrip()
        self.console.print(line, soft_wrap=True)
        self._open = True

    def gap(self) -> None:
        """Leave one blank line, unless there is one already or nothing above it."""
        if self._open:
            self.console.print()
        self._open = False

    def prose(self, lead: Text, text: Text, tag: Text | None = None) -> None:
        """Wrap `text` at spaces beside `lead`; `tag` comes after it and stays in one piece."""
        room = max(20, self.width - lead.cell_len)
        rows = list(text.wrap(self.console, room))
        if tag and rows[-1].cell_len + 2 + tag.cell_len <= room:
            rows[-1].append("  ").append(tag)
        elif tag:
            rows.append(tag)
        self._hang(lead, rows)

    def block(self, lead: Text, text: str) -> None:
        """Print preformatted lines beside `lead`, cut where the console ends and nowhere else."""
        room = max(20, self.width - lead.cell_len)
        self._hang(lead, (Text(row) for row in fold_lines(text, room, self.show)))

    def _hang(self, lead: Text, rows: Iterable[Text]) -> None:
        for row in rows:
            self.write(lead + row)
            lead = Text(" " * lead.cell_len)


@dataclass(frozen=True)
class Session:
    """What the student typed to be graded, and would type again."""

    folder: str
    command: str

    def path(self, file: str) -> str:
        """Return a submitted file's path as the student would type it."""
        return f"{self.folder.rstrip('/')}/{file}"

    def again(self, *exercises: str) -> str:
        """Return the command that grades only these exercises of the same folder."""
        arguments = list(exercises)
        if self.folder.rstrip("/") != DEFAULT_FOLDERS.get(self.command, "starter"):
            arguments += ["--submission", _quoted(self.folder)]
        separator = ["--"] if arguments and self.command.startswith("nox") else []
        return " ".join([self.command, *separator, *arguments])

    def by_hand(self, exercise: ExerciseResult) -> list[str]:
        """Return the commands, a terminal each, that show what the grader saw."""
        script = f"python {_quoted(self.path(exercise.file))}"
        if exercise.short == "stage1":
            return [script]
        if exercise.short == "stage4":
            return [self._serve("stage3_async"), script]
        return [self._serve(exercise.id), f'curl -N "{SERVER}{_path(exercise)}"']

    def _serve(self, module: str) -> str:
        return f"python -m uvicorn --app-dir {_quoted(self.folder)} {module}:app"


def _tell_exercise(page: Page, exercise: ExerciseResult, session: Session) -> None:
    told = exercise.status in TOLD
    if told:
        page.gap()
    _tell_headline(page, exercise, session)
    if told:
        _tell_checks(page, exercise)
        _tell_diagnosis(page, exercise)
        _tell_output(page, exercise.output)
        page.gap()


def _tell_headline(page: Page, exercise: ExerciseResult, session: Session) -> None:
    state = STATES[exercise.status][3]
    points = f"{exercise.score}/{exercise.max_score}"
    row = f" {exercise.short:<10} {state:<12} {points:>5}  {session.path(exercise.file)}"
    style = {"failed": "bold", "error": "bold", "not_started": "dim"}.get(exercise.status, "")
    page.write(page.mark(exercise.status) + page.text(row, style))


def _tell_checks(page: Page, exercise: ExerciseResult) -> None:
    if exercise.status == "error":
        _tell_kit_fault(page, exercise)
    _tell_passed(page, exercise.checks)
    for check in exercise.checks:
        if check.status == "failed":
            _tell_failed(page, check)
    _tell_skipped(page, exercise.checks)


def _tell_passed(page: Page, checks: list[CheckResult]) -> None:
    passed = sum(check.status == "passed" for check in checks)
    if passed:
        row = f" {passed} of {_count(len(checks), 'check')} passed"
        page.write(Text("  ") + page.mark("passed") + page.text(row))


def _tell_failed(page: Page, check: CheckResult) -> None:
    tag = f"({check.id}, {check.score} of {_count(check.max_score, 'point')})"
    page.gap()
    lead = Text("  ") + page.mark("failed") + Text(" ")
    page.prose(lead, page.text(check.requirement, "bold"), page.text(tag, "dim"))
    for label, text in (("expected", check.expected), ("got", check.got)):
        if text is not None:
            page.block(_label(label), text)
    for label, text in (("where", check.where), ("try", check.advice)):
        if text is not None:
            page.prose(_label(label), page.text(text))


def _tell_skipped(page: Page, checks: list[CheckResult]) -> None:
    by_id = {check.id: check for check in checks}
    waiting = Counter(_awaited(check, by_id) for check in checks if check.status == "skipped")
    if waiting:
        page.gap()
    for because, number in waiting.items():
        verb = "waits" if number == 1 else "wait"
        what = "the code still to be written" if because == NOT_STARTED else because
        row = page.text(f"{_count(number, 'check')} {verb} for {what}", "dim")
        page.prose(Text("  ") + page.mark("skipped") + Text(" "), row)


def _awaited(check: CheckResult, by_id: Mapping[str, CheckResult]) -> str | None:
    """Return what a skipped check waits for in the end: something that was not skipped itself."""
    earlier = by_id.get(check.because or "")
    if earlier is not None and earlier.status == "skipped":
        return _awaited(earlier, by_id)
    return check.because


def _tell_kit_fault(page: Page, exercise: ExerciseResult) -> None:
    excuse = "The kit could not grade this file. That is the kit's fault, not yours."
    page.prose(Text("  "), page.text(excuse, "bold"))
    reasons = [check.got or "unknown" for check in exercise.checks if check.status == "error"]
    for reason in dict.fromkeys(reasons):
        page.block(_label("reason"), reason)


def _tell_diagnosis(page: Page, exercise: ExerciseResult) -> None:
    if exercise.diagnosis:
        page.gap()
        page.prose(_styled("  Most likely: ", "bold"), page.text(exercise.diagnosis))


def _tell_output(page: Page, output: str) -> None:
    if not output.strip():
        return
    lead = page.text("    your code | ", "dim")
    lines = output.rstrip().split("\n")
    rows = [row for line in lines for row in fold(line, page.width - lead.cell_len, page.show)]
    page.gap()
    page.write(page.text(f"  Your code printed{_left_out(rows)}:"))
    for row in rows[-OUTPUT_ROWS:]:
        page.write(lead + Text(row))


def _left_out(rows: list[str]) -> str:
    hidden = len(rows) - OUTPUT_ROWS
    return f" (the last {OUTPUT_ROWS} lines; {hidden} before them left out)" if hidden > 0 else ""


def _tell_score(page: Page, result: Result) -> None:
    row = page.text(f"{result.score} of {result.max_score} points", "bold")
    if any(e.status == "failed" for e in result.exercises):
        row.append(f"   (to get the same prompts again: --seed {result.seed})", "dim")
    page.write(row)
    # Where nothing but headlines was printed, they are still in view.
    if any(e.status in TOLD for e in result.exercises) and len(result.exercises) > 1:
        states = (page.mark(e.status) + page.text(f" {e.short}") for e in result.exercises)
        page.prose(Text(), Text("  ").join(states))


def _tell_next(page: Page, result: Result, session: Session) -> None:
    todo = [e for e in result.exercises if e.status in ("failed", "not_started")]
    if result.exit_status == 3:
        _tell_broken(page, result, session)
    elif result.exit_status == 0:
        _tell_all_passed(page, result, session)
    if todo:
        _tell_first(page, todo[0], result, session)


def _tell_broken(page: Page, result: Result, session: Session) -> None:
    broken = [e.short for e in result.exercises if e.status == "error"]
    page.prose(
        Text(), page.text("Not everything could be graded. That is not your fault; try again:")
    )
    page.write(page.text(f"  run   {session.again(*broken)}"))
    stays = "If it stays so, show the reason above to whoever runs the course."
    page.prose(Text(), page.text(stays))
    page.gap()


def _tell_all_passed(page: Page, result: Result, session: Session) -> None:
    if len(result.exercises) > 1:
        page.write(page.text(f"All {len(result.exercises)} exercises passed. Well done!", "green"))
        return
    page.write(page.text(f"{result.exercises[0].short} passed. Well done!", "green"))
    page.gap()
    page.write(page.text("Next, see what is left:"))
    page.write(page.text(f"  run   {session.again()}"))


def _tell_first(page: Page, exercise: ExerciseResult, result: Result, session: Session) -> None:
    if all(e.status == "not_started" for e in result.exercises):
        page.prose(Text(), page.text("Nothing is written yet: this is where everybody starts."))
        page.gap()
    failed = exercise.status == "failed"
    what = "Next:" if failed else "Next, write what the TODO in this file asks for:"
    page.write(page.text(what, "bold"))
    page.write(page.text(f"  open  {_place(exercise, session)}"))
    page.write(page.text(f"  run   {session.again(exercise.short)}"))
    if failed:
        page.gap()
        _tell_by_hand(page, exercise, session)


def _tell_by_hand(page: Page, exercise: ExerciseResult, session: Session) -> None:
    first, *second = session.by_hand(exercise)
    log = "put a server.log here and " if exercise.short == "exercise3" else ""
    page.prose(Text(), page.text(f"To see it for yourself, {log}paste this into a terminal:"))
    page.write(page.text(f"  {first}"))
    for command in second:
        page.write(page.text("and, while that runs, this into a second one:"))
        page.write(page.text(f"  {command}"))


def _place(exercise: ExerciseResult, session: Session) -> str:
    """Return the file to open: the first that a failing check points into, with the line."""
    places = (c.where for c in exercise.checks if c.status == "failed" and c.where)
    found = next(filter(None, map(_FILE_AND_LINE.search, places)), None)
    return session.path(found[0] if found else exercise.file)


def _path(exercise: ExerciseResult) -> str:
    """Return the path that was asked for, with the lesson's prompt."""
    recorded = next(iter(exercise.transcripts), {})
    if recorded.get("kind") == "stream" and "url" in recorded:
        url = urlsplit(str(recorded["url"]))
        return f"{url.path}?prompt=hi" if "prompt=" in url.query else url.path
    return PATHS.get(exercise.short, "/generate?prompt=hi")


def _label(label: str) -> Text:
    return _styled(f"      {label:<10}", "dim")


def _styled(text: str, style: str) -> Text:
    # As a span: the style of a whole Text would spread to what is added to it.
    return Text().append(text, style)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _quoted(path: str) -> str:
    if os.name == "posix":
        return shlex.quote(path)
    return f'"{path}"' if " " in path else path
