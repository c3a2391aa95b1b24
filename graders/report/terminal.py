"""Tell a result to a person: what is right in a line, what is wrong with all that is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from rich.console import Console
from rich.text import Text

from graders.exercise import exercise as exercise_facts
from graders.exercise import exercise_ids
from graders.report.console import (
    MARKS,
    Lines,
    styled,
)
from graders.report.folding import fold
from graders.report.next_commands import NextCommands, file_to_write, is_gone
from graders.report.progress import tell_points, tell_states
from graders.result import CheckResult, ExerciseResult, Result
from graders.text import count

OUTPUT_ROWS = 10
"""Rows of what the student's code printed that are shown."""
TOLD = ("failed", "error")
"""What takes more than a headline."""


def print_result(
    result: Result, console: Console, session: NextCommands, later: Collection[str] = ()
) -> None:
    """Print the whole report on `result`; `session` is what the student typed to be graded.

    The mistakes in the exercises `later` are told when they have been looked for.
    """
    page = Lines(console)
    for exercise in result.exercises:
        tell_exercise(page, exercise, session, story=exercise.id not in later)
    _tell_right_but_replaced(page, result.exercises)
    page.gap()
    _tell_score(page, result)
    page.gap()
    _tell_next(page, result, session)


def print_isolation(level: str, console: Console) -> None:
    """Print, as the last line, how well the submission was kept to itself."""
    console.print()
    page = Lines(console)
    page.write(page.text(f"How the code was kept to itself: {level}", "dim"))


def print_stories(exercises: Iterable[ExerciseResult], console: Console) -> None:
    """Print what is wrong in each of these exercises, as far as that is known by now."""
    page = Lines(console)
    told = [(exercise.short, exercise.story) for exercise in exercises if exercise.story]
    for short, (how, sentence) in told:
        console.print()
        page.prose(styled(f"{how} in {short}: ", "bold"), page.text(sentence))


def tell_exercise(
    page: Lines,
    exercise: ExerciseResult,
    session: NextCommands,
    *,
    story: bool = True,
    brief: bool = False,
) -> None:
    """Print all that there is to say of one exercise: a line, unless something is wrong.

    Where there is little room, it is `brief`: of what is wrong, the first.
    """
    told = exercise.status in TOLD
    if told:
        page.gap()
    _tell_headline(page, exercise, session)
    if exercise.stand_in and exercise.status != "not_started":
        _tell_stand_in(page, exercise.stand_in)
    if told:
        _tell_checks(page, exercise, brief)
        if story and exercise.story:
            page.gap()
            how, sentence = exercise.story
            page.prose(styled(f"  {how}: ", "bold"), page.text(sentence))
        if not brief:
            _tell_output(page, exercise.output)
        page.gap()


def _tell_headline(page: Lines, exercise: ExerciseResult, session: NextCommands) -> None:
    state = MARKS[exercise.status].words
    points = f"{exercise.score}/{exercise.max_score}"
    row = f" {exercise.short:<10} {state:<12} {points:>5}  {session.path(exercise.file)}"
    style = {"failed": "bold", "error": "bold", "not_started": "dim"}.get(exercise.status, "")
    page.write(page.mark(exercise.status) + page.text(row, style))


def _tell_stand_in(page: Lines, id: str) -> None:
    other = exercise_facts(id)
    words = f"graded with the kit's {other.file} in the place of yours"
    page.prose(Text("  "), page.text(words, "dim"))


def _tell_right_but_replaced(page: Lines, exercises: Collection[ExerciseResult]) -> None:
    """Say what may be the matter with a file that has passed, and that another passes without."""
    passed = {exercise.id: exercise for exercise in exercises if exercise.status == "passed"}
    for one in passed.values():
        if one.stand_in in passed:
            words = (
                f"{passed[one.stand_in].short} is right, but {one.short} does not work with it: "
                f"look for what takes long there, such as time.sleep."
            )
            page.gap()
            page.prose(Text(), page.text(words))


def _tell_checks(page: Lines, exercise: ExerciseResult, brief: bool) -> None:
    if exercise.status == "error":
        _tell_kit_fault(page, exercise)
    _tell_passed(page, exercise.checks)
    failed = [check for check in exercise.checks if check.status == "failed"]
    for check in failed[:1] if brief else failed:
        _tell_failed(page, check)
    if not brief:
        _tell_skipped(page, exercise.checks)
    elif failed[1:]:
        more = f" {count(len(failed) - 1, 'more check')} failed; a tells all"
        page.write(Text("  ") + page.mark("failed") + page.text(more))


def _tell_passed(page: Lines, checks: list[CheckResult]) -> None:
    passed = sum(check.status == "passed" for check in checks)
    if passed:
        row = f" {passed} of {count(len(checks), 'check')} passed"
        page.write(Text("  ") + page.mark("passed") + page.text(row))


def _tell_failed(page: Lines, check: CheckResult) -> None:
    tag = f"({check.id}, {check.score} of {count(check.max_score, 'point')})"
    page.gap()
    lead = Text("  ") + page.mark("failed") + Text(" ")
    head, texts = check.requirement, {"expected": check.expected, "got": check.got}
    if check.unknown_name:  # the requirement would lead astray: it may be met but for that
        head, line = check.unknown_name
        texts = {"expected": check.requirement, "line": line}
    page.prose(lead, page.text(head, "bold"), page.text(tag, "dim"))
    for label, text in texts.items():
        if text is not None:
            page.block(_label(label), text)
    for label, text in (("where", check.where), ("try", check.advice)):
        if text is not None:
            page.prose(_label(label), page.text(text))


