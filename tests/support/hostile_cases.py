"""What a hostile file is in a submission, and what it is told; those of tests/corpus/hostile."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graders.harness.child.sandbox import landlock_version
from proofs.headers import parse
from tests.support.lesson import IDS, POINTS
from tests.support.paths import REPOSITORY, SOLUTIONS

HOSTILE = REPOSITORY / "tests" / "corpus" / "hostile"
NUMBERS = ("most", "landlock")
PARTS = ("kind", "got", "then", "needs", "links", *NUMBERS)
"""What the comments of a hostile file have beside its sentence.

`kind` is a letter of KINDS; `links` has links that are handed in beside it, as `NAME = TARGET`.
"""
KINDS = {
    "A": "gives orders to what forks children",
    "B": "hands in links that lead out",
    "C": "reads what is not its own",
    "D": "has the grader open what it has put there",
    "E": "reaches beyond its process by what is no file",
    "F": "disturbs the grader's HTTP client",
    "G": "cannot be cleaned up",
    "H": "talks to servers that are not for it",
    "I": "dies where nobody has noted why yet",
    "J": "hides its generators from the gate",
    "K": "holds the log where nobody looks",
    "L": "says of itself what is not so",
}
ANYTHING = "anything"
"""Stands for any words at all."""

Put = Callable[[Path], object]
"""Makes what is in the place of a submitted file."""


@dataclass(frozen=True, eq=False)
class Case:
    """One file for one exercise; `got` has the words of one failed check, and is empty if right."""

    exercise: str
    name: str
    got: tuple[str, ...]
    put: Put
    beside: Mapping[str, bytes] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    kind: str = ""
    most: int | None = None
    landlock: int = 0
    """The version of Landlock that stops it: only the system can."""
    needs: tuple[str, ...] = ()
    """What Python has to have here, such as `os.fork`, which is not on every system."""

    @property
    def most_points(self) -> int:
        """The points that it may get."""
        points = POINTS[self.exercise]
        return points if not self.got else points - 1 if self.most is None else self.most

    @property
    def can_be_tried(self) -> bool:
        """Whether it does what it is to do here, and no harm."""
        return self.landlock <= landlock_version() and all(map(_is_here, self.needs))

    def hand_in(self, submission: Path) -> None:
        """Put the file into a submission, and what is beside it."""
        path = submission / f"{self.exercise}.py"
        path.unlink()
        self.put(path)
        for name, content in self.beside.items():
            (submission / name).parent.mkdir(exist_ok=True, parents=True)
            (submission / name).write_bytes(content)
        for name, target in self.links.items():
            (submission / name).symlink_to(target)

    def is_told(self, text: str) -> bool:
        """Whether the words are in what a check says."""
        return self.got == (ANYTHING,) or all(
            any(word in text for word in words.split(" or ")) for words in self.got
        )


def _is_here(name: str) -> bool:
    module, _, attribute = name.rpartition(".")
    return hasattr(importlib.import_module(module), attribute)


def containing(source: bytes) -> Put:
    """Return what makes a plain file."""
    return lambda path: path.write_bytes(source)


def right(exercise: str) -> bytes:
    """Return the right answer, which has its words from a file that no case takes the place of."""
    return with_words((SOLUTIONS / f"{exercise}.py").read_bytes())


def with_words(source: bytes) -> bytes:
    """Return a source that does without stage 1, which may be a case itself."""
    return source.replace(b"from stage1_generator", b"from words")


def cases_in_the_corpus() -> list[Case]:
    """Return the cases of tests/corpus/hostile."""
    return [_case(path) for id in IDS for path in sorted((HOSTILE / id).glob("*.py"))]


def _case(path: Path) -> Case:
    exercise = path.parent.name
    headed = parse(path.read_text(encoding="utf-8"), PARTS)
    source = with_words(headed.source.encode())
    if "then" in headed.parts:
        source += right(exercise)
    numbers = {name: int(*words) for name, words in headed.parts.items() if name in NUMBERS}
    got, needs, kind = (headed.parts.get(name, ()) for name in ("got", "needs", "kind"))
    links = dict(_link(text) for text in headed.parts.get("links", ()))
    return Case(
        *(exercise, path.stem, got, containing(source)),
        **{"needs": needs, "links": links, "kind": "".join(kind), **numbers},
    )


def _link(text: str) -> tuple[str, str]:
    name, _, target = text.partition(" = ")
    return name, target.replace("KIT", str(REPOSITORY))
