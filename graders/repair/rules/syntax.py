"""Files that Python cannot read: what may be wrong in the line that it names, or the one above."""

from __future__ import annotations

import difflib
import keyword
import re
from collections.abc import Iterator
from keyword import kwlist

from graders.repair.rule import Correction, Evidence, rule
from graders.repair.source import SourceText
from graders.repair.unread import (
    code_of,
    indentation_of,
    line_text,
    met,
    rewritten,
    substituted,
)

KEYWORDS = [word for word in kwlist if len(word) > 2]
HEADERS = re.compile(
    r"\s*(async |def |for |while |if |elif |else\b|try\b|except|finally|with |class )"
)


# What is missing or too much in a line


@rule("missing-colon")
def missing_colon(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The line that begins a block does not end with a colon."""
    for number, _ in met(evidence, r"expected ':'|invalid syntax|indented block|annotation"):
        for line in (number, number - 1):
            code, rest = code_of(line_text(source, line))
            if HEADERS.match(code) and not code.endswith(":"):
                edit = rewritten(source, line, f"{code.rstrip(';,.= ')}:{rest}")
                says = f"{_header(code)} begins a block here, and its line ends without a colon."
                yield Correction((edit,), says, likely=2)


def _header(code: str) -> str:
    """Return the word, or two, with which a line begins."""
    words = code.split()
    return " ".join(words[:2]) if words[0] == "async" else words[0].rstrip(":")


@rule("missing-word")
def missing_word(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A word or sign between two others is missing: in, as, the () of a function, a colon."""
    for number, _ in met(evidence, r"invalid syntax|expected|never closed|forgot a comma"):
        line = line_text(source, number)
        for pattern, new, what in MISSING:
            if (changed := re.sub(pattern, new, line, count=1)) != line:
                says = f"In this line {what} is missing."
                yield Correction((rewritten(source, number, changed),), says, likely=2)


MISSING = (
    (r"^(\s*(?:async )?for \w+) (?!in\b)", r"\1 in ", "the word in"),
    (r"^(\s*(?:async )?with .*[)\]]) (\w+:)", r"\1 as \2", "the word as"),
    (r"^(\s*(?:async )?def \w+)(?= *(?:->|:))", r"\1()", "the () behind the function's name"),
    (r"^(\s*(?:async )?def \w+\(\w+) (\w)", r"\1: \2", "the colon in front of the type"),
    (r"^(\s*)(?=(?:token|line|stream|generate|logs)\w*\(.*:$)", r"\1def ", "the word def"),
)
"""What a line looks like, how it would be right, and what it lacks."""


@rule("else-if")
def else_if(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """`else if` is written for `elif`."""
    for number, _ in met(evidence):
        line = line_text(source, number)
        if re.match(r"\s*(else if|elseif|elsif)\b", line):
            new = re.sub(r"else if|elseif|elsif", "elif", line, count=1)
            says = "Python has no else if: the word for it is elif."
            yield Correction((rewritten(source, number, new),), says, likely=2)


@rule("missing-comma")
def missing_comma(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Two arguments or items stand side by side without a comma."""
    for number, _ in met(evidence, r"forgot a comma|invalid syntax"):
        code = line_text(source, number)
        for gap in list(re.finditer(r"(?<=[\w\"')\]]) +(?=[\w\"'(\[{*])", code))[:6]:
            if gap.start() > len(indentation_of(code)) and "(" in code[: gap.start()]:
                says = "A comma is missing between two things in this line."
                new = f"{code[: gap.start()]},{code[gap.start() :]}"
                yield Correction((rewritten(source, number, new),), says, likely=1)


@rule("missing-plus")
def missing_plus(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A text and something else stand side by side, with no + between them."""
    for number, _ in met(evidence, r"forgot a comma|invalid syntax"):
        code = line_text(source, number)
        for gap in re.finditer(r"(?<=[\w\"')\]]) +(?=[\"'])|(?<=[\"']) +(?=\w)", code):
            if gap.start() > len(indentation_of(code)):
                says = "A + is missing between a text and what stands beside it."
                new = f"{code[: gap.start()]} + {code[gap.end() :]}"
                yield Correction((rewritten(source, number, new),), says, likely=1)


@rule("one-equals-sign")
def one_equals_sign(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A single = compares, where == does, or stands where a colon or := is meant."""
    for number, _ in met(evidence, r"'=='|':='|cannot assign|invalid syntax"):
        code = line_text(source, number)
        if re.match(r"\s*(if|elif|while|return)\b", code):
            for sign in re.finditer(r"(?<![=!<>:+\-])=(?!=)", code):
                says = "One = gives something a name; == is what compares two things."
                for other in ("==", ":=") if code.lstrip().startswith("while") else ("==",):
                    new = code[: sign.start()] + other + code[sign.end() :]
                    yield Correction((rewritten(source, number, new),), says, likely=2)
    for number, _ in met(evidence, r"keyword argument|cannot assign|invalid syntax|expression"):
        code = line_text(source, number)
        for found in re.finditer(r"(\w+)(==|: ?)(?=[\"'\w])", code):
            if "(" in code[: found.start()] and not re.match(r"\s*(async )?def", code):
                says = f"An argument is given to a keyword with one =, not with {found[2].strip()}."
                new = f"{code[: found.start()]}{found[1]}={code[found.end() :]}"
                yield Correction((rewritten(source, number, new),), says, likely=1)


@rule("print-statement")
def print_statement(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """`print x` is written as in Python 2."""
    for number, _ in met(evidence, r"Missing parentheses|invalid syntax"):
        code, rest = code_of(line_text(source, number))
        found = re.match(r"(\s*)(print|exec) +(.+)", code)
        if found:
            says = f"{found[2]} is a function, so what it gets stands in ( and )."
            new = f"{found[1]}{found[2]}({found[3]}){rest}"
            yield Correction((rewritten(source, number, new),), says, likely=2)


@rule("misspelt-keyword")
def misspelt_keyword(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A word of Python itself is misspelt."""
    for number, _ in met(evidence, r"invalid syntax|expected|forgot a comma"):
        code = line_text(source, number)
        for word in list(re.finditer(r"[A-Za-z_]+", code))[:8]:
            for right in difflib.get_close_matches(word[0].lower(), KEYWORDS, 2, cutoff=0.65):
                if word[0] != right and not keyword.iskeyword(word[0]):
                    says = f"{word[0]} is no word of Python's; {right} is."
                    new = code[: word.start()] + right + code[word.end() :]
                    yield Correction((rewritten(source, number, new),), says, likely=2)


@rule("await-before-yield")
def await_before_yield(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A yield is awaited, as if it were a call."""
    for number, _ in met(evidence):
        code = line_text(source, number)
        if "await yield" in code:
            says = "A yield is not awaited: it stands alone, also in an async def."
            new = code.replace("await yield", "yield")
            yield Correction((rewritten(source, number, new),), says, likely=2)


@rule("sign-too-many")
def sign_too_many(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A sign stands in the line that does not belong there."""
    for number, _ in met(evidence, r"invalid syntax|expected|illegal|unexpected char"):
        code = line_text(source, number)
        for sign in list(
            re.finditer(r"::|;;|,,|\.\.|\+\+|[`$?!\\;{}]|:(?=\s*[)\]])|[+\-*/=,.](?=\s*$)", code)
        )[:4]:
            kept = sign[0][0] if len(sign[0]) == 2 else ""
            says = f"The {sign[0][-1]} does not belong in this line."
            new = code[: sign.start()] + kept + code[sign.end() :]
            yield Correction((rewritten(source, number, new),), says, likely=1)


# Strange characters, and what was pasted


@rule("pasted-marks")
def pasted_marks(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The code was pasted with the prompts or the fences around it."""
    if any(met(evidence)):
        if prompts := substituted(source, r"(?m)^([ \t]*)(>>>|\.\.\.) ?", r"\1"):
            says = "Python's prompts >>> were pasted with the code, and are no part of it."
            yield Correction(prompts, says, likely=2)
        if fences := substituted(source, r"(?m)^[ \t]*(```|~~~).*\n?", ""):
            says = "The ``` around the code were pasted with it, and are no part of it."
            yield Correction(fences, says, likely=2)
    for number, _ in met(evidence):
        line = line_text(source, number)
        if re.fullmatch(r"[A-Z][^()\[\]=]*[\w.:!]", line) or re.match(r"(\$|pip |python )", line):
            says = "This line is no code; what it says could stand behind a #."
            yield Correction((rewritten(source, number, f"# {line}"),), says, likely=1)