def _tell_skipped(page: Lines, checks: list[CheckResult]) -> None:
    by_id = {check.id: check for check in checks}
    waiting = Counter(_awaited(check, by_id) for check in checks if check.status == "skipped")
    if waiting:
        page.gap()
    for awaited, number in waiting.items():
        verb = "waits" if number == 1 else "wait"
        row = page.text(f"{count(number, 'check')} {verb} for {awaited}", "dim")
        page.prose(Text("  ") + page.mark("skipped") + Text(" "), row)


def _awaited(check: CheckResult, by_id: Mapping[str, CheckResult]) -> str:
    """Return what a skipped check waits for in the end: something that was not skipped itself."""
    earlier = by_id.get(check.because or "")
    if earlier is not None and earlier.status == "skipped":
        return _awaited(earlier, by_id)
    return check.awaited


def _tell_kit_fault(page: Lines, exercise: ExerciseResult) -> None:
    excuse = "The kit could not grade this file. That is the kit's fault, not yours."
    page.prose(Text("  "), page.text(excuse, "bold"))
    reasons = [check.got or "unknown" for check in exercise.checks if check.status == "error"]
    for reason in dict.fromkeys(reasons):
        page.block(_label("reason"), reason)


def _tell_output(page: Lines, output: str) -> None:
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


def _tell_score(page: Lines, result: Result) -> None:
    tell_points(page, result.exercises)
    # Where nothing but headlines was printed, they are still in view.
    if any(e.status in TOLD for e in result.exercises) and len(result.exercises) > 1:
        tell_states(page, result.exercises)
    if any(e.status == "failed" for e in result.exercises):
        page.write(page.text(f"To get the same prompts again: --seed {result.seed}", "dim"))


def _tell_next(page: Lines, result: Result, session: NextCommands) -> None:
    todo = [e for e in result.exercises if e.status in ("failed", "not_started")]
    if result.exit_status == 3:
        _tell_broken(page, result, session)
    elif result.exit_status == 0:
        _tell_all_passed(page, result, session)
    if todo:
        _tell_first(page, todo[0], result, session)


def _tell_broken(page: Lines, result: Result, session: NextCommands) -> None:
    broken = [e.short for e in result.exercises if e.status == "error"]
    page.prose(
        Text(),
        page.text(
            "Not everything could be graded: this is no mark, and not your fault. Try again:"
        ),
    )
    page.write(page.text(f"  run   {session.again(*broken)}"))
    stays = "If it stays so, show the reason above to whoever runs the course."
    page.prose(Text(), page.text(stays))
    page.gap()


def _tell_all_passed(page: Lines, result: Result, session: NextCommands) -> None:
    page.write(page.text(praise(result.exercises), "green"))
    if len(result.exercises) == len(exercise_ids()):
        return
    page.gap()
    page.write(page.text("Next, see what is left:"))
    page.write(page.text(f"  run   {session.again()}"))


def praise(passed: Collection[ExerciseResult]) -> str:
    """Return that these exercises passed, by name unless they are all there are."""
    if len(passed) == len(exercise_ids()):
        return f"All {len(passed)} exercises passed. Well done!"
    *others, last = [exercise.short for exercise in passed]
    names = f"{', '.join(others)} and {last}" if others else last
    return f"{names} passed. Well done!"


def _tell_first(
    page: Lines, exercise: ExerciseResult, result: Result, session: NextCommands
) -> None:
    file = file_to_write(exercise)
    if all(e.status == "not_started" for e in result.exercises) and file == exercise.file:
        page.prose(Text(), page.text("Nothing is written yet: this is where everybody starts."))
        page.gap()
    tell_what_to_open(page, exercise, session)
    if is_gone(exercise):
        return
    page.write(page.text(f"  run   {session.again(exercise.short)}"))
    if session.is_students:
        page.write(page.text(f"  hint  {session.other('hint', file.partition('_')[0])}"))
    if exercise.status == "failed":
        page.gap()
        tell_by_hand(page, exercise, session)


def tell_what_to_open(page: Lines, exercise: ExerciseResult, session: NextCommands) -> None:
    """Print where to go on."""
    if is_gone(exercise):
        page.prose(Text(), page.text("Next, save your file once more, or begin with its stub:"))
        page.write(page.text(f"  run   {session.other('reset', exercise.short)}"))
        return
    file = file_to_write(exercise)
    if file != exercise.file:
        waits = f"{exercise.short} imports {file}, and there the code is still to be written."
        page.prose(Text(), page.text(waits))
        page.gap()
    failed = exercise.status == "failed"
    what = "Next:" if failed else "Next, write what the TODO in this file asks for:"
    page.write(page.text(what, "bold"))
    page.write(page.text(f"  open  {session.place(exercise)}"))


def tell_by_hand(page: Lines, exercise: ExerciseResult, session: NextCommands) -> None:
    """Print the commands that show what the grader saw."""
    first, *second = session.by_hand(exercise.id)
    facts = exercise_facts(exercise.id)
    log = f"put a {facts.log} here and " if facts.log else ""
    page.prose(Text(), page.text(f"To see it for yourself, {log}paste this into a terminal:"))
    page.write(page.text(f"  {first}"))
    for command in second:
        page.write(page.text("and, while that runs, this into a second one:"))
        page.write(page.text(f"  {command}"))
    # No stand-in of the kit's is there by hand.
    for id in filter(None, (exercise.stand_in, facts.served_by)):
        own = exercise_facts(id).file
        page.prose(Text(), page.text(f"This runs your own {own}, which has to work for it."))


def _label(label: str) -> Text:
    return styled(f"      {label:<10}", "dim")
