"""The [DONE] at the end of a stream: how it is written, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair import seen
from graders.repair.edits import whole_lines
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.rules.events import HEAD, TAIL, is_sentinel, sends_events
from graders.repair.source import (
    Edit,
    SourceText,
    arguments,
    delete_statement,
    function_around,
    indent_of,
    replace,
)
from graders.repair.sources import uses_what_is_returned
from graders.repair.tree import (
    body_of,
    following,
    is_from,
    is_same,
    literals,
    loop_around,
    parent_kind,
    shown,
    statement_of,
    statements,
    value_of,
    within,
    yields,
)


def _wanted(source: SourceText, evidence: Evidence) -> str:
    """Return how the sentinel has to be written in this file."""
    return f'"{HEAD}{seen.DONE}{TAIL}"' if sends_events(source, evidence) else f'"{seen.DONE}"'


def _is_asked_for(evidence: Evidence) -> bool:
    return evidence.exercise.short == "exercise2"


@rule("sentinel-text")
def sentinel_text(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The sentinel is misspelt, has quotes, or is no event of its own."""
    wanted = _wanted(source, evidence)
    for value in _sentinels(source) if _is_asked_for(evidence) else ():
        if _plain(value.text()) != _plain(wanted):
            says = f"{shown(value)} is sent at the end, where a client waits for {wanted}."
            yield Correction((replace(value, wanted),), says, likely=2)


def _plain(text: str) -> str:
    return text.replace("'", '"').removeprefix("f")


def _sentinels(source: SourceText) -> Iterator[SgNode]:
    """Yield what is handed over as the sentinel."""
    for node in yields(source):
        value = value_of(node)
        names = list(within(value, "identifier")) if value is not None else []
        known = all(name.text() in ("json", "dumps", "True") for name in names)
        if value is not None and is_sentinel(value) and known and not is_from(node):
            yield value


