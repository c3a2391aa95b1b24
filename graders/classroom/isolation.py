"""How well submissions are kept to themselves here, in levels of which each has the ones before."""

from __future__ import annotations

from graders.harness.child.sandbox import landlock_version

LEVELS = ("process", "files", "signals")
"""A process of its own; no file of others is read or written; no process of others is signalled."""
VERSIONS = {"process": 0, "files": 1, "signals": 6}
"""The version of Landlock, of the Linux kernel, that a level takes."""


def level_in_force() -> str:
    """Return the highest level that this system offers."""
    return [level for level in LEVELS if landlock_version() >= VERSIONS[level]][-1]


def is_enough(level: str) -> bool:
    """Whether this system offers a level."""
    return LEVELS.index(level_in_force()) >= LEVELS.index(level)
