"""The corpus that proves the graders: wrong files (`mistakes/`) and right ones (`variants/`).

A case is `<kind>/<exercise id>/<name>.py`. It begins with a block of comments about it, which is
not handed in: what follows the block is the student's file. The block of a variant says what is
unusual about it. The block of a mistake is

    # The misconception, in one sentence.
    # must: the ids of the checks that it fails, with commas between them
    # may: ids of checks that may fail too (may be left out)
    # says: words that its diagnosis contains, with commas between them

A case that was seen in public says where, in a last part that both kinds may have,

    # Seen in: the repository and its issue or file, or the title of a page

and each part may go on in further comment lines.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from graders.exercise import exercise_ids
from graders.grading import exercise_result, grader_module
from graders.harness.rig import Session
from graders.judge.plugin import checks_of, judge
from graders.result import ExerciseResult
from graders.transcript import Transcript

ROOT = Path(__file__).parents[1]
SOLUTIONS = ROOT / "solutions"
CORPUS = ROOT / "tests" / "corpus"
SEED = 1
AT_ONCE = 2 * (os.cpu_count() or 1)

_PART = re.compile(r"^(must|may|says|Seen in):", re.MULTILINE)


Observed = Transcript | Exception
"""What became of the observation of a case; an exception is the kit's own fault."""


@dataclass(frozen=True)
class Case:
    """One file to grade alone, as the file of `exercise`; `about` is what its comments say of it.

    `seen` is where its author saw the like in public, or empty.
    """

    exercise: str
    name: str
    about: str
    source: str
    seen: str = field(default="", kw_only=True)

    def __str__(self) -> str:
        return f"{self.exercise}-{self.name}"


@dataclass(frozen=True)
class Mistake(Case):
    """A wrong file: what its author believes, and what the grader has to make of it."""

    must: tuple[str, ...]
    may: tuple[str, ...]
    says: tuple[str, ...]


def modules() -> dict[str, ModuleType]:
    """Return the grader of each exercise."""
    return {id: grader_module(id) for id in exercise_ids()}


def check_ids() -> dict[str, list[str]]:
    """Return the ids of all checks, by exercise."""
    return {id: [check.id for check in checks_of(module)] for id, module in modules().items()}


def chosen_exercises(description: str, arguments: Sequence[str] | None) -> list[str]:
    """Parse a command line of beginnings of ids; return the ids they name, or all of them."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("exercises", nargs="*", metavar="EXERCISE", help="the beginning of its id")
    beginnings = parser.parse_args(arguments).exercises
    for beginning in beginnings:
        if not any(id.startswith(beginning) for id in exercise_ids()):
            parser.error(f"{beginning!r} is no exercise")
    return [id for id in exercise_ids() if not beginnings or id.startswith(tuple(beginnings))]


def mistakes() -> list[Mistake]:
    """Return every mistake in the corpus."""
    return [_mistake(path) for path in _files("mistakes")]


def variants() -> list[Case]:
    """Return every right answer in the corpus, and the seven solutions."""
    cases = [_case(path)[0] for path in _files("variants")]
    for id in exercise_ids():
        source = (SOLUTIONS / f"{id}.py").read_text(encoding="utf-8")
        cases.append(Case(id, "solution", "The reference solution.", source))
    return cases


def stray_files() -> list[Path]:
    """Return what lies in the corpus and is no case."""
    paths = (path for kind in ("mistakes", "variants") for path in (CORPUS / kind).rglob("*"))
    known = {*_files("mistakes"), *_files("variants")}
    return [path for path in paths if path.is_file() and path not in known]


def _files(kind: str) -> list[Path]:
    return [path for id in exercise_ids() for path in sorted((CORPUS / kind / id).glob("*.py"))]


def _split(path: Path) -> tuple[str, str]:
    """Return a file's leading block of comments as text, and what comes after it."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    size = next((n for n, line in enumerate(lines) if not line.startswith("#")), len(lines))
    about = "".join(line.removeprefix("#").removeprefix(" ") for line in lines[:size])
    return about, "".join(lines[size:]).lstrip("\n")


def _case(path: Path) -> tuple[Case, dict[str, str]]:
    """Return what every case has, and the other parts of its comments by name."""
    comments, source = _split(path)
    sentence, *parts = (" ".join(part.split()) for part in _PART.split(comments))
    fields = dict(zip(parts[::2], parts[1::2], strict=True))
    seen = fields.pop("Seen in", "")
    return Case(path.parent.name, path.stem, sentence, source, seen=seen), fields


def _mistake(path: Path) -> Mistake:
    case, fields = _case(path)
    words = {name: _words(fields.get(name, "")) for name in ("must", "may", "says")}
    return Mistake(**vars(case), **words)


def _words(text: str) -> tuple[str, ...]:
    return tuple(" ".join(word.split()) for word in text.split(",") if word.strip())


class Grading:
    """Observes many cases in the background, `AT_ONCE` at a time, and judges them on demand.

    `seeds` has a seed for each case, if not all are to have the same.
    """

    def __init__(
        self, cases: Iterable[Case], folder: Path, seeds: Mapping[Case, int] | None = None
    ) -> None:
        self._cases = list(dict.fromkeys(cases))
        self._seeds = seeds or dict.fromkeys(self._cases, SEED)
        self._folder = folder
        self._observed: dict[Case, Future[Observed]] = {case: Future() for case in self._cases}
        self._thread = threading.Thread(target=self._run)
        self._loop: asyncio.AbstractEventLoop
        self._task: asyncio.Task[None]
        self._begun = threading.Event()

    def __enter__(self) -> Grading:
        self._thread.start()
        self._begun.wait()
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: all cases were observed
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join()

    def result(self, case: Case) -> ExerciseResult:
        """Return the verdict on `case`, once it has been observed."""
        observed = self._observed[case].result()
        id, module = case.exercise, grader_module(case.exercise)
        checks = judge({id: module}, lambda: {id: observed})
        return exercise_result(id, module, observed, checks[id])

    def _run(self) -> None:
        async def main() -> None:
            self._loop = asyncio.get_running_loop()
            self._task = self._loop.create_task(self._observe_all())
            self._begun.set()
            await self._task

        try:
            asyncio.run(main())
        except BaseException as error:
            for future in self._observed.values():
                if not future.done():
                    future.set_exception(error)

    async def _observe_all(self) -> None:
        limit = asyncio.Semaphore(AT_ONCE)
        async with Session() as workshop:
            await asyncio.gather(*(self._observe(case, workshop, limit) for case in self._cases))

    async def _observe(self, case: Case, workshop: Session, limit: asyncio.Semaphore) -> None:
        module = grader_module(case.exercise)
        async with limit:
            folder = _hand_in(case, self._folder)
            try:
                seed = self._seeds[case]
                seen = await workshop.observe(module.EXERCISE, module.record, folder, seed)
                self._observed[case].set_result(seen)
            except Exception as error:
                self._observed[case].set_result(error)


def _hand_in(case: Case, parent: Path) -> Path:
    """Return a new folder with a submission: the solutions, but for the exercise of `case`."""
    folder = Path(tempfile.mkdtemp(prefix=f"{case}-", dir=parent))
    for path in SOLUTIONS.glob("*.py"):
        shutil.copy(path, folder)
    (folder / f"{case.exercise}.py").write_text(case.source, encoding="utf-8")
    return folder
