"""What a hostile file is in a submission, and what it is told; those of tests/corpus/hostile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from graders.harness.child.sandbox import landlock_version
from proofs.headers import parse
from tests.support.lesson import IDS, POINTS
from tests.support.paths import REPOSITORY, SOLUTIONS

HOSTILE = REPOSITORY / "tests" / "corpus" / "hostile"
NUMBERS = ("most", "landlock")
PARTS = ("got", "then", *NUMBERS)
"""What the comments of a hostile file have beside its sentence."""
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
    most: int | None = None
    landlock: int = 0
    """The version of Landlock that stops it: only the system can."""

    @property
    def most_points(self) -> int:
        """The points that it may get."""
        points = POINTS[self.exercise]
        return points if not self.got else points - 1 if self.most is None else self.most

    @property
    def can_be_tried(self) -> bool:
        """Whether it does no harm here."""
        return self.landlock <= landlock_version()

    def hand_in(self, submission: Path) -> None:
        """Put the file into a submission, and what is beside it."""
        path = submission / f"{self.exercise}.py"
        path.unlink()
        self.put(path)
        for name, content in self.beside.items():
            (submission / name).parent.mkdir(exist_ok=True, parents=True)
            (submission / name).write_bytes(content)

    def is_told(self, text: str) -> bool:
        """Whether the words are in what a check says."""
        return self.got == (ANYTHING,) or all(
            any(word in text for word in words.split(" or ")) for words in self.got
        )


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
    return Case(exercise, path.stem, headed.parts.get("got", ()), containing(source), **numbers)
