"""Who is in the class: everybody once, in an order that does not depend on the sources'."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from graders.classroom.hand_in import HandIn
from graders.classroom.sources import ClassSource, read_source
from graders.errors import UsageError


@dataclass
class Roster:
    """All hand-ins, and what in the sources belongs to nobody."""

    hand_ins: list[HandIn]
    notes: list[str]


def read_roster(sources: Iterable[str], out: Path) -> Roster:
    """Return who handed in what in all sources together."""
    read = [read_source(name, out) for name in sources]
    found: dict[str, HandIn] = {}
    for hand_in in (hand_in for source in read for hand_in in source.hand_ins):
        known = found.setdefault(hand_in.file_name.casefold(), hand_in)
        if known is not hand_in:
            raise UsageError(_twice(known, hand_in))
    return Roster(sorted(found.values(), key=_order), [note for s in read for note in _notes(s)])


def _order(hand_in: HandIn) -> tuple[str, str]:
    return hand_in.student.casefold(), hand_in.id


def _notes(source: ClassSource) -> list[str]:
    return [f"{source.name}: {note}" for note in source.notes]


def _twice(known: HandIn, again: HandIn) -> str:
    where = (
        f"in {known.source}"
        if known.source == again.source
        else f"in {known.source} and in {again.source}"
    )
    return f"{again.student} ({again.id}) is there twice, {where}; give only the one to be graded"
