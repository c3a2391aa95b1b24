"""Downloads of learning platforms as they really look, and an engine that grades nothing."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graders.classroom.job import GradingJob, Outcome
from graders.exercise import exercise_ids
from tests.support.paths import SOLUTIONS
from tests.support.results import kit_error, not_started, passed, result

KIT = "sha256:00"
"""The digest of the kit that the results of these tests are from."""
NAMES = [f"{id}.py" for id in exercise_ids()]
ANSWERS = {name: (SOLUTIONS / name).read_bytes() for name in NAMES}
EMPTY: dict[str, bytes] = {}


def make_zip(path: Path, members: Mapping[str, bytes]) -> Path:
    """Write a zip with these members, whatever their names are."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def zipped(members: Mapping[str, bytes], folder: Path) -> bytes:
    """Return a zip as bytes."""
    return make_zip(folder / "made.zip", members).read_bytes()


def add_link(path: Path, name: str, target: str) -> None:
    """Add a symbolic link to a zip."""
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(info, target)


def write_files(folder: Path, files: Mapping[str, bytes] = ANSWERS) -> Path:
    """Write files into a folder, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def canvas_files(
    name: str, user: int, files: Mapping[str, bytes], late: bool = False, first: int = 70_000
) -> dict[str, bytes]:
    """Return a student's files under the names that Canvas gives them."""
    mark = "_LATE" if late else ""
    return {
        f"{name}{mark}_{user}_{first + user * 100 + n}_{file}": content
        for n, (file, content) in enumerate(files.items())
    }


def moodle_files(name: str, id: int, files: Mapping[str, bytes], end: str = "") -> dict[str, bytes]:
    """Return a student's files where Moodle puts them."""
    return {f"{name}_{id}_assignsubmission_file{end}/{file}": c for file, c in files.items()}


def gradescope_files(
    people: Mapping[int, tuple[list[tuple[str, str]], Mapping[str, bytes]]],
) -> dict[str, bytes]:
    """Return an export of Gradescope, from the submitters and the files of each submission."""
    top, lines, members = "assignment_7_export", ["---"], dict[str, bytes]()
    for number, (submitters, files) in people.items():
        lines += [f"submission_{number}:", "  :submitters:"]
        for name, sid in submitters:
            lines += [f"  - :name: {name}", f'    :sid: "{sid}"', f"    :email: {sid}@example.org"]
        lines += ["  :created_at: 2026-11-20 10:00:00.000000000 Z", "  :score: 0.0"]
        members |= {f"{top}/submission_{number}/{file}": content for file, content in files.items()}
    text = "\n".join(lines) + "\n"
    return {f"{top}/submission_metadata.yml": text.encode(), **members}


def json_result(job: GradingJob) -> dict[str, Any]:
    """Return what a fake grader says: what is the reference answer has passed."""
    exercises = [
        passed(id) if job.files.get(f"{id}.py") == ANSWERS[f"{id}.py"] else not_started(id)
        for id in exercise_ids()
    ]
    if b"the kit fails here" in b"".join(job.files.values()):
        exercises[0] = kit_error(exercises[0].id)
    plain = result(*exercises).as_json()
    return plain | {"seed": job.seed, "kit": {"version": "1.0", "digest": job.kit}}


class FakeEngine:
    """Grades nothing; `graded` has each job and how many were allowed at once."""

    def __init__(self, answer: Callable[[GradingJob], dict[str, Any] | None] = json_result) -> None:
        self.graded: list[tuple[GradingJob, int | None]] = []
        self._answer = answer

    def run(self, jobs: Iterable[GradingJob], at_once: int | None = None) -> Iterator[Outcome]:
        """Yield what became of each job."""
        for job in jobs:
            self.graded.append((job, at_once))
            plain = self._answer(job)
            yield Outcome(job.key, plain, None if plain else "the process that graded it ended")
