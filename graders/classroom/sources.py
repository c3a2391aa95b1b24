"""Where submissions come from: folders, clones, and the downloads of Canvas, Moodle, Gradescope.

Every source becomes a listing, and who handed in what is read from its paths alone. So it does not
matter whether a download is still the zip that it was, or has been unpacked.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from graders.classroom import canvas, gradescope, moodle
from graders.classroom.hand_in import HandIn
from graders.classroom.listing import (
    Entry,
    Listing,
    Refused,
    list_archive,
    list_folder,
    open_archive,
)
from graders.classroom.picking import KIT_FOLDER, names, proper_name
from graders.errors import UsageError
from graders.text import clean

TAKES = "a folder for each student, a clone, or what Canvas, Moodle or Gradescope lets you download"
PLATFORMS: tuple[Callable[[Listing], list[HandIn]], ...] = (
    gradescope.hand_ins,
    moodle.hand_ins,
    canvas.hand_ins,
)
"""Each finds what was handed in on one platform, or nothing in what comes from elsewhere."""


@dataclass
class ClassSource:
    """What one source holds; `notes` says what in it belongs to nobody."""

    name: str
    hand_ins: list[HandIn]
    notes: list[str] = field(default_factory=list)


def read_source(name: str, out: Path) -> ClassSource:
    """Return who handed in what, outside of `out`; raise `UsageError` for what is no source."""
    path = Path(name)
    if not name or not path.exists():
        raise UsageError(f"the source {name!r} does not exist; give {TAKES}")
    try:
        listing = _listing(path, out)
    except Refused as refused:
        raise UsageError(f"{refused}; give {TAKES}") from refused
    if _is_one_submission(path, listing):
        found = [HandIn(path.stem if path.is_file() else _name_of(path), listing=listing)]
    else:
        found = _hand_ins(path, listing)
    if not found:
        raise UsageError(f"nothing in {name!r} is a submission; give {TAKES}")
    for hand_in in found:
        hand_in.source = name
    return ClassSource(name, found, [f"left out: {what}" for what in listing.refused])


def _listing(path: Path, out: Path) -> Listing:
    if path.is_dir():
        return list_folder(path, skip=_inside(path, out))
    if not zipfile.is_zipfile(path):
        raise Refused(f"{str(path)!r} is neither a folder nor a zip")
    return list_archive(open_archive(path, str(path)))


def _inside(folder: Path, out: Path) -> Path | None:
    """Return `out` as it is met when `folder` is walked, if it is in there."""
    real = Path(os.path.realpath(out))
    top = Path(os.path.realpath(folder))
    return folder / real.relative_to(top) if real.is_relative_to(top) else None


def _name_of(folder: Path) -> str:
    return folder.name if folder.name not in ("", "..") else folder.resolve().name


def _is_one_submission(path: Path, listing: Listing) -> bool:
    """Whether this is the folder or the clone of one student."""
    of_one = any(
        entry.folder in ("", KIT_FOLDER) and proper_name(entry.name) in names()
        for entry in listing.entries
    )
    return of_one or (path / ".git").exists()


def _hand_ins(path: Path, listing: Listing) -> list[HandIn]:
    for platform in PLATFORMS:
        if found := platform(listing):
            return found
    if path.is_file() and (only := _only_folder(path, listing)) is not None:
        return _hand_ins(path, _by_folder(listing)[only])
    return _of_students(listing)


def _only_folder(path: Path, listing: Listing) -> str | None:
    """Return the folder that everything in a zip is in, if that is nobody's own."""
    tops = {folder.partition("/")[0] for folder in listing.folders}
    only = tops.pop() if len(tops) == 1 else None
    if only is None or any(not entry.folder for entry in listing.entries):
        return None
    below = {folder for folder in listing.folders if folder.count("/") == 1}
    return only if only == path.stem or len(below) > 1 else None


def _by_folder(listing: Listing) -> dict[str, Listing]:
    """Return the part of a listing that is in each folder at the top, with paths from there."""
    parts = {name: Listing() for name in sorted(n for n in listing.folders if "/" not in n)}
    for entry in listing.entries:
        top, is_below, rest = entry.path.partition("/")
        if is_below:
            parts[top].entries.append(replace(entry, path=rest))
    for name in listing.folders:
        top, is_below, rest = name.partition("/")
        if is_below:
            parts[top].folders.add(rest)
    called = {clean(name): part for name, part in parts.items()}
    for what in listing.refused:
        top, is_below, _ = what.partition("/")
        if is_below and top in called:
            called[top].refused.append(what)
    return parts


def _of_students(listing: Listing) -> list[HandIn]:
    """Return a hand-in for each folder, and for each zip, at the top."""
    parts = _by_folder(listing)
    found = {name: HandIn(name, listing=part) for name, part in parts.items()}
    theirs = {what for part in parts.values() for what in part.refused}
    listing.refused = [what for what in listing.refused if what not in theirs]
    for entry in listing.entries:
        if not entry.folder and entry.name.lower().endswith(".zip"):
            name = entry.name[:-4]
            if name in found:
                raise UsageError(
                    f"{clean(name)!r} is there twice, as a folder and as a zip; remove one of them"
                )
            found[name] = HandIn(name, listing=Listing([_at_the_top(entry)]))
    return list(found.values())


def _at_the_top(entry: Entry) -> Entry:
    return replace(entry, path=entry.name)
