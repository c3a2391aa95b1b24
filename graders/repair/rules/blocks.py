"""A statement that stands in the wrong place: too far in, too far out, above or below another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ast_grep_py import SgNode

from graders.repair.edits import indented, is_on_own_lines, lines_of, text_of, unwrapped
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.source import Edit, SourceText, indent_of, start
from graders.repair.tree import (
    LOOPS,
    block_of,
    body_of,
    is_main_guard,
    is_text,
    names_in,
    shown,
    statements,
    statements_behind,
)

COMPOUND = (*LOOPS, "with_statement", "if_statement", "try_statement")
EXITS = ("return_statement", "break_statement", "continue_statement")
HANDLERS = ("except_clause", "finally_clause")
NAMES = {
    "for_statement": "for",
    "while_statement": "while",
    "with_statement": "with",
    "if_statement": "if",
    "try_statement": "try",
}


@rule("only-as-a-program")
def only_as_a_program(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """What the file has to provide is made only where it is run as a program."""
    name = evidence.exercise.name
    made = re.compile(rf"^\s+(?:(?:async )?def {name}\(|{name}\s*[:=])", re.MULTILINE)
    for node in source.all("if_statement"):
        edit = unwrapped(source, node) if is_main_guard(node) else None
        if edit is not None and made.search(node.text()):
            says = (
                f"{name} is made only where this file is run as a program; who imports it has none."
            )
            yield Correction((edit,), says, likely=2)


@rule("too-far-out")
def too_far_out(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A statement stands after a block in which it belongs."""
    for block in source.all("block"):
        inner = statements(block)
        for above, statement in pairwise(inner):
            target = block_of(above)
            if above.kind() not in COMPOUND or not is_on_own_lines(source, target):
                continue
            needs = bool(names_in(statement) & _targets(above))
            if not (needs or _belongs_to(above, statement)):
                continue
            new = indent_of(source, statements(target)[0])
            edit = _reindented(source, statement, statement, new)
            word = NAMES[above.kind()]
            says = f"{shown(statement)} stands after the {word} and is done when that is over."
            yield Correction((edit,), says, likely=1 if needs else 0)
            behind = statements_behind(statement)
            if behind and all(names_in(other) & _targets(above) for other in behind):
                edit = _reindented(source, statement, inner[-1], new)
                yield Correction((edit,), says, likely=0)


def _belongs_to(above: SgNode, statement: SgNode) -> bool:
    """Whether a yield stands below a `with` or `try` that gives nothing away itself."""
    return above.kind() not in LOOPS and _has_yield(statement) and not _has_yield(above)


def _targets(compound: SgNode) -> set[str]:
    left = compound.field("left")
    names = names_in(left) if left is not None else set()
    for target in compound.find_all(kind="as_pattern_target"):
        names |= names_in(target)
    return names


def _has_yield(statement: SgNode) -> bool:
    return statement.find(kind="yield") is not None


def _reindented(source: SourceText, first: SgNode, last: SgNode, new: str) -> Edit:
    taken = lines_of(source, first, last)
    return Edit(
        taken.start, taken.end, indented(text_of(source, taken), indent_of(source, first), new)
    )


@rule("too-far-in")
def too_far_in(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The last statement of a block belongs after it."""
    for compound in source.all(*COMPOUND):
        inner = body_of(compound)
        if len(inner) < 2 or not is_on_own_lines(source, block_of(compound)):
            continue
        stops = inner[-1].kind() in ("return_statement", "break_statement")
        if not stops and (compound.kind() == "with_statement" or _needs(compound, inner[-1])):
            continue
        outside = indent_of(source, compound)
        edit = _reindented(source, inner[-1], inner[-1], outside)
        if indent_of(source, inner[-1]) == outside:
            continue
        word = NAMES[compound.kind()]
        each = "for each item" if compound.kind() in LOOPS else "only there"
        says = f"{shown(inner[-1])} stands inside the {word} and is done {each}."
        yield Correction((edit,), says, likely=1 if stops else 0)


def _needs(compound: SgNode, statement: SgNode) -> bool:
    """Whether a statement uses a name that the compound statement around it gives a value."""
    made = _targets(compound).union(*(_made_by(inner) for inner in body_of(compound)))
    return bool(names_in(statement) & made)


@rule("condition-too-many")
def condition_too_many(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An `if` lets something happen only sometimes that has to happen always."""
    for condition in source.all("if_statement"):
        test, edit = condition.field("condition"), unwrapped(source, condition)
        inner = body_of(condition)
        if test is None or edit is None or is_main_guard(condition):
            continue
        if inner[-1].kind() in EXITS or condition.field("alternative") is not None:
            continue
        # What matters may not be the first of several.
        told = next((s for s in inner if _is_wanted(s)), inner[0])
        says = f"{shown(told)} happens only if {shown(test)}, and has to happen every time."
        likely = int(_is_wanted(condition))
        yield Correction((edit,), says, likely)


def _is_wanted(statement: SgNode) -> bool:
    return _has_yield(statement) or "raise_for_status" in statement.text()


@rule("wrong-order")
def wrong_order(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Two statements stand in the wrong order: the first needs what the second makes."""
    for block in source.all("block"):
        inner = statements(block)
        for one, other in pairwise(inner):
            needs = names_in(one) & _made_by(other)
            told = any(re.search(rf"variable '{name}'", evidence.messages) for name in needs)
            early = _has_yield(one) and re.search(r"\bsleep\(|raise_for_status", other.text())
            if is_text(one) or one.text() == other.text() or not (told or needs or early):
                continue
            first, second = lines_of(source, one), lines_of(source, other)
            text = text_of(source, second) + source.text[first.end : second.start]
            edit = Edit(first.start, second.end, text + text_of(source, first))
            says = f"{shown(one)} comes too early: it belongs below {shown(other)}."
            yield Correction((edit,), says, likely=2 if told else 1 if early else 0)


def _made_by(statement: SgNode) -> set[str]:
    assignment = statement.child(0)
    left = assignment.field("left") if assignment is not None else None
    names = names_in(left) if left is not None else set()
    return names | _targets(statement)


@rule("outside-the-try")
def outside_the_try(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A statement that can fail stands above the `try` that would clean up after it."""
    for attempt in source.all("try_statement"):
        parent = attempt.parent()
        above = [s for s in statements(parent) if start(s) < start(attempt)]
        target = body_of(attempt)
        if not above or not target or "finally" not in attempt.text():
            continue
        indent = indent_of(source, target[0])
        taken = lines_of(source, above[-1])
        moved = indented(text_of(source, taken), indent_of(source, above[-1]), indent)
        place = lines_of(source, target[0]).start
        says = f"{shown(above[-1])} stands above the try, so nothing is closed when it fails."
        edits = (taken, Edit(place, place, moved))
        yield Correction(edits, says, likely=1)


@rule("guarded-block")
def guarded_block(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A `try` hides an error by going on as if nothing had happened."""
    for attempt in source.all("try_statement"):
        block = block_of(attempt)
        handlers = [c for c in attempt.children() if c.kind() in HANDLERS]
        if block is None or not handlers or not is_on_own_lines(source, block):
            continue
        whole, inner = lines_of(source, attempt), statements(block)
        body = lines_of(source, inner[0], inner[-1])
        text = indented(
            text_of(source, body), indent_of(source, inner[0]), indent_of(source, attempt)
        )
        header = shown(handlers[0]).partition(":")[0]
        says = f"{header} hides an error here, and the code goes on as if nothing had happened."
        if header == "finally":
            says = "What stands under finally is done too when the reader leaves early."
        yield Correction((Edit(whole.start, whole.end, text),), says, likely=0)
