"""Which of all the files in a hand-in are the submission, and under which names they are graded."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from graders.classroom.listing import (
    MOST_ARCHIVE,
    Entry,
    Listing,
    Refused,
    list_archive,
    open_archive,
)
from graders.exercise import exercise_ids
from graders.harness.limits import SOURCE
from graders.text import clean, count

MOST_BESIDE, MOST_BYTES_BESIDE = 50, 4 << 20
"""Other files that are taken along, as a submission may import its own: how many, how large."""
MOST_LEVELS = 3
"""A zip in a zip in a zip is looked into, and no deeper."""
KIT_FOLDER = "starter"
"""Where the answers are in a copy of the kit, which has other files of the same names."""


@dataclass
class FoundFiles:
    """The files of a submission by name, and what a teacher should know of how they were found.

    `problem` says why there is nothing to grade although something was handed in.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    problem: str | None = None

    @property
    def missing(self) -> list[str]:
        """The names of the exercises' files that are not there."""
        return [name for name in names() if name not in self.files]

    @property
    def is_missing(self) -> bool:
        """Whether nothing was handed in that could be graded."""
        return len(self.missing) == len(names())

    @property
    def digest(self) -> str:
        """What is the same for the same files, and for no others."""
        digest = hashlib.sha256()
        for name, content in sorted(self.files.items()):
            digest.update(f"{len(name.encode())} {name} {len(content)}\n".encode() + content)
        return f"sha256:{digest.hexdigest()}"


@cache
def names() -> tuple[str, ...]:
    """Return the names of the files that there are exercises for."""
    return tuple(f"{id}.py" for id in exercise_ids())


def proper_name(name: str) -> str:
    """Return the name that a file had before it was handed in, or downloaded, once more.

    Platforms and browsers add a number: `stage1_generator-1.py`, `stage1_generator (2).py`.
    """
    found = re.fullmatch(r"(.+?)(?:-\d+| ?\(\d+\))(\.py)", name)
    return found[1] + found[2] if found and found[1] + found[2] in names() else name


def submission_of(listing: Listing) -> FoundFiles:
    """Return the submission in what was handed in, also from zips inside of it."""
    found = FoundFiles(notes=[f"left out: {what}" for what in listing.refused if _matters(what)])
    entries = [*_unpacked(listing.entries, found, MOST_LEVELS)]
    _pick(entries, found)
    if found.is_missing and (entries or found.notes):
        found.problem = found.notes[0] if found.notes else _nothing_of_ours(entries)
    return found


def _matters(refused: str) -> bool:
    """Whether what was refused might have been a part of the submission, and no tool's link."""
    return any(name in refused for name in names()) or "leads out" in refused or "cannot" in refused


def _nothing_of_ours(entries: list[Entry]) -> str | None:
    if not any(entry.name.endswith(".py") for entry in entries):
        return None
    shown = ", ".join(clean(entry.name) for entry in entries[:3])
    return f"none of {count(len(entries), 'file')} has a name of the exercises: {shown}"


def _unpacked(entries: Iterable[Entry], found: FoundFiles, levels: int) -> Iterable[Entry]:
    """Yield files, and for each zip the files in it."""
    for entry in entries:
        if not entry.name.lower().endswith(".zip"):
            yield entry
            continue
        try:
            if levels == 0:
                raise Refused(f"{clean(entry.path)} is a zip in too many others")
            content = entry.read(MOST_ARCHIVE + 1)
            listing = list_archive(open_archive(content, entry.path))
        except Refused as refused:
            found.notes.append(f"left out: {refused}")
            continue
        found.notes += [
            f"left out: {clean(entry.path)}: {w}" for w in listing.refused if _matters(w)
        ]
        inside = (Entry(f"{entry.path}/{e.path}", e.size, e.read) for e in listing.entries)
        yield from _unpacked(inside, found, levels - 1)


def _pick(entries: list[Entry], found: FoundFiles) -> None:
    """Take the folder that has most of the files, and what it lacks from elsewhere."""
    by_folder: dict[str, dict[str, Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.name != proper_name(entry.name)):
        if proper_name(entry.name) in names():
            by_folder.setdefault(entry.folder, {}).setdefault(proper_name(entry.name), entry)
    if not by_folder:
        return
    home = min(by_folder, key=lambda folder: (*_preference(folder, by_folder), folder))
    chosen = dict(by_folder[home])
    if not _is_kit(home):
        _complete(chosen, by_folder, found)
    for name, entry in chosen.items():
        _read(name, entry, SOURCE + 1, found)
    _take_along([entry for entry in entries if entry.folder == home], chosen, found)


def _preference(folder: str, by_folder: dict[str, dict[str, Entry]]) -> tuple[bool, int, int]:
    return not _is_kit(folder), -len(by_folder[folder]), folder.count("/")


def _is_kit(folder: str) -> bool:
    return folder.rpartition("/")[2] == KIT_FOLDER


def _complete(
    chosen: dict[str, Entry], by_folder: dict[str, dict[str, Entry]], found: FoundFiles
) -> None:
    """Add files that lie in other folders; of several with one name the highest up."""
    for folder in sorted(by_folder, key=lambda folder: (folder.count("/"), folder)):
        for name, entry in by_folder[folder].items():
            taken = chosen.setdefault(name, entry)
            if taken is not entry:
                found.notes.append(f"{clean(taken.path)} was graded, {clean(entry.path)} was not")


def _read(name: str, entry: Entry, most: int, found: FoundFiles) -> None:
    try:
        found.files[name] = entry.read(most)
    except Refused as refused:
        found.notes.append(f"left out: {refused}")


def _take_along(beside: list[Entry], chosen: dict[str, Entry], found: FoundFiles) -> None:
    """Take other files of the same folder, which the submission may import or read."""
    others = [entry for entry in beside if entry not in chosen.values()]
    if len(others) > MOST_BESIDE or sum(entry.size for entry in others) > MOST_BYTES_BESIDE:
        found.notes.append(f"{count(len(others), 'other file')} beside the exercises: left out")
        return
    for entry in others:
        if entry.name not in found.files and proper_name(entry.name) not in names():
            _read(entry.name, entry, MOST_BYTES_BESIDE, found)
