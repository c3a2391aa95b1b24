"""The corpus that proves the graders: wrong files, attempts of beginners, and right ones.

What a file looks like, and its block of comments, is told in tests/corpus/README.md.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import shutil
import tempfile
import threading
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from graders.exercise import exercise_ids, grader
from graders.grading import exercise_result
from graders.harness.rig import observe
from graders.harness.session import Session
from graders.judge.checks import checks_of
from graders.result import ExerciseResult
from graders.transcript import Transcript
from proofs.headers import parse

ROOT = Path(__file__).parents[1]
SOLUTIONS = ROOT / "solutions"
CORPUS = ROOT / "tests" / "corpus"
SEED = 1
AT_ONCE = 2 * (os.cpu_count() or 1)

SEEN = "Seen in"
"""The part of the comments that says where in public a case was seen."""
PARTS = ("must", "may", "says")
"""What the comments of a mistake have beside its sentence."""
ATTEMPT_PARTS = ("line", "mend", "source")
"""What the comments of an attempt have beside its sentence."""

Observed = Transcript | Exception
"""What became of the observation of a case; an exception is the kit's own fault."""


@dataclass(frozen=True)
class Case:
    """One file to grade alone, as the file of `exercise`; `about` is its sentence.

    `seen` is where the like was seen in public, or empty.
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


@dataclass(frozen=True)
class Attempt(Case):
    """A wrong file as a beginner hands it in, written without a look at what the kit recognises.

    `lines` is where it is wrong, numbered as in a verdict; `mend` is the smallest edit, or "none".
    """

    lines: tuple[int, ...]
    mend: str


def modules() -> dict[str, ModuleType]:
    """Return the grader of each exercise."""
    return {id: grader(id) for id in exercise_ids()}


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


def attempts() -> list[Attempt]:
    """Return every attempt of a beginner in the corpus."""
    return [_attempt(path) for path in _files("attempts")]


def variants() -> list[Case]:
    """Return every right answer in the corpus, and the seven solutions."""
    cases = [_variant(path) for path in _files("variants")]
    for id in exercise_ids():
        source = (SOLUTIONS / f"{id}.py").read_text(encoding="utf-8")
        cases.append(Case(id, "solution", "The reference solution.", source))
    return cases


def stray_files() -> list[Path]:
    """Return what lies in the corpus and is no case."""
    kinds = ("mistakes", "attempts", "variants")
    paths = (path for kind in kinds for path in (CORPUS / kind).rglob("*"))
    known = {path for kind in kinds for path in _files(kind)}
    return [path for path in paths if path.is_file() and path not in known]


def _files(kind: str) -> list[Path]:
    return [path for id in exercise_ids() for path in sorted((CORPUS / kind / id).glob("*.py"))]


def _mistake(path: Path) -> Mistake:
    headed = parse(path.read_text(encoding="utf-8"), (*PARTS, SEEN))
    parts = {name: headed.parts.get(name, ()) for name in PARTS}
    seen = ", ".join(headed.parts.get(SEEN, ()))
    return Mistake(path.parent.name, path.stem, headed.sentence, headed.source, seen=seen, **parts)


def _attempt(path: Path) -> Attempt:
    text = path.read_text(encoding="utf-8")
    headed = parse(text, ATTEMPT_PARTS)
    above = text[: len(text) - len(headed.source)].count("\n")
    said = {name: ", ".join(headed.parts.get(name, ())) for name in ATTEMPT_PARTS}
    lines = tuple(int(number) - above for number in headed.parts.get("line", ()))
    return Attempt(
        path.parent.name,
        path.stem,
        headed.sentence,
        headed.source,
        lines,
        said["mend"],
        seen=said["source"],
    )


def _variant(path: Path) -> Case:
    headed = parse(path.read_text(encoding="utf-8"), (SEEN,))
    seen = ", ".join(headed.parts.get(SEEN, ()))
    return Case(path.parent.name, path.stem, headed.sentence, headed.source, seen=seen)


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
        return exercise_result(grader(case.exercise), observed)

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
        async with Session() as session:
            await asyncio.gather(*(self._observe(case, session, limit) for case in self._cases))

    async def _observe(self, case: Case, session: Session, limit: asyncio.Semaphore) -> None:
        module = grader(case.exercise)
        async with limit:
            folder = hand_in(case, self._folder)
            try:
                seed = self._seeds[case]
                seen = await observe(session, module.EXERCISE, module.record, folder, seed)
                self._observed[case].set_result(seen)
            except Exception as error:
                self._observed[case].set_result(error)


def hand_in(case: Case, parent: Path) -> Path:
    """Return a new folder with a submission: the solutions, but for the exercise of `case`."""
    folder = Path(tempfile.mkdtemp(prefix=f"{case}-", dir=parent))
    for path in SOLUTIONS.glob("*.py"):
        shutil.copy(path, folder)
    (folder / f"{case.exercise}.py").write_text(case.source, encoding="utf-8")
    return folder
