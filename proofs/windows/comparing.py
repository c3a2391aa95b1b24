"""What differs between Linux' verdicts and Windows', and which differences are known and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from proofs.windows.verdicts import Verdict, Verdicts

MEASURED = re.compile(r"0x[0-9A-Fa-f]+|\d[\d,.]* ms\b")
"""What a text tells of addresses and of the real clock; it differs from run to run."""
OF_THE_MACHINE = ("environment", "duration_s", "transcripts", "path", "digest")
"""Keys of a result whose values may differ: times, memory, paths, versions, isolation."""


@dataclass(frozen=True)
class Difference:
    """A submission that is told something else on Windows, and what."""

    name: str
    what: tuple[str, ...]


def differences(linux: Verdicts, windows: Verdicts) -> list[Difference]:
    """Return the submissions whose verdict, score or diagnosis differs."""
    found = []
    for kind, told in windows.items():
        for name, verdict in told.items():
            if what := _difference(linux[kind][name], verdict):
                found.append(Difference(f"{kind}/{name}", tuple(what)))
    return found


def _difference(linux: Verdict, windows: Verdict) -> list[str]:
    what = [
        f"{name}: {getattr(linux, name)!r} -> {getattr(windows, name)!r}"
        for name in ("status", "score", "diagnosis")
        if _plain(getattr(linux, name)) != _plain(getattr(windows, name))
    ]
    for id, status in linux.checks.items():
        if status != windows.checks.get(id):
            what.append(f"{id}: {status} -> {windows.checks.get(id)}; {windows.words.get(id)}")
    return what


def other_words(linux: Verdicts, windows: Verdicts) -> list[Difference]:
    """Return the submissions with the same verdict, which is told in other words."""
    differing = {difference.name for difference in differences(linux, windows)}
    found = []
    for kind, told in windows.items():
        for name, verdict in told.items():
            before = linux[kind][name].words
            words = verdict.words.items()
            what = [
                f"{id}: {before[id]} -> {now}"
                for id, now in words
                if [*map(_plain, before[id])] != [*map(_plain, now)]
            ]
            if what and f"{kind}/{name}" not in differing:
                found.append(Difference(f"{kind}/{name}", tuple(what)))
    return found


def not_reviewed(
    found: Iterable[Difference], reviewed: Mapping[str, Iterable[str]]
) -> list[Difference]:
    """Return the differences for which no reason is known."""
    known = {name for names in reviewed.values() for name in names}
    return [difference for difference in found if difference.name not in known]


def stale(
    found: Iterable[Difference], graded: Iterable[str], reviewed: Mapping[str, Iterable[str]]
) -> list[str]:
    """Return what is on the list of known differences, was graded, and does not differ."""
    differing, names = {difference.name for difference in found}, set(graded)
    known = (name for names in reviewed.values() for name in names)
    return [name for name in known if name in names and name not in differing]


def result_differences(linux: Any, windows: Any) -> list[str]:
    """Return where two results differ, as paths into the JSON, but for what is of the machine."""
    return list(_paths(linux, windows, "result"))


def _paths(linux: Any, windows: Any, at: str) -> Iterable[str]:
    if isinstance(linux, dict) and isinstance(windows, dict):
        for key in sorted({*linux, *windows} - {*OF_THE_MACHINE}):
            yield from _paths(linux.get(key), windows.get(key), f"{at}.{key}")
    elif isinstance(linux, list) and isinstance(windows, list) and len(linux) == len(windows):
        for number, (one, other) in enumerate(zip(linux, windows, strict=True)):
            yield from _paths(one, other, f"{at}[{number}]")
    elif _plain(linux) != _plain(windows):
        yield f"{at}: {linux!r} -> {windows!r}"


def _plain(told: Any) -> Any:
    """Return what is told without what was measured."""
    return MEASURED.sub("...", told) if isinstance(told, str) else told
