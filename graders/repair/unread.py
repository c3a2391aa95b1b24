"""The lines that Python cannot read, and edits of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from graders.repair.rule import Evidence
from graders.repair.source import Edit, SourceText

COMMENT = re.compile(r"\s*#[^\"']*$|\s*$")


def met(evidence: Evidence, pattern: str = "") -> Iterator[tuple[int, re.Match[str]]]:
    """Yield the line of each message that Python cannot read the file, and what matches in it."""
    for problem in evidence.problems:
        found = re.search(pattern, problem.message)
        here = problem.kind == "syntax" and problem.file in (None, evidence.exercise.file)
        if here and problem.line and found:
            yield problem.line, found


def line_text(source: SourceText, number: int) -> str:
    """Return a line without its line end; nothing for one that is not there."""
    return source.lines[number - 1].rstrip("\r\n") if 0 < number <= len(source.lines) else ""


def rewritten(source: SourceText, number: int, text: str) -> Edit:
    """Return the edit that puts another text in the place of a line."""
    place = source.start_of_line(number)
    return Edit(place, place + len(line_text(source, number)), text)


def rewritten_lines(source: SourceText, first: int, new: list[str]) -> Edit:
    """Return the edit that puts other texts in the place of as many lines."""
    last = first + len(new) - 1
    begin = source.start_of_line(first)
    line_end = "\r\n" if source.lines[first - 1].endswith("\r\n") else "\n"
    stop = source.start_of_line(last) + len(line_text(source, last))
    return Edit(begin, stop, line_end.join(new))


def code_of(line: str) -> tuple[str, str]:
    """Return a line's code, and the comment and white space behind it."""
    found = COMMENT.search(line)
    place = found.start() if found else len(line)
    return line[:place], line[place:]


def indentation_of(line: str) -> str:
    """Return the white space in front of a line."""
    return line[: len(line) - len(line.lstrip())]


def substituted(
    source: SourceText, pattern: str, new: str | Callable[[re.Match[str]], str]
) -> tuple[Edit, ...]:
    """Return the edits that change what a pattern matches, wherever it does in the file."""
    edits = []
    for found in re.finditer(pattern, source.text):
        text = new(found) if callable(new) else found.expand(new)
        if text != found[0]:
            edits.append(Edit(*found.span(), text))
    return tuple(edits)
