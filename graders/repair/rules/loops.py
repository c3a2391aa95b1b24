"""Loops: what they go through, what is in them, and which of their names is used."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair import seen
from graders.repair.edits import moved, whole_lines
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.scope import prompt_at
from graders.repair.source import (
    Edit,
    SourceText,
    after,
    arguments,
    delete_statement,
    function_around,
    indent_of,
    replace,
    start,
)
from graders.repair.sources import generator_calls, imported_generators, made_from, streams_at
from graders.repair.tree import (
    body_of,
    following,
    is_from,
    is_main_guard,
    literal,
    loop_around,
    loop_variable,
    parent_kind,
    shown,
    statement_of,
    value_of,
    within,
    yields,
)

SPLITTERS = (
    "re.split",
    "re.findall",
    "re.finditer",
    "shlex.split",
    "textwrap.wrap",
    "list",
    "split",
    "findall",
    "wrap",
    "set",
    "dict.fromkeys",
    "sorted",
)


@rule("yield-below-loop")
def yield_below_loop(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The yield stands below the loop that it belongs into."""
    for loop in source.all("for_statement", "while_statement"):
        below = following(loop)
        if below is None or not list(within(below, "yield")) or list(within(loop, "yield")):
            continue
        last = body_of(loop)[-1:]
        if last and below.kind() == "expression_statement":
            begin, stop = whole_lines(source, below)
            text = moved(source, below, indent_of(source, last[0]))
            says = (
                "This yield stands below the loop, not in it: it runs once, when the loop is over."
            )
            yield Correction((Edit(begin, stop, text),), says, likely=2)


