"""What GitHub's runner makes of a step's output: the published rules of workflow commands.

It is stricter than the real one: it takes every name for a command's. As the real one compares text
by the rules of a language, it overlooks characters that have no width.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

DATA = {"%0D": "\r", "%0A": "\n", "%25": "%"}
PROPERTY = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
LINE_END = re.compile("\r\n|\r|\n")
WIDTHLESS = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\ufe00-\ufe0f\uffa0]")


@dataclass(frozen=True)
class Command:
    """One workflow command."""

    name: str
    data: str = ""
    properties: dict[str, str] = field(default_factory=dict)


def commands(output: str) -> list[Command]:
    """Return the commands in the output of a step, but those between stop and resume."""
    found, token = [], None
    for command in filter(None, map(_command, LINE_END.split(seen(output)))):
        if token is None and command.name == "stop-commands":
            token = command.data
        elif token is None:
            found.append(command)
        elif command.name.lower() == token.lower():
            token = None
    assert token is None, "commands were stopped and never resumed"
    return found


def seen(text: str) -> str:
    """Return what of a text the runner compares: the characters that have a width."""
    wide = WIDTHLESS.sub("", text)
    return "".join(c for c in wide if unicodedata.category(c) not in ("Cf", "Cs") and c != "\0")


def _command(line: str) -> Command | None:
    return _newer(line.lstrip()) or _older(line)


def _newer(line: str) -> Command | None:
    """Read `::name key=value,key=value::data`."""
    if not line.startswith("::") or "::" not in line[2:]:
        return None
    told, _, data = line[2:].partition("::")
    name, _, properties = told.partition(" ")
    if not name:
        return None
    pairs = (pair.partition("=") for pair in properties.strip().split(",") if pair)
    read = {key: _unescaped(value, PROPERTY) for key, _, value in pairs if key and value}
    return Command(name, _unescaped(data, DATA), read)


def _older(line: str) -> Command | None:
    """Read `##[name key=value;key=value]data`, which may be anywhere in a line."""
    _, found, rest = line.partition("##[")
    told, closed, data = rest.partition("]")
    return Command(told.partition(" ")[0], data) if found and closed else None


def _unescaped(text: str, escapes: dict[str, str]) -> str:
    for escape, character in escapes.items():
        text = text.replace(escape, character)
    return text
