"""The correction rules: each module has those of one subject; importing it declares them."""

from graders.repair.rules import (
    asynchronous,
    attributes,
    blocks,
    calls,
    clients,
    files,
    indentation,
    logs,
    opening,
    pauses,
    reading,
    requesting,
    signs,
    strings,
    syntax,
    tokens,
)

__all__ = [
    "asynchronous",
    "attributes",
    "blocks",
    "calls",
    "clients",
    "files",
    "indentation",
    "logs",
    "opening",
    "pauses",
    "reading",
    "requesting",
    "signs",
    "strings",
    "syntax",
    "tokens",
]
