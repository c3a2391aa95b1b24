"""Text that is written wrongly: an f that is missing, escapes, white space that goes or comes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair import seen
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.source import (
    Edit,
    SourceText,
    after,
    arguments,
    before,
    end,
    replace,
    start,
)
from graders.repair.tree import (
    Literal,
    around,
    is_main_guard,
    literal,
    literals,
    loop_variable,
    names_in,
    parent_kind,
    produced,
    shown,
)

PLACEHOLDER = re.compile(r"\{[A-Za-z_][^{}]*\}")
CHANGES_TEXT = (
    "repr",
    "ascii",
    "str",
    "escape",
    "quote",
    "quote_plus",
    "unquote",
    "unquote_plus",
    "dumps",
    "jsonable_encoder",
    "b64encode",
    "len",
    "bytes",
    "hash",
    "id",
)
"""Functions that give something else than the text they are given."""
METHODS = (
    "strip",
    "rstrip",
    "lstrip",
    "lower",
    "upper",
    "title",
    "capitalize",
    "swapcase",
    "replace",
    "encode",
    "decode",
    "ljust",
    "rjust",
    "center",
    "zfill",
    "removesuffix",
)
"""Methods that give a text other than it was."""


@rule("missing-f")
def missing_f(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A string has {name} in it, and no f in front."""
    for string in literals(source):
        found = PLACEHOLDER.search(string.body)
        if found and not set(string.prefix.lower()) & {"f", "b", "u"} and not _formatted(string):
            says = f"This string has no f in front, so {found[0]} is sent as it stands."
            came = found[0] in evidence.received
            yield Correction((before(string.node, "f"),), says, likely=2 if came else 0)


def _formatted(string: Literal) -> bool:
    """Whether it is a template that another call fills in."""
    return (
        parent_kind(string.node) in ("attribute", "assignment")
        and ".format" in (string.node.parent() or string.node).text()
    )


