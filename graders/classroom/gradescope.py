"""What Gradescope lets one export: a folder for each submission, and a file that says whose."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from graders.classroom.hand_in import HandIn
from graders.classroom.listing import Entry, Listing, Refused
from graders.errors import UsageError
from graders.text import clean

METADATA = "submission_metadata.yml"
MOST_METADATA = 64 << 20
"""Bytes of it; it has all earlier results of everybody."""


def hand_ins(listing: Listing) -> list[HandIn]:
    """Return what was handed in on Gradescope, or nothing where this is no such export."""
    described = [entry for entry in listing.entries if entry.name == METADATA]
    if not described or described[0].folder.count("/") > 0:
        return []
    top = f"{described[0].folder}/" if described[0].folder else ""
    found: dict[str, HandIn] = {}
    for folder, about in _metadata(described[0]).items():
        inside = _inside(listing, f"{top}{folder}/")
        for hand_in in _of_submitters(str(folder), about, inside):
            _add(found, hand_in)
    return list(found.values())


def _metadata(entry: Entry) -> dict[str, Any]:
    try:
        import yaml
    except ImportError as error:
        raise UsageError(
            "reading an export of Gradescope takes PyYAML: python -m pip install pyyaml"
        ) from error
    try:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        read = yaml.load(entry.read(MOST_METADATA), Loader=loader)
    except (yaml.YAMLError, Refused, RecursionError) as error:
        raise UsageError(f"{entry.path} cannot be read; export the submissions again") from error
    if not isinstance(read, dict):
        raise UsageError(f"{entry.path} names no submissions; export them again")
    return read


def _inside(listing: Listing, start: str) -> Listing:
    return Listing(
        [
            replace(entry, path=entry.path.removeprefix(start))
            for entry in listing.entries
            if entry.path.startswith(start)
        ],
        refused=[what for what in listing.refused if what.startswith(clean(start))],
    )


def _of_submitters(folder: str, about: Any, inside: Listing) -> Iterator[HandIn]:
    """Yield a hand-in for each who submitted: of a group, everybody has the same files."""
    known = about.get(":submitters") if isinstance(about, dict) else None
    people = [who for who in known or [] if isinstance(who, dict)]
    for who in people or [{}]:
        name, sid, email = (str(who.get(key) or "") for key in (":name", ":sid", ":email"))
        id = sid or email or folder
        notes = [f"submitted by a group of {len(people)}"] if len(people) > 1 else []
        yield HandIn(clean(name or id), clean(id), listing=inside, notes=notes)


def _add(found: dict[str, HandIn], hand_in: HandIn) -> None:
    if hand_in.id in found:
        raise UsageError(
            f"{hand_in.student} ({hand_in.id}) is in two submissions of the export; "
            f"make one of them the active one on Gradescope, and export again"
        )
    found[hand_in.id] = hand_in
