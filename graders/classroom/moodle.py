"""What Moodle lets one download: a folder for each student, or files with the folder's name."""

from __future__ import annotations

import re
from dataclasses import replace

from graders.classroom.hand_in import HandIn
from graders.classroom.listing import Listing
from graders.text import clean

NAME = re.compile(
    r"(?P<who>[^/]+)_(?P<id>\d+)_assignsubmission_(?P<kind>[a-z]+)(?P<rest>(?:[_/].*)?)"
)
BLIND = "Participant"
"""The name that everybody has where the marking is blind."""


def hand_ins(listing: Listing) -> list[HandIn]:
    """Return what was handed in on Moodle, or nothing where this is no such download."""
    found: dict[str, HandIn] = {}
    for folder in sorted(listing.folders):
        if match := NAME.fullmatch(folder):
            _of(match, found)
    for entry in listing.entries:
        match = NAME.fullmatch(entry.path)
        if match is not None:
            hand_in = _of(match, found)
            if match["kind"] == "file":
                path = match["rest"].lstrip("_").lstrip("/")
                hand_in.listing.entries.append(replace(entry, path=path))
    for what in listing.refused:
        for hand_in in found.values():
            if re.search(rf"_{hand_in.id}_assignsubmission_", what):
                hand_in.listing.refused.append(what)
    return list(found.values())


def _of(match: re.Match[str], found: dict[str, HandIn]) -> HandIn:
    id = match["id"]
    if id not in found:
        # In a name underscores are spaces; what has some is the name and the number of a group.
        name = match["who"].rpartition("_")[2]
        found[id] = HandIn(clean(f"{name} {id}" if name == BLIND else name), id)
    return found[id]
