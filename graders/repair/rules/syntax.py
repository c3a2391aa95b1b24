"""Files that Python cannot read: what may be wrong in the line that it names, or the one above."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator

from graders.repair.rule import Correction, Evidence, rule
from graders.repair.source import Edit, Source
from graders.repair.unread import code_of, indentation_of, line_text, met, rewritten

OPEN, CLOSED = "([{", ")]}"
KEYWORDS = [
    "async",
    "await",
    "break",
    "class",
    "continue",
    "def",
    "elif",
    "else",
    "except",
    "finally",
    "for",
    "from",
    "import",
    "lambda",
    "pass",
    "raise",
    "return",
    "try",
    "while",
    "with",
    "yield",
]
QUOTES = dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\xab\xbb"), '"')
QUOTES |= dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\xb4`"), "'")
"""Signs of text programs that are meant as Python's quotes."""
HEADERS = re.compile(
    r"\s*(async |def |for |while |if |elif |else\b|try\b|except|finally|with |class )"
)


# What is missing or too much in a line


@rule("missing-colon")
def missing_colon(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """The line that begins a block does not end with a colon."""
    for number, _ in met(evidence, r"expected ':'|invalid syntax|indented block|annotation"):
        for line in (number, number - 1):
            code, rest = code_of(line_text(source, line))
            if HEADERS.match(code) and not code.endswith(":"):
                edit = rewritten(source, line, f"{code}:{rest}")
                says = f"{code.split()[0]} begins a block here, and its line ends without a colon."
                yield Correction((edit,), says, likely=2)


@rule("else-if")
def else_if(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """`else if` is written for `elif`."""
    for number, _ in met(evidence):
        line = line_text(source, number)
        if re.match(r"\s*(else if|elseif|elsif)\b", line):
            new = re.sub(r"else if|elseif|elsif", "elif", line, count=1)
            says = "Python has no else if: the word for it is elif."
            yield Correction((rewritten(source, number, new),), says, likely=2)


@rule("unclosed-quote")
def unclosed_quote(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A string begins in the line and does not end in it."""
    for number, _ in met(evidence, r"unterminated (f-)?string|EOL while|EOF while"):
        code, rest = code_of(line_text(source, number))
        for quote in ('"', "'"):
            if code.count(quote) % 2:
                says = f"A string begins with {quote} in this line, and no {quote} ends it."
                for place in _ends(code):
                    new = f"{code[:place]}{quote}{code[place:]}{rest}"
                    yield Correction((rewritten(source, number, new),), says, likely=2)
    for number, _ in met(evidence, r"unterminated triple-quoted"):
        code, rest = code_of(line_text(source, number))
        for quote in ('"""', "'''"):
            if code.count(quote) == 1:
                says = f"The text that begins with {quote} here has no {quote} at its end."
                new = f"{re.sub(chr(92) + quote[0] + '*$', '', code[3:])}"
                new = code[:3] + new.rstrip(quote[0]) if len(code) > 6 else code
                yield Correction((rewritten(source, number, f"{new}{quote}{rest}"),), says, 2)


def _ends(code: str) -> list[int]:
    """Return the places at which something may have to end: before closing signs, or behind all."""
    tail = len(code) - len(code.rstrip(")]},:"))
    return [len(code) - n for n in range(tail, -1, -1)]


@rule("unclosed-bracket")
def unclosed_bracket(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A bracket is opened and never closed."""
    for number, _ in met(evidence, r"never closed|invalid syntax|EOF|expected"):
        for line in (number, number - 1):
            code, rest = code_of(line_text(source, line))
            missing = _unclosed(code)
            for place in _ends(code)[::-1] if missing else ():
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
def bracket_too_many(source: Source, evidence: Evidence) -> Iterator[Correction]:
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


@rule("missing-comma")
def missing_comma(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """Two arguments or items stand side by side without a comma."""
    for number, _ in met(evidence, r"forgot a comma|invalid syntax"):
        code = line_text(source, number)
        for gap in list(re.finditer(r"(?<=[\w\"')\]]) +(?=[\w\"'(\[{*])", code))[:6]:
            if gap.start() > len(indentation_of(code)) and "(" in code[: gap.start()]:
                says = "A comma is missing between two things in this line."
                new = f"{code[: gap.start()]},{code[gap.start() :]}"
                yield Correction((rewritten(source, number, new),), says, likely=1)


@rule("one-equals-sign")
def one_equals_sign(source: Source, evidence: Evidence) -> Iterator[Correction]:
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
def print_statement(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """`print x` is written as in Python 2."""
    for number, _ in met(evidence, r"Missing parentheses|invalid syntax"):
        code, rest = code_of(line_text(source, number))
        found = re.match(r"(\s*)(print|exec) +(.+)", code)
        if found:
            says = f"{found[2]} is a function, so what it gets stands in ( and )."
            new = f"{found[1]}{found[2]}({found[3]}){rest}"
            yield Correction((rewritten(source, number, new),), says, likely=2)


@rule("misspelt-keyword")
def misspelt_keyword(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A word of Python itself is misspelt."""
    for number, _ in met(evidence, r"invalid syntax|expected|forgot a comma"):
        code = line_text(source, number)
        for word in list(re.finditer(r"[A-Za-z_]+", code))[:8]:
            for right in difflib.get_close_matches(word[0].lower(), KEYWORDS, 1, cutoff=0.65):
                if word[0] != right:
                    says = f"{word[0]} is no word of Python's; {right} is."
                    new = code[: word.start()] + right + code[word.end() :]
                    yield Correction((rewritten(source, number, new),), says, likely=2)


@rule("sign-too-many")
def sign_too_many(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A sign stands in the line that does not belong there."""
    for number, _ in met(evidence, r"invalid syntax|expected|illegal|unexpected char"):
        code = line_text(source, number)
        for sign in list(re.finditer(r"::|;;|,,|\.\.|\+\+|[`$?!\\;{}]|:(?=\s*[)\]])", code))[:4]:
            kept = sign[0][0] if len(sign[0]) == 2 else ""
            says = f"The {sign[0][-1]} does not belong in this line."
            new = code[: sign.start()] + kept + code[sign.end() :]
            yield Correction((rewritten(source, number, new),), says, likely=1)


# Strange characters, and what was pasted


@rule("strange-characters")
def strange_characters(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """Quotes or spaces of a text program, which look like Python's and are others."""
    for number, found in met(
        evidence, r"invalid (?:non-printable )?character (?:'(.)' )?\(?U\+(\w+)"
    ):
        sign = chr(int(found[2], 16))
        plain = sign.translate(QUOTES)
        plain = plain if plain != sign else unicodedata.normalize("NFKC", sign)
        new = plain if plain.isascii() else ""
        text = source.text.translate(QUOTES) if new in "\"'" and new else source.text
        edit = Edit(0, len(source.text), text.replace(sign, new))
        name = unicodedata.name(sign, f"U+{found[2]}").lower()
        says = f"There is a {name} in line {number}, which is not the sign that Python means."
        yield Correction((edit,), says, likely=2)


@rule("pasted-marks")
def pasted_marks(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """The code was pasted with the prompts or the fences around it."""
    if any(met(evidence)):
        prompts = re.sub(r"(?m)^(\s*)(>>>|\.\.\.) ?", r"\1", source.text)
        if prompts != source.text:
            says = "Python's prompts >>> were pasted with the code, and are no part of it."
            yield Correction((Edit(0, len(source.text), prompts),), says, likely=2)
        fences = re.sub(r"(?m)^\s*(```|~~~).*\n?", "", source.text)
        if fences != source.text:
            says = "The ``` around the code were pasted with it, and are no part of it."
            yield Correction((Edit(0, len(source.text), fences),), says, likely=2)
    for number, _ in met(evidence):
        line = line_text(source, number)
        if re.fullmatch(r"[A-Z][^()\[\]=]*[\w.:!]", line) or re.match(r"(\$|pip |python )", line):
            says = "This line is no code; what it says could stand behind a #."
            yield Correction((rewritten(source, number, f"# {line}"),), says, likely=1)


@rule("quotes-in-quotes")
def quotes_in_quotes(source: Source, evidence: Evidence) -> Iterator[Correction]:
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
