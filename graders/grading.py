"""One run of the grader: observe the chosen exercises at once, judge them, and sum it up."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import importlib
import platform
import signal
import time
from collections.abc import Callable, Coroutine, Iterable, Mapping
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any, Protocol, TypeVar

from graders import __version__
from graders.ending import ENDING
from graders.errors import Interrupted
from graders.exercise import exercise_ids
from graders.harness import limits
from graders.harness.child.sandbox import sandbox_description
from graders.harness.forkserver import METHOD
from graders.harness.rig import Session
from graders.judge.advice import general_diagnosis
from graders.judge.plugin import could_not_judge, judge
from graders.result import CheckResult, ExerciseResult, Expectation, Result
from graders.text import clean
from graders.transcript import Transcript, as_plain

HERE = Path(__file__).parent
MOST_PIECES = 500
"""Chunks, tokens or pieces of one recording that a result holds; further ones are counted."""
PACKAGES = ("fastapi", "starlette", "uvicorn", "httpx")

T = TypeVar("T")
Observed = Mapping[str, "Transcript | Exception"]


class Progress(Protocol):
    """Who wants to know how far the grading is."""

    def started(self, exercise: str) -> None:
        """The exercise with this id is being observed."""

    def done(self, exercise: str) -> None:
        """The exercise with this id has been observed."""


def grader_module(id: str) -> ModuleType:
    """Return the module that grades the exercise `id`."""
    return importlib.import_module(f"graders.test_{id}")


def grade(ids: Iterable[str], folder: Path, seed: int, progress: Progress) -> Result:
    """Grade the exercises `ids` of the submission in `folder`.

    Whatever the submission does is a verdict; what the kit itself cannot do makes an exercise an
    "error".
    """
    begun = time.monotonic()
    modules = {id: grader_module(id) for id in ids}

    def observe() -> Observed:
        observing = _observe_all(modules, folder, seed, progress)
        return asyncio.run(_until_interrupted(observing), debug=False)

    exercises = _judged(modules, observe)
    return result_of(exercises, folder, seed, time.monotonic() - begun)


async def grade_in_loop(
    ids: Iterable[str], folder: Path, seed: int, progress: Progress
) -> list[ExerciseResult]:
    """Grade as `grade` does, in an event loop that goes on; a cancellation ends it cleanly."""
    modules = {id: grader_module(id) for id in ids}
    observed = await _observe_all(modules, folder, seed, progress)
    return _judged(modules, lambda: observed)


def _judged(
    modules: Mapping[str, ModuleType], observe: Callable[[], Observed]
) -> list[ExerciseResult]:
    """Judge what `observe` returns when it is called."""
    observed: dict[str, Transcript | Exception] = {}

    def remember() -> Observed:
        observed.update(observe())
        return observed

    try:
        checks = judge(modules, remember)
    except RuntimeError as error:
        observed = dict.fromkeys(modules, error)
        checks = {id: could_not_judge(module, error) for id, module in modules.items()}
    return [exercise_result(id, module, observed[id], checks[id]) for id, module in modules.items()]


def result_of(exercises: list[ExerciseResult], folder: Path, seed: int, duration: float) -> Result:
    """Return the result of a run that took `duration` seconds; without exercises, a failed one."""
    return Result(
        kit={"version": __version__, "digest": _digest(HERE, _kit_files())},
        environment=_environment(),
        submission={"path": str(folder), "digest": _submission_digest(folder)},
        seed=seed,
        duration_s=round(duration, 3),
        exercises=exercises,
    )


async def _until_interrupted(work: Coroutine[Any, Any, T]) -> T:
    """Do `work`; a Ctrl-C ends it as a cancellation, so that it can clean up (Python 3.10 too)."""
    task, numbers = asyncio.ensure_future(work), list[int]()

    def end(number: int) -> None:
        numbers.append(number)
        task.cancel()

    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                asyncio.get_running_loop().add_signal_handler(number, end, number)
    try:
        return await task
    except asyncio.CancelledError:
        raise Interrupted(*numbers[:1]) from None


async def _observe_all(
    modules: Mapping[str, ModuleType], folder: Path, seed: int, progress: Progress
) -> Observed:
    try:
        return await _observe_at_once(modules, folder, seed, progress)
    except Exception as error:
        return dict.fromkeys(modules, error)


async def _observe_at_once(
    modules: Mapping[str, ModuleType], folder: Path, seed: int, progress: Progress
) -> Observed:
    async with Session() as workshop:

        async def observe(id: str, module: ModuleType) -> Transcript | Exception:
            progress.started(id)
            try:
                return await workshop.observe(module.EXERCISE, module.record, folder, seed)
            except Exception as error:
                return error
            finally:
                progress.done(id)

        last_first = list(modules.items())[::-1]  # the later exercises take longer
        observed = await asyncio.gather(*(observe(*item) for item in last_first))
        return dict(zip(dict(last_first), observed, strict=True))


def exercise_result(
    id: str, module: ModuleType, observed: Transcript | Exception, checks: list[CheckResult]
) -> ExerciseResult:
    """Sum up what was observed of one file and how its checks were judged."""
    exercise = module.EXERCISE
    result = ExerciseResult(id, exercise.title, exercise.file, _status(observed, checks), checks)
    if isinstance(observed, Transcript):
        result.transcripts = list(_recordings(observed))
        result.observed = observed
        result.expected = getattr(module, "expected", _nothing)(observed)
        result.output = clean(observed.output)
        if result.status == "failed":
            result.diagnosis = clean(_diagnosis(module, observed, checks) or "") or None
    for check in checks:
        for name in ("expected", "got", "where", "advice"):
            text = getattr(check, name)
            setattr(check, name, text and clean(text))
    return result


def _status(observed: Transcript | Exception, checks: list[CheckResult]) -> str:
    if isinstance(observed, Exception) or any(check.status == "error" for check in checks):
        return "error"
    if observed.not_started:
        return "not_started"
    return "passed" if all(check.status == "passed" for check in checks) else "failed"


def _diagnosis(module: ModuleType, transcript: Transcript, checks: list[CheckResult]) -> str | None:
    """The mistake that the exercise's grader recognises, or what can be said in general."""
    first = next(check for check in checks if check.status == "failed")
    special: str | None = module.diagnose(transcript)
    return special or general_diagnosis(transcript) or first.advice


