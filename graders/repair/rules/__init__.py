"""The correction rules: each module has those of one subject; importing it declares them."""

from graders.repair.rules import (
    asynchronous,
    blocks,
    calls,
    clients,
    indentation,
    logs,
    names_used,
    opening,
    pauses,
    reading,
    signs,
    strings,
    syntax,
)

__all__ = [
    "asynchronous",
    "blocks",
    "calls",
    "clients",
    "indentation",
    "logs",
    "names_used",
    "opening",
    "pauses",
    "reading",
    "signs",
    "strings",
    "syntax",
]
