"""What a worker is asked to grade, and what becomes of it: plain data that may travel anywhere."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any, Protocol


@dataclass(frozen=True)
class GradingJob:
    """One submission: its files by name, and how to grade it.

    `key` tells jobs apart. `kit` is the digest that the worker's own kit must have, and `isolation`
    the level at which it is to run submissions. `exercises` are the ids of those to be graded; none
    means all.
    """

    key: str
    files: dict[str, bytes]
    seed: int
    kit: str
    isolation: str | None = None
    exercises: tuple[str, ...] = ()
    explain: bool = False
    page: bool = False

    def as_line(self) -> bytes:
        """Return the job as one line of JSON."""
        files = {name: base64.b64encode(content).decode() for name, content in self.files.items()}
        return json.dumps({**self.__dict__, "files": files}).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes | str) -> GradingJob:
        """Return the job that `as_line` made a line of."""
        plain = json.loads(line)
        files = {name: base64.b64decode(text) for name, text in plain.pop("files").items()}
        return cls(**plain | {"files": files, "exercises": tuple(plain["exercises"])})


@dataclass(frozen=True)
class Outcome:
    """What became of a job: the result as JSON, or a `fault` that kept the kit from one.

    `page` is the report as a page, where that was asked for.
    """

    key: str
    result: dict[str, Any] | None = None
    fault: str | None = None
    page: str | None = None

    def as_line(self) -> bytes:
        """Return the outcome as one line of JSON."""
        return json.dumps(asdict(self)).encode() + b"\n"

    @classmethod
    def from_line(cls, line: bytes | str) -> Outcome:
        """Return the outcome that `as_line` made a line of."""
        return cls(**json.loads(line))


class Engine(Protocol):
    """Who has jobs done, wherever that is."""

    def run(self, jobs: Iterable[GradingJob], at_once: int | None = None) -> Iterator[Outcome]:
        """Yield what became of each job, as soon as it is known; at most so many at once."""
