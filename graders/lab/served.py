"""What the lab can show: the exercises that are apps, as their graders describe them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from graders.exercise import Exercise
from graders.grading import grader_module


@dataclass(frozen=True)
class Served:
    """One exercise that is served, the path at which it streams, and the log that it sends.

    One that sends a log takes no prompt; all others take one.
    """

    exercise: Exercise
    path: str
    log: str | None

    @property
    def sends_log(self) -> bool:
        """Whether it streams a file, and not the reply to a prompt."""
        return self.log is not None

    def as_plain(self) -> dict[str, Any]:
        """Return what the page has to know."""
        facts = asdict(self.exercise) | {"file": self.exercise.file}
        return facts | {"path": self.path, "sends_log": self.sends_log}


def served(ids: Iterable[str]) -> list[Served]:
    """Return those of the exercises `ids` that are apps."""
    apps = [module for module in map(grader_module, ids) if module.EXERCISE.role == "app"]
    return [Served(app.EXERCISE, app.PATH, getattr(app, "LOG", None)) for app in apps]
