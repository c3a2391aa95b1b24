"""What the student's own generators and iterators do: each item they give, each time they go on.

The hooks that `instrumentation` puts into their code end here. While nobody listens they cost next
to nothing: each is a function of C that gives back what it gets.
"""

from __future__ import annotations

import builtins
import functools
import inspect
import itertools
import operator
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from types import AsyncGeneratorType, CodeType, FrameType, GeneratorType
from typing import Any, Protocol

from graders.harness.child import instrumentation as names
from graders.harness.child.instrumentation import TOKEN_SOURCES
from graders.harness.child.token_sources import codes_of_class, codes_of_sources

MOST_ASKED = 200
"""Items after which a function's generators are no longer held; a held reply has far fewer."""
MOST_SOURCES = 1_000
MAX_TEXT = 300
"""Characters of one item that are told."""
STANDS_STILL = ("__await__",)
"""Generators that are resumed by the event loop, not by anybody who wants an item."""


@dataclass(eq=False)
class Source:
    """One generator, or iterator, of the student's.

    `kind` is "token_stream" (the one of the contract, under whatever name), "generator",
    "expression", or "list" (its items were there before anybody asked). `text` is what it has
    given since it was last asked, or None when that is no text.
    """

    number: int
    kind: str
    name: str
    code: CodeType | None = None
    given: int = 0
    text: str | None = ""

    def give(self, item: Any) -> None:
        """Note one more item."""
        text = _text_of(item)
        self.given += 1
        self.text = None if text is None or self.text is None else self.text + text


@dataclass(frozen=True)
class Resume:
    """A source is about to make item `item` (from 0); `text` is what it has given before that."""

    source: Source
    item: int
    text: str | None


class Listener(Protocol):
    """Who is told, on the thread where it happens; whoever blocks here holds the source."""

    def given(self, source: Source) -> None:
        """A source has given an item."""

    def before(self, resume: Resume) -> None:
        """A source is about to go on."""

    async def before_async(self, resume: Resume) -> None:
        """An asynchronous source is about to go on."""


