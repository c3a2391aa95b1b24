"""Notices what has been changed of the kit's own code, in the process that it shares.

Whoever shares a process with others can change all that is in it, this too. But what is right has
no reason to: what the kit's modules and classes had under each name before, they have still.
"""

from __future__ import annotations

import operator
import sys
from collections.abc import Mapping
from typing import Any

OBSERVING = "graders.harness.child."
"""How the names of the modules begin that observe a submission."""
CALLED = ("__init__", "__call__", "__getattribute__")
BROKEN = "it changed the grader's own code"
LOOKS = 8
"""A look is at one part of so many; to look at all of it each time would take long."""


class Seal:
    """What everything of the kit's was when this was made."""

    def __init__(self) -> None:
        modules = [module for name, module in sys.modules.items() if name.startswith(OBSERVING)]
        things = [thing for module in modules for thing in vars(module).values()]
        classes = [thing for thing in things if type(thing) is type and _is_ours(thing)]
        self._before = [(names, _own(names)) for names in map(vars, [*modules, *classes])]
        self._look = 0

    @property
    def is_whole(self) -> bool:
        """Whether the next part is as it was: so many looks are at everything."""
        self._look = (self._look + 1) % LOOKS
        return all(_same(now, before) for now, before in self._before[self._look :: LOOKS])


def _is_ours(kind: type) -> bool:
    return kind.__module__.startswith(OBSERVING)


def _own(names: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is looked at of a module or class; Python itself changes what is left out."""
    return {n: thing for n, thing in names.items() if not n.startswith("__") or n in CALLED}


def _same(now: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    # By identity: what is put there may call itself equal to all.
    return all(map(operator.is_, map(now.get, before), before.values()))
