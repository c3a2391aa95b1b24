"""For the tests of the page: a parser that minds, and literal results with recordings."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser

from graders.result import Expectation, Result
from graders.transcript import (
    Call,
    Chunk,
    Memory,
    Problem,
    Run,
    Stream,
    Transcript,
)
from tests.support import results

VOID = {"meta"}


class Parsed(HTMLParser):
    """A page as it is parsed; an end tag that ends nothing fails the test."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[int] = []
        self._ancestors: list[list[int]] = []
        self._data: list[tuple[list[int], str]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"an attribute twice: {attrs}"
        self._ancestors.append([*self.open])
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(len(self.elements) - 1)

    def handle_endtag(self, tag: str) -> None:
        assert self.elements[self.open.pop()][0] == tag

    def handle_data(self, data: str) -> None:
        self._data.append(([*self.open], data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"an instruction: {data}")

    @property
    def names(self) -> set[str]:
        """The names of all elements."""
        return {name for name, _ in self.elements}

    @property
    def attribute_names(self) -> set[str]:
        """The names of all attributes."""
        return {name for _, attributes in self.elements for name in attributes}

    @property
    def ids(self) -> list[str]:
        """All ids, in order."""
        return self.values("id")

    @property
    def text(self) -> str:
        """All text but that of the style."""
        return "".join(
            data for path, data in self._data if not path or self.elements[path[-1]][0] != "style"
        )

    def values(self, attribute: str) -> list[str]:
        """Return the values of an attribute, wherever it is."""
        return [a[attribute] for _, a in self.elements if attribute in a]

    def all(self, name: str, inside: str | None = None) -> list[dict[str, str]]:
        """Return the attributes of all elements of a name, or of those inside a class."""
        return [self.elements[n][1] for n in self._find(name, None, None, inside)]

    def texts(
        self,
        *,
        name: str | None = None,
        class_: str | None = None,
        id: str | None = None,
        inside: str | None = None,
    ) -> list[str]:
        """Return the text of each element that is so."""
        found = self._find(name, class_, id, inside)
        return ["".join(data for path, data in self._data if n in path) for n in found]

    def _find(
        self, name: str | None, class_: str | None, id: str | None, inside: str | None
    ) -> list[int]:
        return [
            number
            for number, (tag, attributes) in enumerate(self.elements)
            if name in (None, tag)
            and id in (None, attributes.get("id"))
            and (class_ is None or class_ in attributes.get("class", "").split())
            and (inside is None or self._is_inside(number, inside))
        ]

    def _is_inside(self, number: int, class_: str) -> bool:
        classes = (self.elements[n][1].get("class", "") for n in self._ancestors[number])
        return any(class_ in some.split() for some in classes)


def stream(*chunks: str | bytes, end: str = "complete", problem: Problem | None = None) -> Stream:
    """Return the recording of an answer that came in these chunks while the clock stood."""
    pieces = [chunk.encode() if isinstance(chunk, str) else chunk for chunk in chunks]
    arrived = [Chunk(piece, 0, 0.0) for piece in pieces]
    headers = {"content-type": "text/plain; charset=utf-8"}
    return Stream(
        "GET", "/generate?prompt=hi", "hi", 0.0, 200, headers, arrived, end, problem=problem
    )


def recorded(
    recording: Stream | Call | Run | None = None,
    expectation: Expectation | None = None,
    *,
    status: str = "failed",
    memory: Sequence[Memory] = (),
    **others: Stream,
) -> Result:
    """Return the result of one exercise with this recording, called "lesson"."""
    observed = Transcript(ready=True, streams=dict(others), memory=list(memory))
    kinds = {Stream: observed.streams, Call: observed.calls, Run: observed.runs}
    if recording is not None:
        place = kinds[type(recording)]
        rest = dict(place)
        place.clear()
        place["lesson"] = recording  # type: ignore[assignment]
        place.update(rest)  # type: ignore[arg-type]
    exercise = results.exercise(
        "stage2_streaming", status, results.check("stage2.body", status), observed=observed
    )
    if expectation is not None:
        exercise.expected = dict.fromkeys(["lesson", *others], expectation)
    return results.result(exercise)


def drawn() -> Result:
    """Return a result with something to draw."""
    memory = [
        Memory(100, 100, samples=((1, 5), (50, 90))),
        Memory(200, 200, samples=((1, 5),)),
    ]
    expectation = Expectation([b"You ", b"said: "])
    return recorded(stream("You ", "said; "), expectation, memory=memory, other=stream("a"))
