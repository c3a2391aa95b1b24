"""The other files of a submission that the graded one imports: told of, and replaced if need be."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from types import ModuleType

from graders.harness.child.instrumentation import compiled

MADE_BY = "made by the kit"
"""What the code of a stand-in gives as its file: nobody can read it there."""


class SiblingFinder:
    """Finds the stand-ins, before anything else, and calls `imported` for each sibling's name.

    `names` are the modules that are siblings; `stand_ins` has the code of those that are replaced,
    and no other: what is in this process, a submission can read.
    """

    def __init__(
        self, names: Collection[str], stand_ins: Mapping[str, str], imported: Callable[[str], None]
    ) -> None:
        self._names = names
        self._stand_ins = stand_ins
        self._imported = imported

    def install(self) -> None:
        """Be asked first from now on."""
        # Any later place is too late: the finder for `sys.path` would find the
        # student's file first.
        sys.meta_path.insert(0, self)

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Return the stand-in's spec; anything else is found as always."""
        if path is not None or name not in self._names:
            return None
        # Told before its code runs: where it is known to be wrong, the grader
        # need not wait for the rest.
        self._imported(name)
        if name not in self._stand_ins:
            return None
        return spec_from_loader(name, _StandInLoader(self._stand_ins[name]), origin=MADE_BY)


class _StandInLoader(Loader):
    """Runs the code of a stand-in, with hooks in its generators as in the student's own."""

    def __init__(self, source: str) -> None:
        self._source = source

    def exec_module(self, module: ModuleType) -> None:
        """Fill the module."""
        # Hooks here too, since the file that is graded may hand these generators to its response.
        exec(compiled(self._source.encode(), MADE_BY), vars(module))