@rule("letters")
def letters(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A loop over a text goes through its letters."""
    if not seen.by_character(evidence):
        return
    for loop in source.all("for_statement", "for_in_clause"):
        right = loop.field("right")
        kind = right.kind() if right is not None else ""
        if right is not None and kind in ("identifier", "string") and not is_main_guard(loop):
            says = f"A loop over {shown(right)} goes through its letters, not its words."
            words, made = after(right, ".split()"), _made_in(loop)
            yield Correction((words,), says, likely=1)
            if made is not None and made.kind() == "identifier":
                says += " Each word needs its space again."
                yield Correction((words, after(made, ' + " "')), says, likely=1)
    for outer in source.all("for_statement"):
        inner = body_of(outer)[-1:]
        if inner and inner[0].kind() == "for_statement" and len(body_of(outer)) == 1:
            name, letter = outer.field("left"), inner[0].field("left")
            if name is not None and letter is not None:
                says = f"The loop over {name.text()} takes each word apart into its letters."
                yield Correction(_without_inner(source, outer, inner[0], name.text()), says, 2)


def _without_inner(source: SourceText, outer: SgNode, inner: SgNode, name: str) -> tuple[Edit, ...]:
    """Return the edits that take an inner loop away and keep what it does."""
    space, letter = indent_of(source, inner), inner.field("left")
    lines = "".join(moved(source, node, space) for node in body_of(inner))
    text = re.sub(rf"\b{re.escape(letter.text())}\b", name, lines) if letter is not None else lines
    begin, stop = whole_lines(source, inner)
    return (Edit(begin, stop, text),)


@rule("another-split")
def another_split(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The words are split in a way that fails for some white space."""
    for call in source.calls(".split", ".rsplit", ".splitlines"):
        function, given = call.field("function"), arguments(call)
        owner = function.field("object") if function is not None else None
        if owner is None or owner.text() in ("re", "shlex", "textwrap") or is_main_guard(call):
            continue
        if given or not call.text().endswith(".split()"):
            says = f"{shown(call)} is not split(): that takes any run of white space."
            if given and given[0].text()[1:-1] == " ":
                says = 'split(" ") cuts at each single space; split() takes any run of white space.'
            edit = replace(call, f"{owner.text()}.split()")
            yield Correction((edit,), says, likely=1)
            yield from _with_spaces(call, edit, says)
    for call in source.calls(*SPLITTERS):
        texts = [a for a in arguments(call) if a.kind() in ("identifier", "string") and _is_text(a)]
        if texts and not is_main_guard(call) and not generator_calls(source, texts[0]):
            text = texts[0].text()
            says = f"{shown(call)} does not give the words as split() of the text does."
            edit = replace(call, f"{text}.split()")
            yield Correction((edit,), says, likely=1)
            yield from _with_spaces(call, edit, says)


def _with_spaces(call: SgNode, edit: Edit, says: str) -> Iterator[Correction]:
    """Propose as well that each word gets its space, where the loop yields something else."""
    loop = call.parent()
    name, made = loop_variable(loop), _made_in(loop) if loop is not None else None
    if made is not None and name is not None and made.text() != f'{name} + " "':
        says = f"{says} And {shown(made)} is not the word with one space behind it."
        yield Correction((edit, replace(made, f'{name} + " "')), says, likely=0)


def _is_text(node: SgNode) -> bool:
    string = literal(node)
    return string is None or string.has_f


@rule("each-once")
def each_once(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A set, a dict or a sorted list is made of words, which come again or in an order."""
    for call in source.calls("set", "dict.fromkeys", "sorted", "reversed", "frozenset"):
        given = arguments(call)
        if given and not is_main_guard(call):
            name = shown(call.text().partition("(")[0])
            says = f"{name}() does not keep every word in its place."
            yield Correction((replace(call, given[0].text()),), says, likely=1)


@rule("prompt-is-words")
def prompt_is_words(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The reply is a list of words in which the prompt is one word."""
    for node in source.all("list", "tuple"):
        name = prompt_at(node)
        parts = node.named_children()
        if name is None or len(parts) < 4 or parent_kind(node) not in ("for_statement", *_SETS):
            continue
        if any(inner.text() == name for inner in within(node, "identifier")):
            says = f"{name} is one word of this list, and may have several or none."
            joined = f'" ".join({node.text()}).split()'
            yield Correction((replace(node, joined),), says, likely=1)

    for node in yields(source) if _fails_for_other_prompts(evidence) else ():
        value, name = value_of(node), prompt_at(node)
        names = [n.text() for n in within(value, "identifier")] if value is not None else []
        if value is not None and names == [name] and not is_from(node) and not loop_around(node):
            words = f'yield from (word + " " for word in ({value.text()}).split())'
            says = f"{name} is yielded as one word here, and may have several or none."
            yield Correction((replace(node, words),), says, likely=2)


def _fails_for_other_prompts(evidence: Evidence) -> bool:
    return "any-prompt" in evidence.failed and "lesson-prompt" not in evidence.failed


_SETS = ("assignment", "for_in_clause")


@rule("loop-through")
def loop_through(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A loop goes through something else than what has the tokens."""
    for loop in source.all("for_statement", "for_in_clause"):
        right, function = loop.field("right"), function_around(loop)
        if right is None or function is None or _comes_from_tokens(source, right):
            continue
        imports = imported_generators(source)
        for call in streams_at(source, loop):
            if call.partition("(")[0] in imports and evidence.exercise.role == "app":
                says = f"The loop goes through {shown(right)}; the tokens come from {call}."
                yield Correction((replace(right, call),), says, likely=1)
        for name in _local_texts(function, loop):
            if right.kind() != "identifier" and name not in right.text():
                target = next(iter(within(right, "identifier")), None)
                says = f"The loop goes through {shown(right)}, and {name} is never used."
                if target is not None:
                    yield Correction((replace(target, name),), says, likely=1)


def _comes_from_tokens(source: SourceText, node: SgNode) -> bool:
    """Whether a generator is called in a node, or in what was assigned to a name in it."""
    parts = [node, *within(node, "identifier")]
    return any(generator_calls(source, made_from(source, part)) for part in parts)


def _local_texts(function: SgNode, loop: SgNode) -> list[str]:
    """Return the names that a function assigns above a loop, and does not use in it."""
    names = []
    for made in within(function, "assignment"):
        left = made.field("left")
        if left is None or left.kind() != "identifier" or start(made) > start(loop):
            continue
        if not re.search(rf"\b{left.text()}\b", loop.text()):
            names.append(left.text())
    return names


@rule("loop-name")
def loop_name(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A loop makes its tokens from something else than its own name."""
    for loop in source.all("for_statement", "for_in_clause"):
        name, body = loop.field("left"), _made_in(loop)
        one_of_two = name is not None and name.kind() == "pattern_list"
        if name is not None and one_of_two:
            name = name.named_children()[-1]
        if name is None or name.kind() != "identifier" or body is None or is_main_guard(loop):
            continue
        texts = {node.text() for node in within(body, "identifier")}
        if name.text() in texts:
            continue
        for node in within(body, "identifier"):
            says = f"{node.text()} stands here, where the loop's own {name.text()} belongs."
            if parent_kind(node) not in ("call", "keyword_argument"):
                yield Correction((replace(node, name.text()),), says, 1 if one_of_two else 2)
        for node in within(body, "string") if not one_of_two else ():
            string = literal(node)
            if string is not None and "{" not in string.body:
                field, text = f"{{{name.text()}}}", string.body
                at = text.find("data: ") + 6 if "data: " in text else 0
                letter = () if string.has_f else (Edit(start(node), start(node), "f"),)
                body_edit = string.with_body(text[:at] + field + text[at:])
                says = f"The loop's own {name.text()} is not in what is made here."
                yield Correction((*letter, body_edit), says, likely=2)


def _made_in(loop: SgNode) -> SgNode | None:
    """Return what a loop yields in its last line, or what a comprehension makes."""
    if loop.kind() == "for_in_clause":
        outer = loop.parent()
        return outer.named_children()[0] if outer is not None else None
    given = [node for node in within(loop, "yield") if node.children()]
    return value_of(given[0]) if len(given) == 1 and not is_from(given[0]) else None


@rule("part-of-it")
def part_of_it(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A slice, a fixed number or a range takes a part where all is wanted."""
    for node in source.all("subscript"):
        part = next(within(node, "slice"), None)
        is_all = part is None or part.text() == ":"
        if not is_all and (value := node.field("value")) is not None:
            says = f"{shown(node)} is a part of {value.text()}, where all of it is wanted."
            yield Correction((replace(node, value.text()),), says, likely=0)
    for call in source.calls("range"):
        loop = statement_of(call)
        lists = [n.field("value") for n in within(loop, "subscript")]
        names = list(dict.fromkeys(n.text() for n in lists if n is not None))
        for name in names[:1]:
            if call.text() != f"range(len({name}))" and not is_main_guard(call):
                says = f"{shown(call)} does not go through all of {name}, whatever its length."
                yield Correction((replace(call, f"range(len({name}))"),), says, likely=1)


@rule("loop-without-end")
def loop_without_end(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """`while True` counts past the end of a list, or starts over, or goes on after the last."""
    for loop in source.all("while_statement"):
        condition = loop.field("condition")
        if condition is None or condition.text() not in ("True", "1"):
            continue
        for part in within(loop, "subscript"):
            name, index = part.field("value"), part.field("subscript")
            counter = next(iter(within(index, "identifier")), None) if index is not None else None
            if name is None or index is None or counter is None:
                continue
            edits = [replace(condition, f"{counter.text()} < len({name.text()})")]
            past = seen.stopped_by(evidence, "IndexError")
            says = "while True never ends by itself" + (
                f", so {counter.text()} runs past the end of {name.text()}." if past else "."
            )
            yield Correction(tuple(edits), says, likely=2)
            break
        if not list(within(loop, "break_statement")):
            body = body_of(loop)
            if following(loop) is None and body and generator_calls(source, loop):
                lines = "".join(moved(source, n, indent_of(source, loop)) for n in body)
                begin, stop = whole_lines(source, loop)
                says = "while True starts over when the tokens are over, so the stream never ends."
                yield Correction((Edit(begin, stop, lines),), says, likely=1)
            says = "while True goes on for ever here, so the stream never ends."
            yield Correction((delete_statement(source, loop),), says, likely=1)