@rule("sentinel-misspelt")
def sentinel_misspelt(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A word in brackets is nearly the sentinel, or a text is the word without them."""
    for string in literals(source) if _is_asked_for(evidence) else ():
        wrong = seen.misspelt_done(string.body)
        if string.body.strip().lower() == "done" and parent_kind(string.node) != "yield":
            wrong = string.body
        if wrong is not None:
            says = f"{wrong} is not the {seen.DONE} that a client waits for."
            body = string.body.replace(wrong, seen.DONE)
            yield Correction((string.with_body(body),), says, likely=2)


@rule("sentinel-not-yielded")
def sentinel_not_yielded(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The sentinel is printed or returned, where it should be yielded."""
    wanted = _wanted(source, evidence)
    for call in source.calls("print") if _is_asked_for(evidence) else ():
        if is_sentinel(call) and parent_kind(call) == "expression_statement":
            says = "print shows [DONE] where the server runs; the client gets only what is yielded."
            yield Correction((replace(call, f"yield {wanted}"),), says, likely=2)
    for node in source.all("string") if _is_asked_for(evidence) else ():
        block = statement_of(node).parent()
        is_first = block is None or is_same(statements(block)[0], statement_of(node))
        if is_sentinel(node) and parent_kind(node) == "expression_statement" and not is_first:
            says = "The text with [DONE] stands here and is not sent: yield is missing."
            yield Correction((replace(node, f"yield {wanted}"),), says, likely=2)
    returns = source.all("return_statement") if not uses_what_is_returned(source) else ()
    for node in returns if _is_asked_for(evidence) else ():
        value, function = value_of(node), function_around(node)
        if value is None or function is None or not is_sentinel(value):
            continue
        if list(within(function, "yield")):
            says = "What a generator returns is not sent; only what it yields is."
            yield Correction((replace(node, f"yield {wanted}"),), says, likely=2)


@rule("sentinel-place")
def sentinel_place(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The sentinel stands in the loop or in front of it, where it belongs behind."""
    if not _is_asked_for(evidence):
        return
    wanted = _wanted(source, evidence)
    for value in _sentinels(source):
        where, loop = statement_of(value), loop_around(value)
        block = where.parent()
        outer = block.parent() if block is not None else None
        if outer is not None and outer.kind() == "if_statement" and len(body_of(outer)) == 1:
            where = outer
        begin, stop = whole_lines(source, where)
        if loop is not None:
            place = whole_lines(source, loop)[1]
            text = f"{_newline(source, place)}{indent_of(source, loop)}yield {wanted}\n"
            says = "[DONE] is sent in the loop; its place is below the loop, where it is sent once."
            yield Correction((Edit(begin, stop, ""), Edit(place, place, text)), says, likely=2)
        elif (last := _last(where)) is not None:
            place = whole_lines(source, last)[1]
            text = f"{_newline(source, place)}{indent_of(source, where)}yield {wanted}\n"
            says = "[DONE] is sent before all tokens were; its place is at the end."
            yield Correction((Edit(begin, stop, ""), Edit(place, place, text)), says, likely=2)


def _newline(source: SourceText, place: int) -> str:
    return "" if source.text[:place].endswith("\n") else "\n"


def _last(node: SgNode) -> SgNode | None:
    """Return the last statement below this one in its block, if there is any."""
    last, below = None, following(node)
    while below is not None:
        last, below = below, following(below)
    return last


@rule("sentinel-missing")
def sentinel_missing(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Nothing tells the client that the reply is complete."""
    came, last = seen.joined(evidence).strip(), seen.REPLY.split()[-1]
    if came and not came.endswith(last):
        return
    if _is_asked_for(evidence) and next(_sentinels(source), None) is None:
        says = "After the last token nothing is sent; [DONE] is missing at the end."
        for edit in _at_the_end(source, evidence):
            yield Correction((edit,), says, likely=2)


@rule("sentinel-in-the-endpoint")
def sentinel_in_the_endpoint(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The sentinel is yielded by the endpoint, which returns a response as well."""
    for value in _sentinels(source) if _is_asked_for(evidence) else ():
        function = function_around(value)
        returned = within(function, "return_statement") if function is not None else ()
        if any("Response(" in node.text() for node in returned):
            gone = delete_statement(source, statement_of(value))
            says = "This yield makes a generator of the endpoint; [DONE] belongs to the stream."
            for edit in _at_the_end(source, evidence):
                yield Correction((gone, edit), says, likely=2)


def _at_the_end(source: SourceText, evidence: Evidence) -> Iterator[Edit]:
    """Yield the edits that send the sentinel at the end of a generator."""
    for function in source.functions():
        given = [n for n in within(function, "yield") if n.children()]
        is_endpoint = "Response(" in function.text()
        if not given or is_endpoint:
            continue
        last = body_of(function)[-1]
        if last.kind() == "pass_statement" or not list(within(last, "yield")):
            if last.kind() == "pass_statement":
                yield replace(last, f"yield {_wanted(source, evidence)}")
        else:
            place = whole_lines(source, last)[1]
            line = f"{indent_of(source, last)}yield {_wanted(source, evidence)}\n"
            yield Edit(place, place, f"{_newline(source, place)}{line}")


@rule("sentinel-taken-apart")
def sentinel_taken_apart(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The sentinel is a text where a list is gone through, so it comes letter by letter."""
    for call in source.calls("chain", "itertools.chain") if _is_asked_for(evidence) else ():
        for node in arguments(call):
            if node.kind() == "string" and is_sentinel(node):
                says = (
                    f"chain takes {node.text()} apart into its letters; in a list it stays whole."
                )
                yield Correction((replace(node, f"[{node.text()}]"),), says, likely=2)
    for node in yields(source):
        value = value_of(node)
        parts = value.named_children() if value is not None and value.kind() == "tuple" else []
        if is_from(node) and len(parts) == 2:
            space = indent_of(source, node)
            lines = f"yield from {parts[0].text()}\n{space}yield {parts[1].text()}"
            says = "yield from hands over the generator itself and then the text, not the tokens."
            yield Correction((replace(statement_of(node), lines),), says, likely=2)
