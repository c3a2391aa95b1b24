"""A file that is opened: its name, the mode and encoding, and that it is closed again."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graders.repair.edits import drop_argument, lines_of, wrapped
from graders.repair.rule import Correction, Evidence, rule
from graders.repair.source import (
    Edit,
    SourceText,
    arguments,
    replace,
    start,
)
from graders.repair.tree import keyword, parent_is, shown, statement_of, statements_behind

OPENED = re.compile(r"(?:\w+\.)?open\(.*\)", re.DOTALL)
OPENING = ("open", "Path", "FileResponse", "aiofiles", "io.", "codecs.")
"""How a call begins that takes the name of a file first."""
MODE = re.compile(r"[\"'][rwabxt+]{1,3}[\"']")


@rule("file-not-closed")
def file_not_closed(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A file is opened without `with`, and stays open."""
    for node in source.all("assignment"):
        left, right, statement = node.field("left"), node.field("right"), statement_of(node)
        behind = statements_behind(statement)
        if left is None or right is None or not behind or parent_is(statement, "module"):
            continue
        if OPENED.fullmatch(right.text()) and left.text().isidentifier():
            body = wrapped(source, f"with {right.text()} as {left.text()}:", behind[0], behind[-1])
            says = f"Nothing closes {left.text()} when a reader leaves before the end of the file."
            edit = Edit(lines_of(source, statement).start, body.end, body.text)
            yield Correction((edit,), says, likely=2 if "handles" in evidence.failed else 1)


@rule("not-opened")
def not_opened(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A `with` has only the file's name, or `open` itself, where open(...) is meant."""
    for item in source.all("with_item") if evidence.exercise.log else ():
        inner = item.child(0)
        value = inner.child(0) if inner is not None and inner.kind() == "as_pattern" else inner
        if value is None:
            continue
        if value.kind() == "string":
            says = f"{value.text()} is only a name; open() is what opens the file of that name."
            yield Correction((replace(value, f"open({value.text()})"),), says, likely=2)
        elif value.text() == "open":
            says = "open is only named here: it has to be called with the file's name."
            new = f'open("{evidence.exercise.log}")'
            yield Correction((replace(value, new),), says, likely=2)


@rule("wrong-file")
def wrong_file(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """Another file is opened than the one that is asked for."""
    log = evidence.exercise.log
    for call in source.calls("open", ".open", "Path", "FileResponse") if log else ():
        given = arguments(call)
        says = f"{shown(call)} does not open {log} of the folder in which the server was started."
        if call.text().startswith(OPENING):
            first = next((node for node in given if node.kind() != "keyword_argument"), None)
            if first is None or MODE.fullmatch(first.text()):
                text = f'"{log}"' + (", " if given else "")
                place = start(call.field("arguments") or call) + 1
                yield Correction((Edit(place, place, text),), says, likely=1)
            elif first.text() == log:
                says = f"{log} has no quotes around it, so Python takes it for two names."
                yield Correction((replace(first, f'"{log}"'),), says, likely=2)
            elif first.text().strip("\"'") != log and first.text() != "__file__":
                yield Correction((replace(first, f'"{log}"'),), says, likely=1)


@rule("another-file-name")
def another_file_name(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The name of another file, or of another folder, is kept in a variable."""
    log = evidence.exercise.log
    for node in source.all("string") if log else ():
        other = re.fullmatch(rf".(?!{log}.$).*\.(log|txt).", node.text())
        if other and parent_is(node, "assignment"):
            says = f"{node.text()} is not the name of the file that is asked for, {log}."
            yield Correction((replace(node, f'"{log}"'),), says, likely=1)
    for node in source.all("binary_operator") if log else ():
        if "__file__" in node.text() and not parent_is(node, "binary_operator"):
            says = f"{shown(node)} is not in the folder in which the server was started."
            yield Correction((replace(node, f'Path("{log}")'),), says, likely=2)


@rule("wrong-encoding")
def wrong_encoding(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The encoding, or what is done with errors and line ends, does not suit the file."""
    for call in source.calls("open", ".open", ".read_text") if evidence.exercise.log else ():
        edits = []
        encoding = keyword(call, "encoding")
        if encoding is not None and encoding.text().lower().strip("\"'") not in ("utf-8", "utf8"):
            edits.append(replace(encoding, '"utf-8"'))
            says = f"The file is in UTF-8, and {encoding.text()} reads other characters from it."
            if "unknown encoding" in evidence.messages:
                says = f"There is no encoding {encoding.text()}; the file is in utf-8."
            yield Correction(tuple(edits), says, likely=1)
        for argument in arguments(call):
            name = argument.field("name")
            if name is not None and name.text() in ("errors", "newline", "buffering"):
                says = f"With {shown(argument)} the text is not read as it stands in the file."
                yield Correction((drop_argument(source, argument), *edits), says, likely=1)


@rule("wrong-mode")
def wrong_mode(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """The file is opened for writing, or as bytes."""
    for call in source.calls("open", ".open") if evidence.exercise.log else ():
        for mode in [*arguments(call)[1:2], *filter(None, [keyword(call, "mode")])]:
            if mode.kind() == "string" and re.search(r"[wax+]", mode.text()):
                says = f"The mode {mode.text()} opens the file for writing; it has to be read."
                yield Correction((replace(mode, '"r"'),), says, likely=2)
            if re.search(r"b", mode.text()) and mode.kind() == "string":
                says = f"The mode {mode.text()} gives bytes, where text is needed."
                yield Correction((replace(mode, '"r"'),), says, likely=0)


OTHER_OPENS = {
    "codecs.open": "ends lines at other characters too, not only at the end of a line",
    "fileinput.input": "has one place in the file for all who read at the same time",
}
"""What opens a file in another way than open, and what that does."""


@rule("codecs-open")
def codecs_open(source: SourceText, evidence: Evidence) -> Iterator[Correction]:
    """A file is opened with something that reads its lines in another way."""
    for call in source.calls(*OTHER_OPENS):
        name = call.field("function")
        says = f"{name.text()} {OTHER_OPENS[name.text()]}." if name is not None else ""
        function = call.field("function")
        if function is not None:
            yield Correction((replace(function, "open"),), says, likely=2)
