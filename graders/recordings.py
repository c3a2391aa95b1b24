"""What was observed as JSON can hold it: the recordings of a transcript, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from typing import Any

from graders.transcript import Transcript

MOST_PIECES = 500
"""Chunks, tokens or pieces of one recording that a result holds; further ones are counted."""


def recordings(transcript: Transcript) -> Iterator[dict[str, Any]]:
    """Yield each stream, call and run, and what was measured of memory."""
    kinds: dict[str, Mapping[str, object]]
    kinds = {"stream": transcript.streams, "call": transcript.calls, "run": transcript.runs}
    for kind, recorded in kinds.items():
        for name, recording in recorded.items():
            yield {"kind": kind, "name": name, **as_plain(recording, most=MOST_PIECES)}
    for memory in transcript.memory[:1]:  # what each run measures anew is left out
        name = f"a log of {memory.log_size} bytes"
        received = memory.received if memory.end == "complete" else None
        yield {"kind": "memory", "name": name, "log_size": memory.log_size, "received": received}


def as_plain(record: Any, most: int) -> dict[str, Any]:
    """Return a recording as what JSON can hold; bytes become text, byte for byte (Latin-1).

    Of a list of more than `most` parts the first are kept; `left_out` counts the others.
    """
    lists = {name: value for name, value in vars(record).items() if isinstance(value, list)}
    left_out = sum(max(len(value) - most, 0) for value in lists.values())
    shorter = replace(record, **{name: value[:most] for name, value in lists.items()})
    return {**asdict(shorter, dict_factory=_plain_fields), "left_out": left_out}


def _plain_fields(fields: list[tuple[str, Any]]) -> dict[str, Any]:
    return {
        name: value.decode("latin-1") if isinstance(value, bytes) else value
        for name, value in fields
    }
