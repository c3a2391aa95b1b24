"""Files that Python cannot read because a line begins in the wrong column, or in a wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from graders.repair.edits import STEP
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.source import Edit, SourceText
from graders.repair.unread import (
    indentation_of,
    line_text,
    met,
    rewritten,
    rewritten_lines,
    substituted,
)

TAB = "\t"


@rule("line-too-far-in")
def line_too_far_in(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A line is indented although nothing above begins a block, or not as the others are."""
    for number, _ in met(evidence, r"unexpected indent|unindent does not match"):
        here = indentation_of(line_text(source, number))
        says = "This line does not begin in the same column as the lines it belongs to."
        for wanted in _columns_above(source, number):
            if wanted != here:
                yield Correction((_moved(source, number, wanted, block=True),), says, likely=2)
                yield Correction((_moved(source, number, wanted, block=False),), says, likely=2)
        above = _above(source, number)
        there = indentation_of(line_text(source, above))
        if above and there != here:
            says = "This line does not begin in the same column as the lines below it."
            edit = rewritten(source, above, here + line_text(source, above).lstrip())
            yield Correction((edit,), says, likely=1)


def _above(source: SourceText, number: int) -> int:
    """Return the number of the next line above that is not blank, or 0."""
    lines = range(number - 1, 0, -1)
    return next((line for line in lines if line_text(source, line).strip()), 0)


def _columns_above(source: SourceText, number: int) -> list[str]:
    """Return the indentations of the lines above, the nearest first, each once."""
    above = [line_text(source, line) for line in range(number - 1, 0, -1)]
    return [*dict.fromkeys(indentation_of(line) for line in above if line.strip())][:3]


def _moved(source: SourceText, number: int, indentation: str, block: bool) -> Edit:
    """Return the edit that gives a line another indentation, and those that belong to it."""
    old, last = indentation_of(line_text(source, number)), number
    while block and last < len(source.lines):
        following = line_text(source, last + 1)
        if following.strip() and not following.startswith(old):
            break
        last += 1
    lines = [line_text(source, line) for line in range(number, last + 1)]
    new = [indentation + line[len(old) :] if line.strip() else line for line in lines]
    return rewritten_lines(source, number, new)


@rule("line-too-far-out")
def line_too_far_out(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A block's line is not indented below the line that begins it."""
    for number, found in met(
        evidence, r"expected an indented block(?: after .*'?(\w+)'? .*on line (\d+))?"
    ):
        header = int(found[2]) if found[2] else _above(source, number)
        wanted = indentation_of(line_text(source, header)) + STEP
        text = " ".join(line_text(source, header).split())
        says = f"What belongs to the line {text} has to begin further in than that line."
        for block in (False, True):
            yield Correction((_moved(source, number, wanted, block),), says, likely=2)
        second = _first_and(source, number, wanted, 2)
        if second is not None:
            yield Correction((second,), says, likely=2)


def _first_and(source: SourceText, number: int, wanted: str, count: int) -> Edit | None:
    """Return the edit that gives this many lines, from one on, another indentation."""
    lines = [line_text(source, line) for line in range(number, number + count)]
    old = indentation_of(lines[0])
    if not all(line.startswith(old) for line in lines):
        return None
    return rewritten_lines(source, number, [wanted + line[len(old) :] for line in lines])


@rule("outside-of-the-function")
def outside_of_the_function(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A return, yield or await is not indented as the function it belongs to."""
    for number, found in met(evidence, r"'(return|yield|await|async \w+)[\w ]*'? outside function"):
        wanted = next((c for c in _columns_above(source, number) if c), STEP)
        says = f"{found[1]} stands at the left, outside of the function to which it belongs."
        for column in dict.fromkeys((wanted, STEP)):
            for block in (False, True):
                edit = _moved(source, number, column, block)
                yield Correction((edit,), says, likely=2)
        yield Correction((_paragraph_moved(source, number),), says, likely=2)
    for number, _ in met(evidence, r"outside loop|not properly in loop"):
        word = line_text(source, number).split()[0]
        says = f"{word} stands outside of any loop, so there is nothing for it to end."
        edit = rewritten(source, number, indentation_of(line_text(source, number)) + "pass")
        yield Correction((edit,), says, likely=2)


def _paragraph_moved(source: SourceText, number: int) -> Edit:
    """Return the edit that indents all lines around one, up to the function's and a blank one."""
    first = last = number
    while line_text(source, first - 1).strip() and not indentation_of(line_text(source, first - 1)):
        if line_text(source, first - 1).startswith(("def ", "async def ", "@")):
            break
        first -= 1
    while line_text(source, last + 1).strip():
        last += 1
    lines = [line_text(source, line) for line in range(first, last + 1)]
    return rewritten_lines(source, first, [STEP + line for line in lines])


@rule("tabs-and-spaces")
def tabs_and_spaces(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Some lines are indented with tabs and others with spaces."""
    for _ in met(evidence, r"inconsistent use of tabs|unindent does not match|unexpected indent"):
        for width in (4, 8, 2):
            spaces = partial(_with_spaces, width=width)
            if edits := substituted(source, r"(?m)^[ \t]+", spaces):
                says = "Some lines begin with tabs and others with spaces, which do not mix."
                yield Correction(edits, says, likely=2)


def _with_spaces(indentation: re.Match[str], width: int) -> str:
    return indentation[0].replace(TAB, " " * width)


@rule("yield-from-in-async")
def yield_from_in_async(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """`yield from` stands in an async def, where Python does not allow it."""
    for number, _ in met(evidence, r"'yield from' inside async function"):
        line = line_text(source, number)
        found = re.match(r"(\s*)yield from (.+)", line)
        if found:
            says = "An async def may not have yield from in it; a loop with yield does the same."
            for word in ("for", "async for"):
                new = f"{found[1]}{word} item in {found[2]}:\n{found[1]}{STEP}yield item"
                yield Correction((rewritten(source, number, new),), says, likely=2)


@rule("return-in-async-generator")
def return_in_async_generator(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An async generator returns a value, which Python does not allow."""
    for number, _ in met(evidence, r"'return' with value in async generator"):
        line = line_text(source, number)
        says = "A function that yields in an async def cannot return a value as well."
        new = re.sub(r"return\b", "yield", line, count=1)
        yield Correction((rewritten(source, number, new),), says, likely=2)
        yield Correction((rewritten(source, number, indentation_of(line) + "return"),), says, 2)


@rule("positional-after-keyword")
def positional_after_keyword(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An argument without a keyword stands behind one with."""
    for number, _ in met(evidence, r"positional argument follows keyword"):
        line = line_text(source, number)
        found = re.search(r"\((\w+=[^,()]+), ([^=]+)\)(.*)$", line)
        if found:
            says = "An argument without a keyword has to stand in front of those with one."
            new = f"{line[: found.start()]}({found[2]}, {found[1]}){found[3]}"
            yield Correction((rewritten(source, number, new),), says, likely=2)
