"""A client that reads a stream: its time-out, the status, what it iterates over, how it is opened."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ast_grep_py import SgNode

from graders.repair.rule import Correction, Evidence, rule
from graders.repair.shape import (
    LOOPS,
    add_argument,
    around,
    body_of,
    drop_argument,
    expressions,
    first_name,
    insert_before,
    is_on_own_lines,
    keyword,
    lines_of,
    loop_variable,
    parameters,
    parent_is,
    shown,
    statement_of,
    statements,
    statements_behind,
    wrapped,
    yielded,
)
from graders.repair.source import (
    Edit,
    Source,
    arguments,
    before,
    delete_statement,
    end,
    function_around,
    indent_of,
    replace,
    start,
)

READS = re.compile(r"\.(a?iter_(?:bytes|raw|lines|text))\b")
GOOD_PAUSE = ("None", "httpx.Timeout(None)")


def _is_client(evidence: Evidence) -> bool:
    return evidence.exercise.role == "client"


@rule("timeout-missing")
def timeout_missing(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """The client keeps httpx's time-out of 5 seconds."""
    likely = 2 if "patient" in evidence.failed or "ReadTimeout" in evidence.messages else 0
    for call in source.calls("httpx.AsyncClient", "AsyncClient", "httpx.Client"):
        if not arguments(call) or keyword(call, "timeout") is None:
            says = "Nothing is said about the timeout, and httpx gives up after 5 s of silence."
            yield Correction((add_argument(call, "timeout=None"),), says, likely)


