"""A client that reads a stream: how long it waits, the request it makes, the status it gets."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair.edits import (
    add_argument,
    drop_argument,
    insert_before,
    is_on_own_lines,
    lines_of,
    unwrapped,
)
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.scope import parameters
from graders.repair.seen import is_client
from graders.repair.source import (
    SourceText,
    arguments,
    delete_statement,
    function_around,
    replace,
    start,
)
from graders.repair.tree import block_of, expressions, keyword, shown, statements

READS = re.compile(r"\.(a?iter_(?:bytes|raw|lines|text))\b")
GOOD_PAUSE = ("None", "httpx.Timeout(None)")


@rule("timeout-and-status")
def timeout_and_status(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Two things are forgotten that are often forgotten together."""
    timeouts = [made for made in timeout_missing(source, evidence) if made.likely]
    statuses = [made for made in status_not_checked(source, evidence) if made.likely]
    if len(timeouts) == len(statuses) == 1:
        (one,), (other,) = timeouts, statuses
        yield Correction((*one.edits, *other.edits), f"{one.says} {other.says}", likely=2)


@rule("timeout-missing")
def timeout_missing(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The client keeps httpx's time-out of 5 seconds."""
    likely = 2 if "patient" in evidence.failed or "ReadTimeout" in evidence.messages else 0
    for call in source.calls("httpx.AsyncClient", "AsyncClient", "httpx.Client"):
        if not arguments(call) or keyword(call, "timeout") is None:
            says = "Nothing is said about the timeout, and httpx gives up after 5 s of silence."
            yield Correction((add_argument(call, "timeout=None"),), says, likely)


@rule("timeout-too-short")
def timeout_too_short(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A time-out is given that ends a stream which is silent for a while."""
    likely = 2 if "patient" in evidence.failed or "Timeout" in evidence.messages else 1
    for argument in source.all("keyword_argument"):
        name, value = argument.field("name"), argument.field("value")
        if name is None or value is None or name.text() not in ("timeout", "read"):
            continue
        if any(
            call.text().startswith(("asyncio.", "wait_for(")) for call in _calls_around(argument)
        ):
            continue
        named = re.search(rf"\b{re.escape(value.text())} = (.+)", source.text)
        kept = named is not None and re.search(r"read=None|Timeout$", named[1])
        if value.text() in GOOD_PAUSE or kept:
            continue
        says = f"With {shown(argument)} a stream may not be silent for as long as it likes."
        is_made_above = named is not None and "Timeout(" in named[1]
        if value.kind() == "identifier" and (named is None or named[1].isidentifier()):
            says = f"{value.text()} is no time, and is given as the {name.text()} limit."
        if f"name '{value.text()}' is not defined" in evidence.messages:
            says = f"The limit is {value.text()}, and nothing in the file has that name."
        yield Correction((replace(value, "None"),), says, 0 if is_made_above else likely)


def _calls_around(argument: SgNode) -> Iterator[SgNode]:
    return (node for node in argument.ancestors() if node.kind() == "call")


@rule("timeout-of-all-phases")
def timeout_of_all_phases(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """httpx.Timeout limits the reading as well, or leaves no time to connect."""
    likely = 2 if "patient" in evidence.failed or "Timeout" in evidence.messages else 1
    for call in source.calls("httpx.Timeout", "Timeout"):
        if keyword(call, "read") is None:
            says = f"{shown(call)} is a limit for reading too, so a silent stream is given up."
            yield Correction((add_argument(call, "read=None"),), says, likely)
        for given in arguments(call)[:1]:
            if re.fullmatch(r"0|0\.0+", given.text()):
                says = f"{shown(call)} leaves no time at all to connect."
                yield Correction((replace(given, "5.0"),), says, likely)


@rule("waits-with-a-limit")
def waits_with_a_limit(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """wait_for cancels the stream when a piece takes longer."""
    for call in source.calls("asyncio.wait_for", "wait_for"):
        for awaited in arguments(call)[:1]:
            says = (
                f"{shown(call)} gives up on the stream, and cancels it, when a piece takes longer."
            )
            yield Correction((replace(call, awaited.text()),), says, likely=2)
    for node in source.all("with_statement"):
        edit = unwrapped(source, node)
        if edit is not None and re.match(r"async with asyncio\.timeout(_at)?\(", node.text()):
            says = f"{shown(node)} ends the stream when that time is over, though it goes on."
            yield Correction((edit,), says, likely=2)


# The request


@rule("stream-not-requested")
def stream_not_requested(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """What `async with` opens is no request, or no client."""
    client = re.search(
        r"AsyncClient\b(?:\(.*?\))? as (\w+)|(\w+) = httpx\.AsyncClient", source.text
    )
    name = next(filter(None, client.groups()), None) if client else None
    for item in source.all("with_item") if is_client(evidence) else ():
        inner = item.child(0)
        target = inner.field("alias") if inner is not None else None
        value = inner.child(0) if inner is not None and target is not None else None
        if value is None or target is None:
            continue
        if value.kind() == "call" and not value.text().startswith("list("):
            continue
        new = f'{name}.stream("GET", {_url(value)})'
        if value.text() in ("httpx", "httpx.AsyncClient", "AsyncClient"):
            new = "httpx.AsyncClient(timeout=None)"
        says = f"{shown(value)} opens nothing here; {new.partition('(')[0]}(...) would."
        yield Correction((replace(value, new),), says, likely=1)


def _url(node: SgNode) -> str:
    names = parameters(function_around(node))
    return next(iter(names), "url")


@rule("wrong-request")
def wrong_request(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The request is not a GET, or does not go to the url that was given."""
    for call in source.calls(".stream", ".request", ".build_request"):
        given = [node for node in arguments(call) if node.kind() != "keyword_argument"]
        if len(given) != 2 or not is_client(evidence):
            continue
        method, url = given
        if method.kind() == "string" and method.text().strip("\"'").upper() != "GET":
            verb = method.text().strip("\"'").upper() or "nameless"
            says = f"The request is {verb} here, where GET is what asks for a text."
            yield Correction((replace(method, '"GET"'),), says, likely=2)
        if url.text() != _url(url):
            says = f"The request goes to {shown(url)}, which is not the {_url(url)} that was given."
            yield Correction((replace(url, _url(url)),), says, likely=1)


@rule("noise-in-the-request")
def noise_in_the_request(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A request has an argument that nobody asked for."""
    for call in source.calls(".stream", "httpx.AsyncClient", ".build_request"):
        for argument in arguments(call):
            name = argument.field("name")
            if name is not None and name.text() not in ("timeout", "stream"):
                says = f"{shown(argument)} is sent or set too, and the request fails with it."
                yield Correction((drop_argument(source, argument),), says, likely=1)


@rule("two-requests")
def two_requests(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The url is fetched once as a whole before it is streamed."""
    for statement, only in expressions(source):
        if re.match(r"\(?await \w+\.(get|head)\(", only.text()):
            edits = [lines_of(source, statement)]
            for name, node in _responses(source):
                block = block_of(node)
                if "raise_for_status" in only.text() and block is not None:
                    check = f"{name}.raise_for_status()"
                    edits.append(insert_before(source, statements(block)[0], check))
            says = f"{shown(only)} is a request of its own, before the one that is streamed."
            yield Correction(tuple(edits), says, likely=1)


# The status


def _responses(source: SourceText) -> Iterator[tuple[str, SgNode]]:
    """Yield the name of each response that is streamed, and the `with` that it is opened by."""
    for node in source.all("with_statement"):
        header = source.text[start(node) : start(block_of(node) or node)]
        found = re.search(r"\bstream\(.*\bas (\w+)\s*:", header, re.DOTALL)
        if found:
            yield found[1], node


@rule("status-not-checked")
def status_not_checked(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Nothing raises for an error status, or only when it is too late."""
    likely = 2 if "http-error" in evidence.failed else 0
    for name, node in _responses(source):
        block = block_of(node)
        if block is None or not is_on_own_lines(source, block):
            continue
        check = f"{name}.raise_for_status()"
        edit = insert_before(source, statements(block)[0], check)
        late = [s for s, only in expressions(source) if only.text() == check]
        if not late:
            says = (
                "An error status such as 404 is never looked at: its text is taken like any other."
            )
            if re.search(r"status_code|\bis_(error|success|\w+_error)", source.text):
                says = "Not every error status ends in the error that raise_for_status() raises."
            yield Correction((edit,), says, likely)
        for statement in late if statements(block)[0].text() != check else ():
            says = f"{check} stands where it comes too late, or is not always reached."
            yield Correction((delete_statement(source, statement), edit), says, likely)


@rule("other-error-raised")
def other_error_raised(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An error status ends in something else than what raise_for_status raises."""
    for condition in source.all("if_statement"):
        test, block = condition.field("condition"), block_of(condition)
        found = re.match(r"(?:not )?(\w+)\.(status_code|is_\w+)", test.text() if test else "")
        if found is None or block is None or not is_client(evidence):
            continue
        for statement in statements(block):
            if statement.kind() in ("return_statement", "raise_statement", "break_statement"):
                what = f"On an error status the code does {shown(statement)} here, and the caller"
                says = f"{what} never gets the HTTPStatusError of raise_for_status()."
                new = f"{found[1]}.raise_for_status()"
                yield Correction((replace(statement, new),), says, likely=2)


@rule("error-swallowed")
def error_swallowed(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """An except catches the error that the caller should get."""
    for clause in source.all("except_clause"):
        block = next((c for c in clause.children() if c.kind() == "block"), None)
        header = " ".join(source.text[start(clause) : start(block)].split()) if block else ""
        header = header.rstrip(": ")
        if block is None or not re.search(r"HTTP|Exception|except$|RequestError", header):
            continue
        if "raise" in block.text():
            continue
        says = f"{header} catches the error of a bad status here, and the caller never gets it."
        yield Correction((replace(block, "raise"),), says, likely=1)
