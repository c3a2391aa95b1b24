"""What is known of each hand-in, in a file of its own that is whole or not there at all."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict, dataclass
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any

from graders.errors import UsageError
from graders.files import atomic_write
from graders.result import SCHEMA

FOLDER = "records"
OF_ONE = "hand_in"
"""The key that a record has beyond a result."""


OUTLINED = ("id", "title", "status", "score", "max_score", "diagnosis", "repair")
OF_CHECKS = ("id", "requirement", "status", "score", "max_score")
"""What a class as a whole is told of: of an exercise, and of a check."""


@dataclass(frozen=True)
class About:
    """Whose a record is, and how it came to be: the part of it that is no result.

    `digest` is of all files that were graded, which may be more than the exercises' own. `attempts`
    counts how often the kit has tried, and `fault` is why it could not. `identical_to` is the id of
    the hand-in that was graded, where another one has the same files.
    """

    student: str
    id: str
    late: bool
    digest: str
    graded_at: str
    attempts: int = 1
    fault: str | None = None
    identical_to: str | None = None


@dataclass(frozen=True)
class StudentRecord:
    """A result as JSON, and whose it is."""

    about: About
    result: dict[str, Any]

    @property
    def is_fault(self) -> bool:
        """Whether the kit could not grade it: then its score is no mark."""
        return bool(self.result["status"] != "graded")

    @property
    def fault(self) -> str | None:
        """Why the kit could not grade it."""
        return self.about.fault or next(
            (
                check["got"]
                for exercise in self.result["exercises"]
                for check in exercise["checks"]
                if check["status"] == "error"
            ),
            None,
        )

    def is_of(self, digest: str, kit: str, seed: int) -> bool:
        """Whether grading it again would tell the same."""
        mine = (self.about.digest, self.result["kit"]["digest"], self.result["seed"])
        return mine == (digest, kit, seed)


class Records:
    """The records in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / FOLDER

    def prepare(self) -> None:
        """Make the folder; raise `UsageError` where nothing could be written or others' is."""
        out = self._folder.parent
        try:
            if out.is_dir() and not self._folder.is_dir() and any(out.iterdir()):
                raise UsageError(
                    f"{str(out)!r} has other things in it; "
                    f"--out takes a new folder, or that of an earlier run"
                )
            self._folder.mkdir(parents=True, exist_ok=True)
            trial = self._folder / f".trial-{os.getpid()}"
            trial.write_bytes(b"")
            trial.unlink()
        except OSError as error:
            raise UsageError(
                f"nothing can be written to {str(out)!r}: {error.strerror}; choose another --out"
            ) from error

    def seed(self) -> int | None:
        """Return the seed of the records that are there."""
        for path in sorted(self._folder.glob("*.json")):
            if record := _read(path):
                return int(record.result["seed"])
        return None

    def get(self, name: str) -> StudentRecord | None:
        """Return the record with this name, unless there is none or it is not ours."""
        return _read(self._folder / f"{name}.json")

    def put(self, name: str, record: StudentRecord) -> None:
        """Write a record: whoever looks sees the old one or this one."""
        plain = {**record.result, OF_ONE: asdict(record.about)}
        text = json.dumps(plain, indent=1).replace("##[", "#\\u0023[")
        atomic_write(self._folder / f"{name}.json", text.encode("ascii") + b"\n")

    def outline(self, name: str) -> StudentRecord | None:
        """Return a record without what only its student reads: a class may be large."""
        record = self.get(name)
        return record and StudentRecord(record.about, _outline(record.result))


def _outline(result: dict[str, Any]) -> dict[str, Any]:
    exercises = [
        {key: _shared(exercise[key]) for key in OUTLINED if key in exercise}
        | {"checks": [*map(_check_outline, exercise["checks"])]}
        for exercise in result["exercises"]
    ]
    return {key: _shared(value) for key, value in result.items()} | {"exercises": exercises}


def _check_outline(check: dict[str, Any]) -> dict[str, Any]:
    got = check["got"] if check["status"] == "error" else None
    return _same(*((key, check[key]) for key in OF_CHECKS), ("got", got))


def _shared(value: Any) -> Any:
    """Return the same object for what many a result has; it may not be changed."""
    if isinstance(value, dict) and not any(isinstance(v, dict | list) for v in value.values()):
        return _same(*value.items())
    return sys.intern(value) if isinstance(value, str) else value


@lru_cache(maxsize=4096)
def _same(*items: tuple[str, Any]) -> dict[str, Any]:
    return {key: _shared(value) for key, value in items}


def _read(path: Path) -> StudentRecord | None:
    try:
        plain = json.loads(path.read_bytes())
        about = About(**plain.pop(OF_ONE))
        if plain["schema"] != SCHEMA or not isinstance(plain["exercises"], list):
            return None
        _ = plain["status"], plain["kit"]["digest"], plain["submission"]["digest"], plain["seed"]
        return StudentRecord(about, plain)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def now() -> str:
    """Return the time, or what SOURCE_DATE_EPOCH says it is, for runs that are to be the same."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    at = (
        datetime.fromtimestamp(int(given), timezone.utc)
        if given.isdecimal()
        else datetime.now(timezone.utc)
    )
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