@rule("timeout-too-short")
def timeout_too_short(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A time-out is given that ends a stream which is silent for a while."""
    likely = 2 if "patient" in evidence.failed or "Timeout" in evidence.messages else 1
    for argument in source.all("keyword_argument"):
        name, value = argument.field("name"), argument.field("value")
        if name is None or value is None or name.text() not in ("timeout", "read"):
            continue
        if value.text() not in GOOD_PAUSE:
            says = f"With {shown(argument)} a stream may not be silent for as long as it likes."
            yield Correction((replace(value, "None"),), says, likely)
    for call in source.calls("httpx.Timeout", "Timeout"):
        if keyword(call, "read") is None:
            says = f"{shown(call)} is a limit for reading too, so a silent stream is given up."
            yield Correction((add_argument(call, "read=None"),), says, likely)
        for given in arguments(call)[:1]:
            if re.fullmatch(r"0|0\.0+", given.text()):
                says = f"{shown(call)} leaves no time at all to connect."
                yield Correction((replace(given, "5.0"),), says, likely)


@rule("waits-with-a-limit")
def waits_with_a_limit(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """wait_for cancels the stream when a piece takes longer."""
    for call in source.calls("asyncio.wait_for", "wait_for"):
        for awaited in arguments(call)[:1]:
            says = f"{shown(call)} gives up on the stream, and cancels it, when a piece takes longer."
            yield Correction((replace(call, awaited.text()),), says, likely=2)


# The status


def _responses(source: Source) -> Iterator[tuple[str, SgNode]]:
    """Yield the name of each response that is streamed, and the `with` that it is opened by."""
    for node in source.all("with_statement"):
        header = source.text[start(node) : start(body_of(node) or node)]
        found = re.search(r"\bstream\(.*\bas (\w+)\s*:", header, re.DOTALL)
        if found:
            yield found[1], node


@rule("status-not-checked")
def status_not_checked(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """Nothing raises for an error status, or only when it is too late."""
    likely = 2 if "http-error" in evidence.failed else 0
    for name, node in _responses(source):
        block = body_of(node)
        if block is None or not is_on_own_lines(source, block):
            continue
        check = f"{name}.raise_for_status()"
        edit = insert_before(source, statements(block)[0], check)
        late = [s for s, only in expressions(source) if only.text() == check]
        if not late:
            says = "An error status such as 404 is not looked at: its text is yielded like any other."
            yield Correction((edit,), says, likely)
        for statement in late:
            says = f"{check} stands where it comes too late, or is not always reached."
            yield Correction((edit, delete_statement(source, statement)), says, likely)


@rule("other-error-raised")
def other_error_raised(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """An error status ends in something else than what raise_for_status raises."""
    for condition in source.all("if_statement"):
        test, block = condition.field("condition"), body_of(condition)
        found = re.match(r"(?:not )?(\w+)\.(status_code|is_\w+)", test.text() if test else "")
        if found is None or block is None or not _is_client(evidence):
            continue
        for statement in statements(block):
            if statement.kind() in ("return_statement", "raise_statement", "break_statement"):
                what = f"On an error status this does {shown(statement)}, and the caller never"
                says = f"{what} gets the HTTPStatusError of raise_for_status()."
                new = f"{found[1]}.raise_for_status()"
                yield Correction((replace(statement, new),), says, likely=1)


@rule("error-swallowed")
def error_swallowed(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """An except catches the error that the caller should get."""
    for clause in source.all("except_clause"):
        block = next((c for c in clause.children() if c.kind() == "block"), None)
        header = " ".join(source.text[start(clause) : start(block)].split()) if block else ""
        if block is None or not re.search(r"HTTP|Exception|except *:|RequestError", header):
            continue
        if "raise" in block.text():
            continue
        says = f"{header} catches the error of a bad status here, and the caller never gets it."
        yield Correction((replace(block, "raise"),), says, likely=1)


# What is read


@rule("reads-something-else")
def reads_something_else(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """The body is taken as bytes or lines, where pieces of text are meant."""
    if not _is_client(evidence):
        return
    for node in source.all("attribute"):
        name = node.field("attribute")
        if name is None or name.text() not in WHAT:
            continue
        loop = around(node, "for_statement")
        edits = _yields_only(loop) if loop is not None else []
        to_text = replace(name, "aiter_text")
        says = f"{name.text()} {WHAT[name.text()]}; aiter_text gives the text itself, piece by piece."
        yield Correction((to_text, *edits), says, likely=1)
        if edits:
            yield Correction((to_text,), says, likely=0)
        if name.text() == "aiter_raw":
            says = "aiter_raw gives the bytes as they were sent, which may be compressed."
            yield Correction((replace(name, "aiter_bytes"),), says, likely=1)


WHAT = {
    "aiter_bytes": "gives bytes, in which a character may be cut in half",
    "aiter_raw": "gives the bytes as they were sent, compressed or cut in half",
    "aiter_lines": "waits for whole lines and takes their line ends away",
    "iter_bytes": "is for the client without async, and gives bytes",
    "iter_text": "is for the client without async",
    "iter_lines": "is for the client without async, and waits for whole lines",
}


def _yields_only(loop: SgNode) -> list[Edit]:
    """Return the edits with which a loop yields nothing but its variable."""
    name = loop_variable(loop)
    given = [yielded(node) for node in loop.find_all(kind="yield")]
    others = [node for node in given if node is not None and node.text() != name]
    return [replace(node, name) for node in others if name is not None]


@rule("chunk-size")
def chunk_size(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A size is given, so that pieces are held back until so much has come."""
    for call in source.calls(".aiter_text", ".aiter_bytes", ".aiter_raw"):
        for argument in arguments(call):
            says = f"With {shown(argument)} text is held back until that much has come."
            yield Correction((drop_argument(source, argument),), says, likely=1)


@rule("whole-text")
def whole_text(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """The text of a streamed response is asked for as a whole."""
    for node in source.all("yield"):
        given = yielded(node)
        found = re.fullmatch(r"(\w+)\.(text|content|read\(\))", given.text() if given else "")
        found = found or re.fullmatch(r"\(?await (\w+)\.(aread\(\))\)?.*", given.text() if given else "")
        if found is None or given is None or not _is_client(evidence):
            continue
        step = indent_of(source, node) + "    "
        new = f"async for piece in {found[1]}.aiter_text():\n{step}yield piece"
        reads = [s for s, only in expressions(source) if only.text().endswith(".aread()")]
        edits = (replace(node, new), *(lines_of(source, s) for s in reads))
        says = f"{shown(given)} is the whole text at once, which is not there before the last piece."
        yield Correction(edits, says, likely=1)
        for statement, only, call in _gets(source, found[1]):
            opened = _opened(source, statement, call, replaced=(node, new))
            if opened is not None:
                says = f"{shown(only)} waits for the whole body before it gives anything."
                yield Correction((opened,), says, likely=1)


def _gets(source: Source, name: str) -> Iterator[tuple[SgNode, SgNode, SgNode]]:
    """Yield the statements that fetch a response of this name, with their value and its call."""
    for node in source.all("assignment"):
        left, right = node.field("left"), node.field("right")
        call = right.child(1) if right is not None and right.kind() == "await" else right
        if left is None or left.text() != name or call is None or call.kind() != "call":
            continue
        if re.match(r"\w+\.(get|stream|request|send)\(", call.text()):
            yield statement_of(node), right or node, call


def _opened(
    source: Source, statement: SgNode, call: SgNode, replaced: tuple[SgNode, str] | None = None
) -> Edit | None:
    """Return the edit that opens a request with `async with`, around all that follows it."""
    behind, left = statements_behind(statement), statement.text().partition(" =")[0]
    given = ", ".join(argument.text() for argument in arguments(call))
    function = call.field("function")
    if not behind or function is None:
        return None
    client, method = function.text().rpartition(".")[::2]
    given = f'"GET", {given}' if method == "get" else given
    edit = wrapped(source, f"async with {client}.stream({given}) as {left}:", behind[0], behind[-1])
    text = edit.text
    if replaced is not None:
        node, new = replaced
        old = node.text()
        line = f"{indent_of(source, node)}    {old}"
        text = text.replace(line, f"{indent_of(source, node)}    {new}".replace("\n", "\n    "))
    return Edit(lines_of(source, statement).start, edit.end, text)


@rule("request-not-opened")
def request_not_opened(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A request is awaited or assigned, where `async with client.stream` opens a stream."""
    names = {name.text() for node in source.all("assignment") if (name := node.field("left"))}
    for name in sorted(names):
        for statement, right, call in _gets(source, name):
            opened = _opened(source, statement, call)
            if opened is not None and ".send(" not in call.text():
                says = f"{shown(right)} does not open a stream that can be read as it comes."
                yield Correction((opened,), says, likely=1)


@rule("stream-not-requested")
def stream_not_requested(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """What `async with` opens is no request, or no client."""
    client = re.search(r"AsyncClient\b(?:\(.*?\))? as (\w+)|(\w+) = httpx\.AsyncClient", source.text)
    name = next(filter(None, client.groups()), None) if client else None
    for item in source.all("with_item") if _is_client(evidence) else ():
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
    return names[0] if names else "url"


@rule("wrong-request")
def wrong_request(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """The request is not a GET, or does not go to the url that was given."""
    for call in source.calls(".stream", ".request", ".build_request"):
        given = [node for node in arguments(call) if node.kind() != "keyword_argument"]
        if len(given) != 2 or not _is_client(evidence):
            continue
        method, url = given
        if method.kind() == "string" and method.text().strip("\"'").upper() != "GET":
            says = f"The request is a {method.text()}, and a text is asked for with GET."
            yield Correction((replace(method, '"GET"'),), says, likely=1)
        if url.text() != _url(url):
            says = f"The request goes to {shown(url)}, which is not the {_url(url)} that was given."
            yield Correction((replace(url, _url(url)),), says, likely=1)


@rule("noise-in-the-request")
def noise_in_the_request(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A request has an argument that nobody asked for."""
    for call in source.calls(".stream", "httpx.AsyncClient", ".build_request"):
        for argument in arguments(call):
            name = argument.field("name")
            if name is not None and name.text() not in ("timeout", "stream"):
                says = f"{shown(argument)} is sent or set too, and the request fails with it."
                yield Correction((drop_argument(source, argument),), says, likely=0)


@rule("two-requests")
def two_requests(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """The url is fetched once as a whole before it is streamed."""
    for statement, only in expressions(source):
        if re.match(r"\(?await \w+\.(get|head)\(", only.text()):
            edits = [lines_of(source, statement)]
            for name, node in _responses(source):
                block = body_of(node)
                if "raise_for_status" in only.text() and block is not None:
                    check = f"{name}.raise_for_status()"
                    edits.append(insert_before(source, statements(block)[0], check))
            says = f"{shown(only)} is a request of its own, before the one that is streamed."
            yield Correction(tuple(edits), says, likely=1)


# Which client


@rule("made-at-import")
def made_at_import(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A client or a file is opened once, when the file is imported, for all calls."""
    for node in source.all("assignment"):
        left, right, statement = node.field("left"), node.field("right"), statement_of(node)
        found = re.match(r"(httpx\.AsyncClient|open)\(", right.text() if right else "")
        if found is None or left is None or right is None or not parent_is(statement, "module"):
            continue
        word = "async with" if "Async" in found[1] else "with"
        header = f"{word} {right.text()} as {left.text()}:"
        gone = lines_of(source, statement)
        says = f"{left.text()} is opened once, at import, and is the same one for every call."
        for function in source.functions():
            lines = [s for s in statements(body_of(function)) if not s.text().startswith('"""')]
            if lines and left.text() in function.text() and "yield" in function.text():
                held = re.search(rf"(async )?with {left.text()}:", function.text())
                if held:
                    place = start(function) + held.start()
                    edit = Edit(place, place + len(held[0]), header)
                else:
                    edit = wrapped(source, header, lines[0], lines[-1])
                yield Correction((gone, edit), says, likely=1)


@rule("synchronous-client")
def synchronous_client(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """httpx is used without async, and holds up everything else while it waits."""
    if not re.search(r"httpx\.(Client|stream|get)\(", source.text) or not _is_client(evidence):
        return
    edits: list[Edit] = []
    for call in source.calls("httpx.Client"):
        edits.append(replace(call.field("function") or call, "httpx.AsyncClient"))
    for call in source.calls("httpx.stream"):
        given = [a for a in arguments(call) if not a.text().startswith("timeout=")]
        text = ", ".join(argument.text() for argument in given)
        new = f"httpx.AsyncClient(timeout=None) as client, client.stream({text})"
        edits.append(replace(call, new))
    for node in source.all("with_statement", "for_statement", "function_definition"):
        header = node.text().partition("\n")[0]
        if re.match(r"with .*(httpx\.|\.stream\()|for .*\.iter_|def stream_text", header):
            edits.append(before(node, "async "))
    for node in source.all("attribute"):
        name = node.field("attribute")
        if name is not None and name.text().startswith("iter_"):
            if parent_is((node.parent() or node), "yield"):
                whole = (node.parent() or node).parent() or node
                step = indent_of(source, node) + "    "
                response = node.text().rpartition(".")[0]
                new = f"async for piece in {response}.aiter_text():\n{step}yield piece"
                edits.append(replace(whole, new))
            else:
                edits.append(replace(name, "aiter_text"))
    says = "This is the httpx without async: while it waits, nothing else in the program can run."
    yield Correction(tuple(edits), says, likely=2)


@rule("printed-instead-of-yielded")
def printed_instead_of_yielded(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """A piece is printed where the caller should get it."""
    for statement, only in expressions(source):
        loop, given = around(statement, *LOOPS), arguments(only) if only.kind() == "call" else []
        function = only.field("function")
        if loop is None or not given or function is None or first_name(function.text()) != "print":
            continue
        inside = function_around(statement)
        if inside is None or inside.find(kind="yield") is not None:
            continue
        says = f"{shown(only)} shows the piece on the screen; nothing hands it to the caller."
        yield Correction((replace(only, f"yield {given[0].text()}"),), says, likely=2)


@rule("gathered-then-yielded")
def gathered_then_yielded(source: Source, evidence: Evidence) -> Iterator[Correction]:
    """Everything is collected before the first is yielded, or returned as a whole."""
    for function in source.functions():
        text = function.text()
        for name in dict.fromkeys(re.findall(r"\b(\w+) = (?:\[\]|\"\"|''|list\(\)|io\.StringIO\(\))", text)):
            edits = list(_yields_at_once(source, function, name))
            kinds = [edit.text for edit in edits]
            if any(kind.startswith("yield") for kind in kinds) and "" in kinds:
                says = f"Everything is put into {name} first, and comes out only when all is there."
                yield Correction(tuple(edits), says, likely=1)


def _yields_at_once(source: Source, function: SgNode, name: str) -> Iterator[Edit]:
    added = re.compile(rf"{name}\.(?:append|write)\((.*)\)|{name} \+= (.*)|{name} = {name} \+ (.*)", re.S)
    extended = re.compile(rf"{name}\.extend\((.*)\)", re.S)
    gone = re.compile(rf"{name} = |return\b.*\b{name}\b|yield\b.*\b{name}\b|{name}\.seek|for \w+ in {name}\b")
    inner = [s for s in function.find_all(kind="expression_statement")]
    others = [*function.find_all(kind="return_statement"), *function.find_all(kind="for_statement")]
    for statement in [*inner, *others]:
        text = statement.text()
        if found := added.fullmatch(text):
            value = next(part for part in found.groups() if part is not None)
            yield replace(statement, f"yield {value}")
        elif found := extended.fullmatch(text):
            yield replace(statement, f"yield from {found[1]}")
        elif gone.match(text):
            yield lines_of(source, statement)
