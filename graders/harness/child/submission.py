"""Load one submitted file, and say in a line where a student's own code went wrong."""

from __future__ import annotations

import errno
import importlib.util
import linecache
import os
import re
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from types import CodeType, FrameType, ModuleType
from typing import Any

from graders.errors import LoadError
from graders.harness import limits
from graders.harness.child import leftovers
from graders.harness.child.instrumentation import compiled
from graders.harness.child.own_files import import_from
from graders.harness.child.sources import Sources
from graders.text import shortened

MAX_TEXT = 10_000
"""Characters of one yielded piece that are handed to the grader; no right one has as many."""
MAX_MESSAGE = 1_000
"""Characters of an exception's message that are."""


class Submission:
    """The folder a student handed in, and the one file of it that is graded now.

    With a `text`, that is graded as if it were in the file.
    """

    def __init__(self, folder: str, file: str, text: str | None = None) -> None:
        self.folder = os.path.realpath(folder)
        self.path = Path(folder) / file
        self.sources = Sources()
        self.bare_yields: list[int] = []
        self._text = text
        self._owned = _Owned(self.folder)
        self._before = frozenset(sys.modules)

    def load(self) -> ModuleType:
        """Run the file as a module named after it; raise `LoadError` when that fails.

        The folder goes last on `sys.path`: a sibling can be imported, and shadows nothing. Both
        have hooks in their generators, which `sources` listens to.
        """
        self.sources.install()
        import_from(self.folder)
        name = self.path.stem
        spec = importlib.util.spec_from_file_location(name, self.path)
        assert spec is not None
        module = importlib.util.module_from_spec(spec)
        # As every import does before the code runs: dataclasses look their module up there.
        sys.modules[name] = module
        code = self._compiled()
        try:
            exec(code, vars(module))
        except SyntaxError as error:
            raise LoadError(**self._syntax(error)) from error
        except BaseException as error:
            raise LoadError(**self.problem(error), stage="import") from error
        return module

    def _compiled(self) -> CodeType:
        content = self._content()
        if not content.strip():
            raise LoadError(kind="empty", message=f"{self.path.name} is empty")
        if b"\0" in content:
            message = "SyntaxError: there are null bytes in the file, it is not saved as UTF-8"
            raise LoadError(kind="syntax", message=message)
        self.bare_yields = leftovers.bare_yields(content)
        try:
            return compiled(content, self.path)
        except SyntaxError as error:
            raise LoadError(**self._syntax(error)) from error
        except (MemoryError, RecursionError, ValueError) as error:
            message = f"{type(error).__name__}: Python cannot compile it, it is nested too deeply"
            raise LoadError(kind="syntax", message=message) from error

    def _content(self) -> bytes:
        if self._text is not None:
            lines = self._text.splitlines(keepends=True)
            # Lines of the file are shown from this text. None: it is never out of date.
            linecache.cache[str(self.path)] = (len(self._text), None, lines, str(self.path))
            return self._text.encode()
        try:
            return self.path.read_bytes()
        except OSError as error:
            message = f"{type(error).__name__}: {error}"
            raise LoadError(kind="unreadable", message=message) from error

    def problem(self, error: BaseException) -> dict[str, Any]:
        """Describe `error` with the last line of the student's own that it came through."""
        error = _innermost(error)
        if isinstance(error, SyntaxError):
            return self._syntax(error)
        frames = list(traceback.extract_tb(error.__traceback__))
        own = self._own(frames)
        unfinished = isinstance(error, NotImplementedError) and own and own[-1] is frames[-1]
        problem: dict[str, Any] = {
            "kind": "raised",
            "message": f"{type_of(error)}: {_text(error)}".rstrip(": "),
        }
        if unfinished:
            alone = leftovers.is_whole_body(own[-1].filename, own[-1].lineno or 0)
            problem["kind"] = "not_started" if alone else "leftover"
        if beyond := _limit(error):
            problem.update(kind="limit", message=f"{type_of(error)}: {beyond}")
        if not own and error.__cause__ is not None:  # such as a StopIteration in a generator
            own = self._own(traceback.extract_tb(error.__cause__.__traceback__))
        if own:
            problem.update(_place(own[-1].filename, own[-1].lineno or 0))
        return problem

    def _own(self, frames: Iterable[traceback.FrameSummary]) -> list[traceback.FrameSummary]:
        return [frame for frame in frames if self.owns(frame.filename)]

    def line_running(self, frame: FrameType | None) -> dict[str, Any] | None:
        """Return the student's innermost line in the calls that led to `frame`, if there is one."""
        while frame is not None:
            if self._owned[frame.f_code.co_filename]:
                return _place(frame.f_code.co_filename, frame.f_lineno)
            frame = frame.f_back
        return None

    def modules(self) -> list[ModuleType]:
        """Return the modules that came from the submission's files."""
        since = [module for name, module in sys.modules.items() if name not in self._before]
        loaded = [module for module in since if type(module) is ModuleType]
        files = [(module, vars(module).get("__file__")) for module in loaded]
        return [module for module, file in files if type(file) is str and self.owns(file)]

    def owns(self, filename: str) -> bool:
        """Whether a source file belongs to the submission."""
        return self._owned[filename]

    def _syntax(self, error: SyntaxError) -> dict[str, Any]:
        problem: dict[str, Any] = {
            "kind": "syntax",
            "message": f"{type(error).__name__}: {error.msg}",
        }
        if error.filename and self.owns(error.filename):
            problem.update(_place(error.filename, error.lineno or 0))
        return problem


