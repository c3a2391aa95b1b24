"""The words of the reply: where a text is nearly what was asked for, but not quite."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from graders.repair import seen
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.scope import prompt_at
from graders.repair.source import Edit, SourceText, before, start
from graders.repair.tree import Literal, literals, parent_kind, printable

FIELD = re.compile(r"\{[^{}]*\}|%s")
ALIKE = 0.5
"""How much of a text has to be right for the rest of it to be a slip."""


@rule("reply-text")
def reply_text(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The reply, or a part of it, is nearly the one that was asked for."""
    for string in literals(source):
        if len(FIELD.findall(string.body)) > 1 or len(string.quote) == 3:
            continue
        for wanted in _parts(string):
            edits = _edits(string, wanted)
            if edits:
                has = FIELD.sub("{prompt}", string.body)
                differs = printable(_difference(has, wanted))
                says = f"The reply's text is not the one asked for: {differs}."
                yield Correction(edits, says, likely=2)


def _parts(string: Literal) -> list[str]:
    """Return the part of the reply that a string resembles, if it does and is not that part."""
    head, _, tail = seen.REPLY.partition("{prompt}")
    parts = [seen.REPLY]
    if parent_kind(string.node) in ("binary_operator", "concatenated_string"):
        parts += [head, tail] if not FIELD.search(string.body) else [f"{head}{{prompt}}"]
    has = FIELD.sub("{prompt}", string.body)
    if has in parts or has.strip() == seen.REPLY:
        return []
    alike = {part: SequenceMatcher(None, has, part, autojunk=False).ratio() for part in parts}
    best = max(parts, key=lambda part: alike[part])
    return [best] if alike[best] >= ALIKE else []


def _edits(string: Literal, wanted: str) -> tuple[Edit, ...]:
    own = FIELD.search(string.body)
    if own or "{prompt}" not in wanted:
        return (string.with_body(wanted.replace("{prompt}", own[0]) if own else wanted),)
    name = prompt_at(string.node)
    if name is None:
        return ()
    body = string.with_body(wanted.replace("{prompt}", f"{{{name}}}"))
    return (body,) if string.has_f else (before(string.node, "f"), body)


def _difference(has: str, wanted: str) -> str:
    """Say which words differ first."""
    was, right = re.split(r"(?<= )", has), re.split(r"(?<= )", wanted)
    for what, a, b, c, d in SequenceMatcher(None, was, right, autojunk=False).get_opcodes():
        if what != "equal":
            wrong, good = "".join(was[a:b]).strip(), "".join(right[c:d]).strip()
            if not wrong:
                return f"{good} is missing"
            return f"{wrong} stands where {good} belongs" if good else f"{wrong} is too much"
    return "its spaces differ"


@rule("token-text")
def token_text(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A word of the reply is misspelt."""
    wrong = seen.wrong_token(evidence)
    if wrong is None or not wrong[0] or len(wrong[0]) > 40:
        return
    has, wanted = wrong
    if SequenceMatcher(None, has, wanted).ratio() < ALIKE:
        return
    for string in literals(source):
        found = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(has)}(?!\w)", string.body)]
        if len(found) == 1:
            place = start(string.node) + len(string.prefix) + len(string.quote) + found[0]
            says = f"{has} stands here where {wanted} belongs."
            yield Correction((Edit(place, place + len(has), wanted),), says, likely=2)
