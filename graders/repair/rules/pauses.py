"""The pause before each token: how long it is, where it stands, and whom it holds up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair.edits import insert_before, is_on_own_lines, lines_of, unwrapped, with_import
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.seen import may_be
from graders.repair.source import (
    SourceText,
    arguments,
    before,
    function_around,
    indent_of,
    is_async,
    name_of,
    replace,
    start,
)
from graders.repair.tree import (
    LOOPS,
    around,
    block_of,
    body_of,
    expressions,
    loop_variable,
    parent_is,
    shown,
    statement_above,
    statement_of,
    statements,
    yielded,
)

PAUSE = "await asyncio.sleep(0.01)"


def _pauses(evidence: Evidence) -> bool:
    return evidence.exercise.short == "stage3"


def _token_loops(source: SourceText) -> Iterator[SgNode]:
    for loop in source.all(*LOOPS):
        function = function_around(loop)
        if function is not None and is_async(function) and loop.find(kind="yield") is not None:
            yield loop


@rule("blocking-sleep")
def blocking_sleep(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The pause holds up the whole server."""
    for call in source.calls("time.sleep", "sleep"):
        function = call.field("function")
        given = arguments(call)
        handed = parent_is(call, "argument_list")
        imported = _is_imported_from(source, "asyncio", "sleep")
        if function is None or not given or handed or imported:
            continue
        target = call.parent() if parent_is(call, "await") else call
        what = shown(call) if "." in function.text() else f"{shown(call)} is time.sleep, and"
        says = f"{what} stops the whole server, not only this stream."
        if function.text() == "sleep" and not _is_imported_from(source, "time", "sleep"):
            says = "There is no sleep here; the pause that lets others go on is asyncio.sleep."
        edits = [replace(target or call, f"await asyncio.sleep({given[0].text()})")]
        outer = function_around(call)
        if outer is not None and not is_async(outer) and outer.find(kind="yield") is not None:
            edits.append(before(outer, "async "))
            says = f"{name_of(outer)} is a plain def, in which a pause cannot be awaited."
        likely = 2 if _pauses(evidence) or outer is None or is_async(outer) else 0
        yield Correction((*edits, *with_import(source, "asyncio")), says, likely)
    for _, only in expressions(source):
        if only.kind() == "call" and BLOCKS.search(only.text()) and _is_in_async(only):
            says = f"{shown(only)} makes the whole server wait: nobody else is served meanwhile."
            instead = (replace(only, PAUSE), *with_import(source, "asyncio"))
            yield Correction(instead, says, likely=2 if _pauses(evidence) else 0)


BLOCKS = re.compile(r"Event\(\)\.wait\(|\.result\(\)|^subprocess\.run|^select\.select|^os\.system")
"""Calls on the event loop that hold it up."""


