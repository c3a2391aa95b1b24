"""What the kit knows of an exercise before anybody has looked at a submission."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Exercise:
    """One exercise: its id (the name of its three files), its title, and what the file provides.

    `role` is how the file is run: as an "app" (served), a "generator" (called) or a "client" (run
    against the grader's own server); `name` is what the file must define for that.
    """

    id: str
    title: str
    role: str
    name: str

    @property
    def file(self) -> str:
        """The submitted file's name."""
        return f"{self.id}.py"


def exercise_ids() -> list[str]:
    """Return the ids of all exercises, in the order of the lesson: there is a grader for each."""
    ids = [path.stem.removeprefix("test_") for path in Path(__file__).parent.glob("test_*.py")]
    return sorted(ids, key=lambda id: (not id.startswith("stage"), id))