@dataclass
class Sources:
    """All sources that did something since `listen`."""

    _listener: Listener | None = None
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _of: dict[object, Source | None] = field(default_factory=dict)
    _marked: set[FrameType | None] = field(default_factory=set)
    _codes: set[CodeType] = field(default_factory=set)
    _asked_for: Counter[CodeType | None] = field(default_factory=Counter)
    _lock: Any = field(default_factory=threading.RLock)
    _put: dict[str, Callable[..., Any]] = field(default_factory=dict)

    def install(self) -> None:
        """Put hooks in place that do nothing, so that instrumented code can run."""
        self._set_hooks(_IDLE)

    @property
    def in_place(self) -> bool:
        """Whether the hooks are still those that were put there."""
        there = map(vars(builtins).get, self._put)
        return all(map(operator.is_, there, self._put.values()))

    def listen(self, listener: Listener, modules: Iterable[object] = ()) -> None:
        """Tell `listener` from now on; what `modules` call a token source is one."""
        self.ignore()
        self._listener = listener
        self._codes = {code for module in modules for code in codes_of_sources(module)}
        self._set_hooks(self._hooks())

    def ignore(self) -> None:
        """Tell nobody any more."""
        self._set_hooks(_IDLE)
        self._listener = None
        self._of.clear()
        self._marked.clear()
        self._asked_for.clear()

    def finished(self, items: Any) -> None:
        """Note a collection all of whose items were made before the first could be given."""
        source = Source(next(self._numbers), "list", type(items).__name__)
        for item in items[:-1]:
            source.give(item)
            self._tell(source)

    # The hooks

    def _set_hooks(self, hooks: dict[str, Callable[..., Any]]) -> None:
        self._put = hooks
        vars(builtins).update(hooks)

    def _hooks(self) -> dict[str, Callable[..., Any]]:
        return {
            names.GIVEN: self._given,
            names.ASKED: self._asked,
            names.ASKED_ASYNC: self._asked_async,
            names.MAY_GIVE: self._may_give,
            names.MAY_GIVE_ASYNC: self._may_give_async,
            names.NEXT_ASKED: self._next_asked,
            names.NEXT_ASKED_ASYNC: self._next_asked_async,
            names.HANDED_ON: self._handed_on,
            names.RETURNED: self._returned,
            names.FROM_TEXT: names.from_text,
        }

    def _given(self, item: Any) -> Any:
        # The frame that calls the hook is the generator's own. By it the generator is known.
        self._give(sys._getframe(1), item)
        return item

    def _asked(self, sent: Any) -> Any:
        self._tell(self._source(sys._getframe(1)))
        return sent

    def _asked_async(self, sent: Any) -> Any:
        return self._tell_async(self._source(sys._getframe(1)), sent)

    def _may_give(self) -> bool:
        self._tell(self._source(sys._getframe(1)))
        return True

    def _may_give_async(self) -> Any:
        return self._tell_async(self._source(sys._getframe(1)), True)

    def _next_asked(self, iterator: Any) -> None:
        self._tell(self._source_of_call(sys._getframe(1), iterator))

    def _next_asked_async(self, iterator: Any) -> Any:
        return self._tell_async(self._source_of_call(sys._getframe(1), iterator), None)

    def _handed_on(self, items: Any) -> Any:
        frame, kind = sys._getframe(1), type(items)
        source = self._source(frame)
        if source is None:
            return items
        if kind is GeneratorType:
            if source.kind == "token_stream":
                self._mark(items)
            return items
        # What has `send` or `close` must get them from `yield from`, and a wrapper would hide them.
        if any(hasattr(kind, name) for name in _TO_PASS_ON) or not hasattr(kind, "__iter__"):
            return items
        return _HandedOn(self, source, iter(items))

    def _returned(self, value: Any) -> Any:
        if type(value) in (list, tuple):
            self.finished(value)
        else:
            self._mark(value)
        return value

    # What they have in common

    def _give(self, frame: FrameType, item: Any) -> None:
        source = self._of.get(frame) or self._source(frame)
        if source is not None:
            self._note(source, item)
        if not frame.f_code.co_flags & _OF_GENERATORS:  # a call of __next__ is over
            self._of.pop(frame, None)

    def _note(self, source: Source, item: Any) -> None:
        source.give(item)
        if (listener := self._listener) is not None:
            listener.given(source)

    def _tell(self, source: Source | None) -> None:
        resume, listener = self._resume(source), self._listener
        if resume is not None and listener is not None:
            listener.before(resume)

    async def _tell_async(self, source: Source | None, sent: Any) -> Any:
        resume, listener = self._resume(source), self._listener
        if resume is not None and listener is not None:
            await listener.before_async(resume)
        return sent

    def _resume(self, source: Source | None) -> Resume | None:
        """Return what is to be told when `source` is asked: nothing for its first item."""
        if source is None or not source.given or self._asked_for[source.code] >= MOST_ASKED:
            return None
        self._asked_for[source.code] += 1
        text, source.text = source.text, ""
        return Resume(source, source.given, text)

    def _source(self, frame: FrameType) -> Source | None:
        """Return the source whose frame this is; the frame of a generator stays the same."""
        with self._lock:
            if frame not in self._of:
                code = frame.f_code
                is_source = (
                    code.co_flags & _OF_GENERATORS
                    and not code.co_flags & inspect.CO_ITERABLE_COROUTINE
                    and code.co_name not in STANDS_STILL
                )
                kind = self._kind(code, frame)
                self._of[frame] = self._new(kind, code.co_name, code) if is_source else None
            return self._of[frame]

    def _source_of_call(self, frame: FrameType, iterator: Any) -> Source | None:
        """Return the source that `iterator` is, one of whose methods runs in `frame`."""
        with self._lock:
            key = _Identity(iterator)
            if key not in self._of:
                name = type(iterator).__name__
                named = name in TOKEN_SOURCES or frame.f_code in self._codes
                kind = "token_stream" if named else "generator"
                self._of[key] = self._new(kind, name, frame.f_code)
            self._of[frame] = self._of[key]
            return self._of[key]

    def _new(self, kind: str, name: str, code: CodeType) -> Source | None:
        there_is_room = len(self._of) < MOST_SOURCES
        return Source(next(self._numbers), kind, name, code) if there_is_room else None

    def _kind(self, code: CodeType, frame: FrameType) -> str:
        if code.co_name in TOKEN_SOURCES or code in self._codes or frame in self._marked:
            return "token_stream"
        return "expression" if code.co_name == "<genexpr>" else "generator"

    def _mark(self, value: Any) -> None:
        """Remember that `value` is what a token source gave, so that it is one itself."""
        if type(value) not in (GeneratorType, AsyncGeneratorType):
            self._codes.update(codes_of_class(type(value)))
            return
        frame = value.gi_frame if type(value) is GeneratorType else value.ag_frame
        with self._lock:
            self._marked.add(frame)
            source = self._of.get(frame)
            if source is not None:
                source.kind = "token_stream"


class _HandedOn:
    """What `yield from` goes through, where that is no generator: its items are those around it."""

    __slots__ = ("_begun", "_items", "_source", "_sources")

    def __init__(self, sources: Sources, source: Source, items: Iterator[Any]) -> None:
        self._sources, self._source, self._items = sources, source, items
        self._begun = False

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        if self._begun:
            self._sources._tell(self._source)
        self._begun = True
        item = next(self._items)
        self._sources._note(self._source, item)
        return item


class _Identity:
    """An object as a key, whatever its own idea of equality; kept alive, so it stays the same."""

    __slots__ = ("_of",)

    def __init__(self, of: object) -> None:
        self._of = of

    def __hash__(self) -> int:
        return id(self._of)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other._of is self._of


_TO_PASS_ON = ("send", "throw", "close")
"""What `yield from` hands on to whatever has it, such as `close` to a file."""
_OF_GENERATORS = inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR


async def _pass_on(sent: Any = None) -> Any:
    return sent


async def _pass_true() -> bool:
    return True


_PASS_ON = functools.partial({}.get, "nothing is in there")
"""Gives back its argument, without a frame of its own."""
_IDLE: dict[str, Callable[..., Any]] = {
    names.GIVEN: _PASS_ON,
    names.ASKED: _PASS_ON,
    names.ASKED_ASYNC: _pass_on,
    names.MAY_GIVE: True.__bool__,
    names.MAY_GIVE_ASYNC: _pass_true,
    names.NEXT_ASKED: _PASS_ON,
    names.NEXT_ASKED_ASYNC: _pass_on,
    names.HANDED_ON: _PASS_ON,
    names.RETURNED: _PASS_ON,
    names.FROM_TEXT: names.from_text,
}


def _text_of(item: Any) -> str | None:
    if issubclass(type(item), str):
        return str.__str__(item)[:MAX_TEXT]
    return item[:MAX_TEXT].decode("utf-8", "replace") if type(item) is bytes else None
