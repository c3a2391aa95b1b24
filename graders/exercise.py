"""What the kit knows of an exercise before anybody has looked at a submission.

Every fact of an exercise is declared in its grader, `graders/test_<id>.py`, as `EXERCISE`; whoever
needs one (the harness, the reports, the lab) takes it from there.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Literal
from urllib.parse import urlencode

from graders.errors import KitError

Role = Literal["app", "generator", "client"]
DECLARED = ("EXERCISE", "record", "diagnose", "HINTS")
"""What a grader must define, beside its checks."""
LEVELS = 3
"""How many hints there are for an exercise: a nudge, the idea, and nearly the code."""


@dataclass(frozen=True)
class Exercise:
    """One exercise: its id (the name of its three files), its title, and what the file provides.

    `role` is how the file is run: as an "app" (served), a "generator" (called) or a "client" (run
    against the grader's own server); `name` is what the file must define for that.

    An app has a `path`, the parameters of its `query` with a value to try for each, and `log`, the
    name of the file that it reads in its working directory. A client has `served_by`, the id of the
    exercise whose app it reads from when a student runs it by hand. `source` is the function that
    makes the bare tokens, where the file has one of its own.
    """

    id: str
    title: str
    role: Role
    name: str
    path: str | None = None
    query: Mapping[str, str] = field(default_factory=dict)
    log: str | None = None
    served_by: str | None = None
    source: str = ""

    def __post_init__(self) -> None:
        if self.role == "app" and not (self.path or "").startswith("/"):
            raise KitError(f"{self.id} is an app, and its path {self.path!r} does not begin with /")
        if self.role == "client" and self.served_by is None:
            raise KitError(f"{self.id} is a client; served_by must say whose app it reads from")

    @property
    def file(self) -> str:
        """The submitted file's name."""
        return f"{self.id}.py"

    @property
    def short(self) -> str:
        """The part of the id that a student types, as in `nox -s grade -- stage2`."""
        return self.id.partition("_")[0]

    @property
    def target(self) -> str:
        """The path and the query that one can try the app with, such as /generate?prompt=hi."""
        return f"{self.path}?{urlencode(self.query)}" if self.query else f"{self.path}"


def exercise_ids() -> list[str]:
    """Return the ids of all exercises, in the order of the lesson: there is a grader for each."""
    ids = [path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")]
    return sorted(ids, key=lambda id: (not id.startswith("stage"), id))


def grader(id: str) -> ModuleType:
    """Return the module that grades the exercise `id`; raise `KitError` when it is incomplete."""
    module = importlib.import_module(f"graders.test_{id}")
    missing = [name for name in DECLARED if not hasattr(module, name)]
    if missing:
        raise KitError(f"graders/test_{id}.py does not define {', '.join(missing)}")
    if module.EXERCISE.id != id:
        raise KitError(f"graders/test_{id}.py declares the exercise {module.EXERCISE.id!r}")
    if len(module.HINTS) != LEVELS:
        raise KitError(f"graders/test_{id}.py has {len(module.HINTS)} hints, not {LEVELS}")
    return module


def exercise(id: str) -> Exercise:
    """Return the facts of the exercise `id`."""
    declared: Exercise = grader(id).EXERCISE
    return declared
