"""Loops that count or add: a counter that stands still, an end that comes too early or never."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair.edits import insert_after, is_on_own_lines
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.source import SourceText, after, replace, start
from graders.repair.tree import (
    LOOPS,
    around,
    block_of,
    body_of,
    expressions,
    loop_around,
    names_in,
    shown,
    statement_above,
    statements,
    within,
    yielded,
    yields,
)


@rule("counted-for-nothing")
def counted_for_nothing(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """`i + 1` is worked out and kept nowhere, so that the counter stands still."""
    for _, only in expressions(source):
        left, sign = only.field("left"), only.field("operator")
        if only.kind() != "binary_operator" or left is None or sign is None:
            continue
        if left.kind() == "identifier" and loop_around(only) is not None:
            says = f"{shown(only)} is worked out and kept nowhere: {left.text()} stays as it is."
            yield Correction((after(sign, "="),), says, likely=2)


@rule("counter-stands-still")
def counter_stands_still(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """What a `while` asks for never changes in it."""
    for loop in source.all("while_statement"):
        condition, body = loop.field("condition"), body_of(loop)
        if condition is None or not body or not is_on_own_lines(source, block_of(loop)):
            continue
        # Where something is called, or one name changes, the condition may well become another.
        names = names_in(condition)
        if names & _assigned(loop) or re.search(r"\b(?!len\b)\w+\(", condition.text()):
            continue
        for name in sorted(names):
            above = statement_above(loop)
            made = re.fullmatch(rf"{name} = (.*)", above.text(), re.DOTALL) if above else None
            if made is None or re.search(rf"\b{name}[.\[]|\b(?!len)\w+\({name}\b", loop.text()):
                continue
            again = f"{name} += 1" if made[1].isdigit() else made[0]
            says = f"Nothing in this while changes {name}, so it goes round for ever."
            yield Correction((insert_after(source, body[-1], again),), says, likely=2)


def _assigned(loop: SgNode) -> set[str]:
    """Return the names that get a value in a loop."""
    names: set[str] = set()
    for node in within(loop, "assignment", "augmented_assignment", "named_expression"):
        left = node.field("left") or node.field("name")
        names |= names_in(left) if left is not None else set()
    return names


@rule("ends-too-early")
def ends_too_early(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The condition of a `while` stops before the last one, or goes one too far."""
    for loop in source.all("while_statement"):
        condition = loop.field("condition")
        text = condition.text() if condition is not None else ""
        if condition is None or "len(" not in text:
            continue
        for wrong, right, what in BOUNDS:
            new = re.sub(wrong, right, text)
            if new != text:
                says = f"while {shown(condition)} {what}."
                yield Correction((replace(condition, new),), says, likely=1)


BOUNDS = (
    (r"(len\(\w+\)) - 1\b", r"\1", "ends before the last one"),
    (r"<= (len\(\w+\))", r"< \1", "goes one further than there are"),
)
"""What is wrong in a condition, what is right there, and what the wrong one does."""


@rule("all-of-it-again")
def all_of_it_again(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A text grows in a loop, and all of it is yielded each time."""
    for node in yields(source):
        loop, value = around(node, *LOOPS), yielded(node)
        for added in within(loop, "augmented_assignment") if loop is not None else ():
            left, sign = added.field("left"), added.field("operator")
            if value is None or left is None or sign is None or left.text() != value.text():
                continue
            begun_anew = (
                re.search(rf"\b{left.text()} = ", loop.text()) if loop is not None else None
            )
            if sign.text() == "+=" and begun_anew is None:
                says = f"{left.text()} grows with each round, and all of it is yielded every time."
                yield Correction((replace(sign, "="),), says, likely=2)


@rule("no-way-out")
def no_way_out(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A `while True` notices that all has come, and goes on nevertheless."""
    for loop in source.all("while_statement"):
        condition = loop.field("condition")
        if condition is None or condition.text() not in ("True", "1"):
            continue
        if list(within(loop, "break_statement", "return_statement")):
            continue
        for clause in within(loop, "except_clause", "if_statement", "else_clause"):
            block = next((c for c in clause.children() if c.kind() == "block"), None)
            inner = statements(block)
            if not inner or not is_on_own_lines(source, block):
                continue
            if clause.kind() != "except_clause" and "yield" in clause.text().partition("\n")[2]:
                continue
            last, head = inner[-1], shown(clause).partition(":")[0]
            if clause.kind() != "if_statement":
                head = " ".join(source.text[start(clause) : start(inner[0])].split()).rstrip(": ")
            says = f"Nothing under {head} ends the loop, so it goes on for ever."
            is_gap = last.kind() in ("continue_statement", "pass_statement")
            edit = replace(last, "break") if is_gap else insert_after(source, last, "break")
            yield Correction((edit,), says, likely=1)
