"""Import the files of one folder from their text, with the hooks of `instrumentation` in them.

The folder stays an ordinary entry of `sys.path`, packages and data in it too; only how a `.py` file
becomes code is another: no bytecode is read or written, which may be of another time.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import (
    EXTENSION_SUFFIXES,
    ExtensionFileLoader,
    FileFinder,
    SourceFileLoader,
)
from types import CodeType

from graders.harness.child.instrumentation import compiled


class InstrumentingLoader(SourceFileLoader):
    """Loads a module from its text, always, and instruments it."""

    def get_code(self, fullname: str) -> CodeType:
        """Return the module's code, fresh from its source."""
        path = self.get_filename(fullname)
        return compiled(self.get_data(path), path)


def import_from(folder: str) -> None:
    """Put `folder` last on `sys.path`: what is in it can be imported, and shadows nothing.

    What is written into the working directory, and imported from there, gets hooks as well.
    """
    elsewhere = [os.path.realpath(entry) for entry in sys.path]
    for own in {folder, os.path.realpath(os.curdir)}:
        sys.path_hooks.insert(0, _finder_within(own, [e for e in elsewhere if e != own]))
        sys.path_importer_cache.pop(own, None)
    sys.path.append(folder)


def _finder_within(folder: str, elsewhere: Sequence[str]) -> Callable[[str], FileFinder]:
    """Return a hook for `sys.path_hooks`; the packages installed in `folder` are not its own."""
    # A virtual environment may lie in the student's folder. FastAPI in it gets no hooks.
    installed = [entry for entry in elsewhere if _is_within(entry, folder)]

    def finder(path: str) -> FileFinder:
        real = os.path.realpath(path)
        if not _is_within(real, folder) or any(_is_within(real, entry) for entry in installed):
            raise ImportError("not one of the submission's folders", path=path)
        extensions = (ExtensionFileLoader, EXTENSION_SUFFIXES)
        return FileFinder(path, extensions, (InstrumentingLoader, [".py"]))

    return finder


def _is_within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
