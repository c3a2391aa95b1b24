"""Files that Python cannot read because of a sign: quotes, brackets, and strange characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import partial

from graders.repair.rule import Correction, Evidence, rule
from graders.repair.source import SourceText
from graders.repair.unread import code_of, line_text, met, rewritten, substituted

OPEN, CLOSED = "([{", ")]}"
QUOTES = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\xab\xbb"), '"')
QUOTES |= dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\xb4`"), "'")
"""Signs of text programs that are meant as Python's quotes."""
MOST_PLACES = 8


@rule("unclosed-quote")
def unclosed_quote(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A string begins in the line and does not end in it."""
    for number, _ in met(evidence, r"unterminated (f-)?string|EOL while"):
        code, rest = code_of(line_text(source, number))
        for quote in [quote for quote in "\"'" if code.count(quote) % 2]:
            other = "'" if quote == '"' else '"'
            if code.count(other) == 1:
                says = f"A string begins with {quote} here and ends with {other}."
                new = code.replace(code[max(code.find(quote), code.find(other))], "\0")
                new = new.replace("\0", code[min(code.find(quote), code.find(other))])
                yield Correction((rewritten(source, number, new + rest),), says, likely=2)
            says = f"There is an odd number of {quote} in this line, so one string has no end."
            for place in [*_ends(code), *_places_inside(code)]:
                new = f"{code[:place]}{quote}{code[place:]}{rest}"
                yield Correction((rewritten(source, number, new),), says, likely=2)


def _ends(code: str) -> list[int]:
    """Return the places at which something may have to end: before closing signs, or behind all."""
    tail = len(code) - len(code.rstrip(")]},:"))
    return [len(code) - n for n in range(tail, -1, -1)]


def _places_inside(code: str) -> list[int]:
    """Return the places within a line at which a string or a bracket may begin or end."""
    found = re.finditer(
        r"(?= as )|(?= ->)|(?=\.\w+\()|(?=[,)\]])|(?<=[(\[=])(?! )|(?<=[=,] )", code
    )
    return [place.start() for place in found][-MOST_PLACES:]


@rule("unclosed-text")
def unclosed_text(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A text in three quotes does not end, or ends in fewer."""
    if any(met(evidence, r"unterminated (f-string )?triple-quoted|EOF while|invalid syntax")):
        for number in range(1, len(source.lines) + 1):
            code = line_text(source, number).rstrip()
            for quote in ('"', "'"):
                if code.count(quote * 3) == 1 and not re.search(rf"{quote}{{3}}$", code):
                    new = code.rstrip(quote) + quote * 3
                    says = (
                        f"The text that begins with {quote * 3} here has no {quote * 3} at its end."
                    )
                    yield Correction((rewritten(source, number, new),), says, likely=2)


@rule("unclosed-bracket")
def unclosed_bracket(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A bracket is opened and never closed."""
    for number, _ in met(evidence, r"never closed|invalid syntax|EOF|expected"):
        for line in (number, number - 1):
            code, rest = code_of(line_text(source, line))
            missing = _unclosed(code)
            for place in [*_ends(code)[::-1], *_places_inside(code)] if missing else ():
                says = f"The {missing[-1]} that is opened in this line is never closed."
                closing = "".join(CLOSED[OPEN.index(sign)] for sign in reversed(missing))
                new = f"{code[:place]}{closing}{code[place:]}{rest}"
                yield Correction((rewritten(source, line, new),), says, likely=2)


def _unclosed(code: str) -> str:
    """Return the brackets that a line opens and does not close."""
    stack = ""
    for sign in re.sub(r"\"[^\"]*\"|'[^']*'", "", code):
        if sign in OPEN:
            stack += sign
        elif sign in CLOSED and stack:
            stack = stack[:-1]
    return stack


@rule("bracket-too-many")
def bracket_too_many(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A bracket is closed that was not opened, or was opened as another kind."""
    for number, found in met(evidence, r"unmatched '(.)'"):
        code = line_text(source, number)
        place = code.rfind(found[1])
        if place >= 0:
            says = f"There is one {found[1]} too many in this line: nothing opens it."
            edit = rewritten(source, number, code[:place] + code[place + 1 :])
            yield Correction((edit,), says, likely=2)
    for number, found in met(evidence, r"parenthesis '(.)' does not match .* '(.)'"):
        code, right = line_text(source, number), CLOSED[OPEN.index(found[2])]
        for place in [n for n, sign in enumerate(code) if sign == found[1]]:
            says = f"A {found[2]} is closed by a {found[1]} here."
            for new in (right, right + found[1]):
                edit = rewritten(source, number, code[:place] + new + code[place + 1 :])
                yield Correction((edit,), says, likely=2)


@rule("strange-characters")
def strange_characters(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Quotes or spaces of a text program, which look like Python's and are others."""
    for number, found in met(
        evidence, r"invalid (?:non-printable )?character (?:'(.)' )?\(?U\+(\w+)"
    ):
        sign = chr(int(found[2], 16))
        plain = sign.translate(QUOTES)
        plain = plain if plain != sign else unicodedata.normalize("NFKC", sign)
        new = plain if plain.isascii() else ""
        signs = re.escape(sign) + ("".join(map(chr, QUOTES)) if new in ('"', "'") else "")
        edits = substituted(source, f"[{signs}]", partial(_plain, sign=sign, new=new))
        name = unicodedata.name(sign, f"U+{found[2]}").lower()
        says = f"There is a {name} in line {number}, which is not the sign that Python means."
        yield Correction(edits, says, likely=2)


def _plain(found: re.Match[str], sign: str, new: str) -> str:
    return new if found[0] == sign else found[0].translate(QUOTES)


@rule("quotes-in-quotes")
def quotes_in_quotes(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Inside a string stand the quotes that end it, or an f-string's braces do not match."""
    for number, _ in met(evidence, r"f-string|invalid syntax|forgot a comma|unterminated"):
        code = line_text(source, number)
        for found in re.finditer(r"\[\"(\w+)\"\]|\(\"([^\"]*)\"\)", code):
            if 'f"' in code[: found.start()]:
                says = "Inside an f-string with \" the same quotes end it; ' can stand there."
                new = code[: found.start()] + found[0].replace('"', "'") + code[found.end() :]
                yield Correction((rewritten(source, number, new),), says, likely=2)
    for number, _ in met(evidence, r"f-string.*'\}'"):
        code = line_text(source, number)
        for found in re.finditer(r"\{(\w+)(?![\w}!:.(\[])", code):
            says = f"The brace in front of {found[1]} is opened and never closed."
            new = f"{code[: found.end()]}}}{code[found.end() :]}"
            yield Correction((rewritten(source, number, new),), says, likely=2)
        for found in re.finditer(r"(?<![\w{])(\w+)\}", code):
            says = f"The brace behind {found[1]} is closed, but none is opened."
            new = f"{code[: found.start()]}{{{code[found.start() :]}"
            yield Correction((rewritten(source, number, new),), says, likely=1)
