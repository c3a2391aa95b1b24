"""Files that several have handed in are graded once, where nothing else can make a difference.

Everybody has the same prompts. So a file has the same verdict wherever it lies, if all the files
that it can reach are the same: those it names, and all of them where it may reach some unnamed.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from graders.exercise import exercise_ids

REACHES = re.compile(
    rb"__import__|importlib|exec|eval|compile|__file__|sys\.|glob|listdir|scandir|walk|iterdir"
)
"""What code has in it that can reach a file without its name."""

Exercise = dict[str, Any]


def units(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return for each exercise's file what is the same wherever its verdict is the same."""
    return {id: _digest(id, *_told_of(_reached(f"{id}.py", files), files)) for id in exercise_ids()}


def _reached(name: str, files: Mapping[str, bytes]) -> set[str]:
    """Return the files that one may import or read: those it names, and those that they name."""
    known = {PurePosixPath(other).stem.encode(): other for other in files}
    known |= {id.encode(): f"{id}.py" for id in exercise_ids()}
    reached, waiting = {name}, [name]
    while waiting:
        content = files.get(waiting.pop(), b"")
        if REACHES.search(content):
            return {*files, name}
        more = {other for stem, other in known.items() if stem in content} - reached
        reached |= more
        waiting += more
    return reached


def _told_of(names: Iterable[str], files: Mapping[str, bytes]) -> Iterator[bytes]:
    """Yield the names and contents of files; of one that is not there, what is called alike."""
    for name in sorted(names):
        yield name.encode()
        yield files.get(name, b"").join([b"<", b">"] if name in files else [b"", b""])
        yield from sorted(o.encode() for o in files if o != name and o.lower() == name.lower())


def named(files: Mapping[str, bytes], id: str) -> set[str]:
    """Return the exercises that a file names."""
    content = files.get(f"{id}.py", b"")
    return {other for other in exercise_ids() if other != id and other.encode() in content}


def _digest(id: str, *parts: bytes) -> str:
    digest = hashlib.sha256(id.encode())
    for part in parts:
        digest.update(b" %d " % len(part) + part)
    return digest.hexdigest()


class Shared:
    """The verdicts on files that more than one has handed in; no others are kept."""

    def __init__(self, all_units: Iterable[Mapping[str, str]]) -> None:
        counted = Counter(unit for units in all_units for unit in units.values())
        self._several = {unit for unit, number in counted.items() if number > 1}
        self._known: dict[str, Exercise] = {}

    def keep(self, units: Mapping[str, str], result: Mapping[str, Any]) -> None:
        """Remember the verdicts of a result on files that others have too."""
        for exercise in result["exercises"]:
            unit = units.get(exercise["id"])
            if unit in self._several and exercise["status"] != "error":
                self._known[unit] = exercise

    def left(self, units: Mapping[str, str], files: Mapping[str, bytes]) -> tuple[str, ...]:
        """Return the exercises that are still to be graded, with those that their files name."""
        wanted = {id for id, unit in units.items() if unit not in self._known}
        while more := {other for id in wanted for other in named(files, id)} - wanted:
            wanted |= more
        # One at least, since a result says by what it was graded.
        return tuple(id for id in exercise_ids() if id in wanted) or (exercise_ids()[0],)

    def completed(self, units: Mapping[str, str], result: dict[str, Any]) -> dict[str, Any]:
        """Return a result with the verdicts that were known already."""
        graded = {exercise["id"]: exercise for exercise in result["exercises"]}
        if not graded:
            return result
        known = {id: self._known[unit] for id, unit in units.items() if unit in self._known}
        exercises = [(known | graded)[id] for id in exercise_ids() if id in known or id in graded]
        return result | {
            "exercises": exercises,
            "score": sum(exercise["score"] for exercise in exercises),
            "max_score": sum(exercise["max_score"] for exercise in exercises),
        }