@rule("dollar-sign")
def dollar_sign(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A $ stands in front of the braces of an f-string, as in JavaScript."""
    for string in literals(source):
        if string.has_f and "${" in string.body:
            says = "The $ in front of { is sent as it stands; the braces of an f-string need none."
            yield Correction((string.with_body(string.body.replace("${", "{")),), says, likely=2)


@rule("doubled-braces")
def doubled_braces(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The braces of an f-string are doubled, and so are sent as braces."""
    for string in literals(source):
        found = re.search(r"\{\{(\w+)\}\}", string.body) if string.has_f else None
        if found:
            says = f"Doubled braces are sent as braces, with the word {found[1]} between them."
            body = re.sub(r"\{\{(\w+)\}\}", r"{\1}", string.body)
            yield Correction((string.with_body(body),), says, likely=2)


@rule("format-by-position")
def format_by_position(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A text has a place with a name, and format() is given the value for it without the name."""
    for call in source.calls(".format"):
        function, given = call.field("function"), arguments(call)
        text = function.field("object") if function is not None else None
        names = re.findall(r"\{([A-Za-z_]\w*)\}", text.text()) if text is not None else []
        if len(set(names)) == 1 and len(given) == 1 and given[0].kind() != "keyword_argument":
            says = f"format() is not told that {shown(given[0])} belongs to {{{names[0]}}}."
            yield Correction((before(given[0], f"{names[0]}="),), says, likely=2)


@rule("escape")
def escape(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A line end is written with a slash, with two backslashes, or in a raw string."""
    for string in literals(source):
        text = re.sub(r"(?:/n|\\\\n)(?=(?:/n|\\\\n|\s)*$)", r"\\n", string.body)
        if text != string.body:
            wrong = "/n" if "/n" in string.body else "\\\\n"
            says = f"A line end is written \\n, with one backslash; {wrong} is sent as letters."
            yield Correction((string.with_body(text),), says, likely=2)
        elif "r" in string.prefix.lower() and "\\n" in string.body:
            letters = re.sub("[rR]", "", string.prefix)
            edit = Edit(start(string.node), start(string.node) + len(string.prefix), letters)
            says = "With r in front of the string, \\n is no line end but a backslash and an n."
            yield Correction((edit,), says, likely=2)


@rule("bytes-text")
def bytes_text(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A text is given as bytes, where strings are asked for."""
    for string in literals(source):
        if "b" in string.prefix.lower() and evidence.exercise.role == "generator":
            edit = Edit(start(string.node), start(string.node) + 1, "")
            yield Correction((edit,), "With b in front this is bytes; a token is a str.", likely=1)


@rule("changing-call")
def changing_call(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A call around a text, or a method of it, makes another text of it."""
    for call in source.all("call"):
        function, given = call.field("function"), arguments(call)
        if function is None or is_main_guard(call):
            continue
        name = function.text().rpartition(".")[2]
        owner = function.field("object")
        if name in CHANGES_TEXT and len(given) >= 1:
            says = f"{shown(function)}() makes another text of what it is given here."
            yield Correction((replace(call, given[0].text()),), says, likely=1)
        elif name in METHODS and owner is not None and not _is_in_chain(call):
            inner = _owner(owner)
            says = f".{name}() makes another text of {shown(owner)} here."
            if name == "encode":
                says = f".encode() makes bytes of {shown(owner)}, where a str is asked for."
                codec = given[0].text().strip("\"'") if given else "utf-8"
                if codec.lower().replace("-", "") != "utf8":
                    says = f"{codec} does not have every character that {shown(owner)} may have."
            yield Correction((replace(call, owner.text()),), says, likely=1)
            if inner is not owner:
                says = f"{shown(call)} is another text than {shown(inner)}."
                yield Correction((replace(call, inner.text()),), says, likely=1)


def _owner(node: SgNode) -> SgNode:
    """Return what a chain of methods that change a text begins with."""
    function = node.field("function") if node.kind() == "call" else None
    owner = function.field("object") if function is not None else None
    name = function.field("attribute") if function is not None else None
    if owner is None or name is None or name.text() not in METHODS:
        return node
    return _owner(owner)


def _is_in_chain(call: SgNode) -> bool:
    """Whether another method that changes a text follows."""
    outer = call.parent()
    name = outer.field("attribute") if outer is not None else None
    return name is not None and name.text() in METHODS


@rule("formatting")
def formatting(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A !r or a format in the braces of an f-string changes the value."""
    for node in source.all("type_conversion", "format_specifier"):
        says = f"{node.text()} in the braces changes how the value is written."
        if node.text() in ("!r", "!a"):
            says = f"{node.text()} in the braces puts quotes around the value."
        yield Correction((replace(node, ""),), says, likely=1)


@rule("space-after-word")
def space_after_word(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The space after a word is missing, or is something else, or stands in front."""
    if seen.PLAIN not in seen.media_types(evidence) or not _is_spaced_wrongly(evidence):
        return
    for value in produced(source):
        made = _with_space(value)
        if made is not None and not is_main_guard(value) and "data:" not in value.text():
            says = f"{shown(value)} is not a word with one space after it."
            if value.kind() == "identifier":
                says = f"{value.text()} is yielded without the space that belongs after it."
            yield Correction((made,), says, likely=1)


def _is_spaced_wrongly(evidence: Evidence) -> bool:
    texts = seen.tokens(evidence)
    spaced = all(text == f"{text.strip()} " for text in texts)
    return seen.only_spaces_differ(evidence) or not spaced


def _with_space(value: SgNode) -> Edit | None:
    string = literal(value)
    if string is not None and string.has_f and string.body.count("{") == 1:
        body = re.sub(r"\}[^{}]*$", "} ", re.sub(r"^\s*(?=\{)", "", string.body))
        return string.with_body(body) if body != string.body else None
    if value.kind() in ("identifier", "call", "subscript"):
        return after(value, ' + " "')
    name = loop_variable(around(value, "for_statement"), last=True)
    if value.kind() == "conditional_expression" and name in names_in(value):
        return replace(value, f'{name} + " "')
    if value.kind() != "binary_operator":
        return None
    left, right = value.field("left"), value.field("right")
    if left is None or right is None:
        return None
    if literal(right) is not None and right.text()[1:-1] != " ":
        return replace(right, '" "')
    if literal(left) is not None and not left.text()[1:-1].strip():
        return replace(value, f'{right.text()} + " "')
    return None


@rule("space-too-many")
def space_too_many(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Something is put behind a token that has its space already."""
    for value in produced(source):
        whole = literal(value)
        field = re.fullmatch(r"\s*(\{[^{}]+\})\s*", whole.body) if whole is not None else None
        if whole is not None and field and field[1] != whole.body:
            says = f"{shown(value)} adds a space to a token that has one already."
            edit = whole.with_body(field[1])
            yield Correction((edit,), says, likely=1 if seen.only_spaces_differ(evidence) else 0)
        left, right = value.field("left"), value.field("right")
        string = literal(right) if right is not None else None
        if value.kind() != "binary_operator" or left is None or string is None:
            continue
        if left.kind() == "identifier" and not string.body.replace("\\n", "").strip():
            says = f"{right.text() if right else ''} is put behind {left.text()}, which is whole."
            likely = 1 if seen.only_spaces_differ(evidence) else 0
            yield Correction((Edit(end(left), end(value), ""),), says, likely)