@rule("called-too-early")
def called_too_early(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A thread is given what a call returns, where it should make the call."""
    for outer in source.calls("asyncio.to_thread", ".run_in_executor", ".submit"):
        for call in [node for node in arguments(outer) if node.kind() == "call"]:
            function, given = call.field("function"), arguments(call)
            if function is not None and given:
                parts = ", ".join(node.text() for node in (function, *given))
                says = f"{shown(call)} is carried out right here, before the thread has its turn."
                yield Correction((replace(call, parts),), says, likely=2)


@rule("busy-wait")
def busy_wait(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A `while` that does nothing goes round until the time has come."""
    for loop in source.all("while_statement") if _pauses(evidence) else ():
        inner, above = body_of(loop), statement_above(loop)
        if [statement.kind() for statement in inner] == ["pass_statement"]:
            edits = [replace(loop, PAUSE), *with_import(source, "asyncio")]
            if above is not None and above.text().split(" = ")[0] in loop.text():
                edits.append(lines_of(source, above))
            says = "This while keeps the whole server busy until its time has come."
            yield Correction(tuple(edits), says, likely=2)


def _is_in_async(node: SgNode) -> bool:
    function = function_around(node)
    return function is not None and is_async(function)


def _is_imported_from(source: SourceText, module: str, name: str) -> bool:
    lines = source.all("import_from_statement")
    return any(re.match(rf"from {module} import .*\b{name}\b", line.text()) for line in lines)


@rule("sleep-not-called")
def sleep_not_called(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """What is awaited is no call of asyncio.sleep."""
    for node in source.all("await") if _pauses(evidence) else ():
        awaited = node.child(1)
        if awaited is None:
            continue
        if awaited.kind() == "call":
            inner = arguments(awaited)
            if re.match(r"asyncio\.sleep\((?!delay)\w+=", awaited.text()):
                says = "asyncio.sleep takes the number of seconds without a keyword."
                yield Correction((replace(awaited, "asyncio.sleep(0.01)"),), says, likely=2)
            elif awaited.text() == "asyncio.sleep()":
                says = "asyncio.sleep() is not told for how many seconds to wait."
                yield Correction((replace(awaited, "asyncio.sleep(0.01)"),), says, likely=2)
            elif WAITS.match(awaited.text()):
                continue
            elif len(inner) == 1 and inner[0].text().startswith("asyncio.sleep("):
                says = f"{shown(awaited)} is nothing to await: only the asyncio.sleep in it is."
                yield Correction((replace(node, f"await {inner[0].text()}"),), says, likely=2)
            continue
        says = f"{shown(awaited)} is nothing to await: only a call of asyncio.sleep makes a pause."
        told = "await" in evidence.messages or "sleep" in awaited.text()
        edit = replace(awaited, "asyncio.sleep(0.01)")
        yield Correction((edit,), says, likely=2 if told else 0)


WAITS = re.compile(r"asyncio\.(shield|wait_for|gather|create_task|ensure_future)\(")
"""What can be awaited with an asyncio.sleep in it."""


@rule("wrong-pause")
def wrong_pause(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The number of seconds in a pause is not the contract's."""
    if not _pauses(evidence):
        return
    for call in source.calls(*SLEEPS):
        for given in arguments(call):
            value = given.field("value") if given.kind() == "keyword_argument" else given
            if value is None or not _may_be_time(value):
                continue
            if value.text() in (_ten_ms(given), "0.01", "None"):
                continue
            says = _about_pause(value, _ten_ms(given) == "10")
            if call.text().partition("(")[0].endswith("uniform"):
                says = f"{shown(call)} seconds are not the same 10 ms before every token."
            yield Correction((replace(value, _ten_ms(given)),), says, likely=1)
    for node in source.all("assignment"):
        value = node.field("right")
        if value is None or not parent_is(statement_of(node), "module"):
            continue
        if _number(value) not in (None, 0.01):
            yield Correction((replace(value, "0.01"),), _about_pause(value), likely=1)


SLEEPS = (
    "asyncio.sleep", "sleep", "asyncio.to_thread", ".run_in_executor", ".submit", ".uniform",
    "timedelta", "datetime.timedelta", ".wait", "anyio.sleep",
)  # fmt: skip


def _may_be_time(value: SgNode) -> bool:
    return value.kind() not in ("attribute", "string", "list", "call")


def _ten_ms(given: SgNode) -> str:
    name = given.field("name")
    return "10" if name is not None and name.text() == "milliseconds" else "0.01"


def _number(value: SgNode) -> float | None:
    try:
        return float(value.text())
    except ValueError:
        return None


def _about_pause(value: SgNode, is_ms: bool = False) -> str:
    seconds = _number(value)
    if is_ms:
        return f"The pause is {shown(value)} milliseconds here, not 10."
    if value.kind() == "identifier":
        return f"{value.text()} is not the number of seconds that is asked for, which is 0.01."
    if seconds is None:
        return f"A pause of {shown(value)} seconds is not 10 milliseconds before every token."
    if seconds <= 0:
        return f"A pause of {value.text()} seconds takes no time at all; 10 milliseconds are asked."
    return f"The pause is given in seconds: {value.text()} are {seconds * 1000:g} ms, not 10."


@rule("no-pause")
def no_pause(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The loop over the tokens has no pause in it."""
    for loop in _token_loops(source) if _pauses(evidence) else ():
        block = block_of(loop)
        if block is None or "sleep" in loop.text() or not is_on_own_lines(source, block):
            continue
        outside = [call for call in source.calls("asyncio.sleep") if _beside(call, loop)]
        edit = insert_before(source, statements(block)[0], PAUSE)
        for call in outside:
            statement = statement_of(call)
            where = "before" if start(statement) < start(loop) else "after"
            says = (
                f"The pause stands {where} the loop: there is one in all, not one for each token."
            )
            yield Correction((lines_of(source, statement), edit), says, likely=2)
        if not outside:
            says = "Nothing in the loop is awaited, so there is no pause that lets others go on."
            if "await" in loop.text():
                says = "The loop makes no pause of its own before each token."
            edits = (edit, *with_import(source, "asyncio"))
            yield Correction(edits, says, likely=1)


def _beside(call: SgNode, loop: SgNode) -> bool:
    """Whether a call stands in the function of a loop, and in no loop itself."""
    one, other = function_around(call), function_around(loop)
    is_near = one is not None and other is not None and start(one) == start(other)
    return is_near and around(call, *LOOPS) is None


@rule("run-instead-of-await")
def run_instead_of_await(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A coroutine is handed to something that runs it elsewhere, where await belongs."""
    for call in source.calls(
        "asyncio.run", ".run_until_complete", "asyncio.create_task", "asyncio.ensure_future",
        "asyncio.run_coroutine_threadsafe",
    ):  # fmt: skip
        given, function = arguments(call), call.field("function")
        outer = function_around(call)
        if not given or function is None or outer is None:
            continue
        if not is_async(outer) and outer.find(kind="yield") is None:
            continue
        edits = [] if is_async(outer) else [before(outer, "async ")]
        target = call
        if parent_is(call, "attribute"):
            outer = (call.parent() or call).parent()
            target = outer if outer is not None and outer.kind() == "call" else call
        if parent_is(target, "await"):
            target = target.parent() or target
        says = f"{function.text()} does not wait here for {shown(given[0])}, as await would."
        if edits:
            says = f"{function.text()} makes a loop of its own for {shown(given[0])} and closes it."
        is_task = function.text().endswith(("create_task", "ensure_future"))
        likely = 0 if is_task and "sleep(" not in given[0].text() else 2
        yield Correction((replace(target, f"await {given[0].text()}"), *edits), says, likely)


@rule("yield-of-the-pause")
def yield_of_the_pause(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """What is yielded is the pause, which is None, and not the token."""
    for node in source.all("yield"):
        given = yielded(node)
        name = loop_variable(around(node, "for_statement"))
        if given is not None and name and re.match(r"(await )?asyncio\.sleep\(", given.text()):
            pause = given.text() if given.kind() == "await" else f"await {given.text()}"
            text = f"{pause}\n{indent_of(source, node)}yield {name}"
            says = f"This yields what the pause gives, which is None, and not {name}."
            yield Correction((replace(node, text),), says, likely=2)


@rule("pause-after-the-token")
def pause_twice(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """There are two pauses in the loop, or one somewhere that is too much."""
    calls = [call for call in source.calls("asyncio.sleep") if parent_is(call, "await")]
    wrong = _pauses(evidence) and may_be(evidence, "pauses", "one-per-step", "ten-ms")
    for call in calls[::-1] if len(calls) > 1 and wrong else ():
        says = f"This {shown(call)} is a second pause; one before each token is asked."
        yield Correction((lines_of(source, statement_of(call)),), says, likely=1)
    for call in source.calls("time.sleep"):
        if parent_is(call, "expression_statement"):
            says = (
                f"{shown(call)} stops the whole server for that time, and no pause is asked here."
            )
            yield Correction((lines_of(source, statement_of(call)),), says, likely=1)


@rule("lock-around-the-stream")
def lock_around_the_stream(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A lock or semaphore lets only some of the streams go on."""
    names = re.findall(r"(\w+) = (?:asyncio|threading)\.(?:Lock|\w*Semaphore)\(", source.text)
    for node in source.all("with_statement"):
        header = node.text().partition("\n")[0]
        held = re.match(r"(?:async )?with (?:self\.)?(\w+)(?: as \w+)?:", header)
        edit = unwrapped(source, node)
        if held and held[1] in names and edit is not None:
            says = f"While one stream holds {held[1]}, the others have to wait for its end."
            if re.search(rf"{held[1]} = .*Semaphore", source.text):
                says = f"{held[1]} lets only some streams go on; the others wait for their end."
            yield Correction((edit,), says, likely=2)