def _nothing(transcript: Transcript) -> dict[str, Expectation]:
    """What a grader expects to the byte if it does not say so."""
    return {}


def _recordings(transcript: Transcript) -> Iterable[dict[str, object]]:
    kinds: dict[str, Mapping[str, object]]
    kinds = {"stream": transcript.streams, "call": transcript.calls, "run": transcript.runs}
    for kind, recordings in kinds.items():
        for name, recording in recordings.items():
            yield {"kind": kind, "name": name, **as_plain(recording, most=MOST_PIECES)}
    for memory in transcript.memory:  # but not the memory needed: each run measures another
        name = f"a log of {memory.log_size} bytes"
        sizes = {"log_size": memory.log_size, "received": memory.received}
        yield {"kind": "memory", "name": name, **sizes}


def _environment() -> dict[str, str]:
    versions = {package: metadata.version(package) for package in PACKAGES}
    return {
        "python": platform.python_version(),
        "platform": platform.platform(),
        **versions,
        "isolation": f"a process for each exercise ({METHOD}), {sandbox_description()}",
    }


def _kit_files() -> Iterable[Path]:
    return (
        path for path in HERE.rglob("*") if path.is_file() and path.parent.name != "__pycache__"
    )


def _submission_digest(folder: Path) -> str:
    return _digest(folder, (folder / f"{id}.py" for id in exercise_ids()))


def _digest(folder: Path, files: Iterable[Path]) -> str:
    """SHA-256 of the files' names and contents, whatever order they come in."""
    digest = hashlib.sha256()
    for file in sorted(files):
        content = content_of(file)
        name = file.relative_to(folder).as_posix()
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return f"sha256:{digest.hexdigest()}"


def content_of(file: Path) -> bytes:
    """Return what is in a file, or nothing where it cannot be graded anyhow."""
    with contextlib.suppress(OSError):
        if file.is_file() and file.stat().st_size <= limits.SOURCE:
            return file.read_bytes()
    return b""