class _Owned(dict[str, bool]):
    """Whether a source file is in `folder`; looked up once, as each call in a thread asks it."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self._within = folder + os.sep

    def __missing__(self, filename: str) -> bool:
        places = (os.path.abspath(filename), os.path.realpath(filename))  # it may be a link
        owned = self[filename] = any(place.startswith(self._within) for place in places)
        return owned


def function_of(module: ModuleType, name: str) -> Callable[..., Any]:
    """Return what the module calls `name`; raise `LoadError` when that is nothing one can call."""
    function = getattr(module, name, None)
    if function is None:
        raise LoadError(
            kind="missing_name", message=f"there is no {name} at the top level of the file"
        )
    if not callable(function):
        message = f"{name} is a {type_of(function)}, not a function"
        raise LoadError(kind="wrong_type", message=message)
    return function  # type: ignore[no-any-return]


def text_of(piece: Any) -> str:
    """Return a yielded piece as plain text, cut where it could only be wrong anyhow."""
    text = str.__str__(piece) if issubclass(type(piece), str) else _same_every_time(repr(piece))
    return shortened(text, MAX_TEXT)


def type_of(value: Any) -> str:
    """Return the name of a value's exact type, so that nothing else is called "str"."""
    kind = type(value)
    name: str = type.__dict__["__name__"].__get__(kind)  # not kind.__name__: a metaclass may lie
    return f"class called {name}" if name == "str" and kind is not str else name


def _same_every_time(text: str) -> str:
    """Return a text without the addresses of objects."""
    return re.sub(r" at 0x[0-9A-Fa-f]+", "", text)


def _place(filename: str, line: int) -> dict[str, Any]:
    source = linecache.getline(filename, line).strip()
    return {"file": Path(filename).name, "line": line, "source": source[:200]}


def _innermost(error: BaseException) -> BaseException:
    """Open groups of a single error, as task groups raise them."""
    while getattr(error, "exceptions", None) and len(error.exceptions) == 1:  # type: ignore[attr-defined]
        error = error.exceptions[0]  # type: ignore[attr-defined]
    return error


def _limit(error: BaseException) -> str | None:
    """Return which limit an error comes from, if it does."""
    if isinstance(error, MemoryError):
        return f"it asked for more than {limits.size(limits.ADDRESS_SPACE)} of memory"
    if isinstance(error, OSError) and error.errno == errno.EFBIG:
        return f"it wrote more than {limits.size(limits.FILE_SIZE)} to one file"
    return None


def _text(error: BaseException) -> str:
    try:
        return _same_every_time(str(error)[:MAX_MESSAGE])
    except BaseException:
        return "(its message cannot be shown)"
