"""What Canvas lets one download: a flat zip in which the names of files say whose they are."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from graders.classroom.hand_in import HandIn
from graders.classroom.listing import Entry, Listing
from graders.classroom.picking import names, proper_name

NAME = re.compile(
    r"(?P<name>[^/]+?)(?P<late>_LATE)?_(?P<user>\d+)_(?P<file>\d+|text|link)(?P<rest>[_.][^/]+)"
)
ANONYMOUS = re.compile(
    r"(?P<name>anon)_(?P<user>[^_/]+)(?P<late>_LATE)?_(?P<file>\d+|text|link)(?P<rest>[_.][^/]+)"
)


def hand_ins(listing: Listing) -> list[HandIn]:
    """Return what was handed in on Canvas, or nothing where this is no such download."""
    by_user: dict[str, list[tuple[re.Match[str], Entry]]] = defaultdict(list)
    top = [entry for entry in listing.entries if not entry.folder]
    for entry in top:
        if found := ANONYMOUS.fullmatch(entry.path) or NAME.fullmatch(entry.path):
            by_user[_id(found)].append((found, entry))
    # What else lies there is somebody's own: the sheet of marks, say, or what a Mac leaves.
    known = sum(map(len, by_user.values()))
    return [_hand_in(id, files) for id, files in by_user.items()] if 2 * known > len(top) else []


def _id(found: re.Match[str]) -> str:
    return f"anon_{found['user']}" if found["name"] == "anon" else found["user"]


def _hand_in(id: str, files: list[tuple[re.Match[str], Entry]]) -> HandIn:
    """Return one student's files under the names that they had; of several, the latest counts."""
    files.sort(key=lambda file: int(file[0]["file"]) if file[0]["file"].isdecimal() else 0)
    latest: dict[str, Entry] = {}
    notes = []
    for found, entry in files:
        name = proper_name(found["rest"].lstrip("_"))
        if name in latest and name in names():
            notes.append(f"{name} was uploaded more than once; the latest was graded")
        latest[name] = replace(entry, path=name)
    first = files[0][0]
    student = id if first["name"] == "anon" else first["name"]
    late = any(found["late"] for found, _ in files)
    return HandIn(student, id, late, Listing([*latest.values()]), notes)
