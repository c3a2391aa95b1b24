"""The correction rules: each module has those of one subject; importing it declares them."""

from graders.repair.rules import (
    endpoints,
    events,
    generators,
    leftovers,
    loops,
    names,
    responses,
    sentinel,
    streams,
    strings,
    texts,
)

__all__ = [
    "endpoints",
    "events",
    "generators",
    "leftovers",
    "loops",
    "names",
    "responses",
    "sentinel",
    "streams",
    "strings",
    "texts",
]
