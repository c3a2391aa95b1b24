"""Submissions that break, leave, hang and flood: a plain verdict, and points for the others.

Each case is one file, in tests/hostile or, where no tool could read it, here. Several are graded in
one run, at most one for each exercise; where there is none in that run, the right answer is graded.
"""

from __future__ import annotations

import shutil
import tempfile
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from tests.unit.support import SCORES, SOLUTIONS, Run, graders

HOSTILE = Path(__file__).parent / "hostile"
MISSING = b"the file is not there"
ROUNDS = 8
MOST_OUTPUT = 33_000
"""Characters kept of an output: 16 KiB of each end, and a note between them."""
MOST_JSON = 4 << 20
"""Bytes of a result file, whatever was sent and printed."""

WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "stage1_generator": {
        "syntax_error": ("SyntaxError", "stage1_generator.py:1", "def token_stream(prompt:"),
        "never_yields": ("no sign of life", "stage1_generator.py:"),
        "endless_generator": ("You ", "token 2"),
        "huge_token": ("You You You", "token 1"),
        "latin_undeclared": ("SyntaxError", "utf-8"),
        "import_sys_exit": ("SystemExit: nothing to see here", "stage1_generator.py:5", "sys.exit"),
        "empty": ("stage1_generator.py is empty",),
    },
    "stage2_streaming": {
        "raises_in_request": ("LookupError: no words for hi", "stage2_streaming.py:11", "raise"),
        "endless_stream": ("without end", "You You "),
        "leaves_child": (),
        "leaves_family": (),
        "leaves_thread": (),
        "latin_declared": (),
        "byte_order_mark": (),
    },
    "stage3_async": {
        "missing": ("no file stage3_async.py",),
        "import_raises": ("ValueError: invalid literal", "stage3_async.py:3", 'int("ten")'),
        "import_forever": ("no sign of life",),
        "missing_package": ("No module named 'no_such_package_here'", "stage3_async.py:3"),
        "null_bytes": ("null bytes",),
        "app_missing": ("no app in the file",),
        "app_wsgi": ("app is a function", "not an ASGI app"),
    },
    "stage4_client": {
        "client_raises": ("UnsupportedProtocol", "stage4_client.py:8", "client.stream"),
        "client_hangs": ("no sign of life",),
        "client_blocks": ("no sign of life", "stage4_client.py:8", "time.sleep"),
        "client_exits": ("SystemExit: that is enough", "stage4_client.py:8", "sys.exit"),
        "unknown_encoding": ("SyntaxError", "klingon"),
        "utf_16": ("SyntaxError",),
        "client_endless": ("without end",),
    },
    "exercise1_sse": {
        "raises_after_third": ("You said: hi. ", "LookupError: out of words", "_sse.py:12"),
        "killed_in_request": ("SIGKILL", "You "),
        "endless_token": ("no sign of life", "exercise1_sse.py:1"),
        "endless_print": ("no sign of life", "exercise1_sse.py:1"),
        "exits_in_request": ("exited with status 0",),
        "sleeps_for_ever": ("no sign of life", "exercise1_sse.py:13", "threading.Event().wait()"),
    },
    "exercise2_done": {
        "raises_escapes": ("LookupError", "out of words", "exercise2_done.py:13"),
        "lifespan_fails": ("RuntimeError: the model is not downloaded", "exercise2_done.py:11"),
        "lifespan_hangs": ("start-up", "never finishes"),
        "closes_descriptors": ("file descriptor that is not its own",),
        "writes_descriptors": ("file descriptor that is not its own",),
        "forges_replies": ("file descriptor that is not its own",),
    },
    "exercise3_logs": {
        "import_hangs": ("no sign of life", "exercise3_logs.py:5", "time.sleep"),
        "import_exits": ("exited with status 7",),
        "import_segfault": ("SIGSEGV",),
        "app_class": ("app is the class FastAPI", "not an ASGI app"),
        "app_string": ("app is a str", "not an ASGI app"),
        "endless_log": ("without end", "INFO  a line"),
    },
}
"""For each exercise the cases, and the words of one failed check; without words a case is right."""


def _right_in(encoding: str, before: str = "") -> bytes:
    text = (SOLUTIONS / "stage2_streaming.py").read_text("utf-8")
    return (before + text).encode(encoding)


SOURCES = {
    "missing": MISSING,
    "empty": b" \n",
    "syntax_error": b"def token_stream(prompt:\n    yield prompt\n",
    "latin_undeclared": "WORDS = 'na\xefve'\n".encode("latin-1"),
    "unknown_encoding": b"# coding: klingon\n",
    "null_bytes": b"app = 1\0\n",
    "utf_16": "app = 1\n".encode("utf-16"),
    "latin_declared": _right_in("latin-1", "# coding: latin-1\n# na\xefve\n"),
    "byte_order_mark": _right_in("utf-8-sig"),
}


@dataclass(frozen=True)
class Case:
    """One file for one exercise, and the run in which it is graded."""

    name: str
    exercise: str
    words: tuple[str, ...]
    run: int

    @property
    def source(self) -> bytes:
        """The file's content."""
        return SOURCES.get(self.name) or (HOSTILE / f"{self.name}.py").read_bytes()


# Each exercise begins in another run, so that each has its turn as a right answer.
CASES = [
    Case(name, exercise, words, (first + number) % ROUNDS)
    for first, (exercise, table) in enumerate(WORDS.items())
    for number, (name, words) in enumerate(table.items())
]


@lru_cache
def graded(number: int) -> Run:
    """Grade all exercises, with the cases of run `number` in the places of right answers."""
    with tempfile.TemporaryDirectory() as folder:
        submission = Path(folder, "submission")
        shutil.copytree(SOLUTIONS, submission)
        (submission / "stage1_generator.py").rename(submission / "words.py")
        files = {path.name: path.read_bytes() for path in submission.iterdir()}
        files["stage1_generator.py"] = files["words.py"]
        files |= {f"{case.exercise}.py": case.source for case in CASES if case.run == number}
        for name, source in files.items():
            own = source.replace(b"from stage1_generator", b"from words")
            (submission / name).write_bytes(own)
            if source is MISSING:
                (submission / name).unlink()
        return graders("--submission", submission, "--json", "-", "--seed", "1")


def exercises(number: int) -> dict[str, Any]:
    """Return the verdicts of run `number`."""
    return {exercise["id"]: exercise for exercise in graded(number).json["exercises"]}


@pytest.mark.parametrize("wrong", [pytest.param(case, id=case.name) for case in CASES])
def test_verdict_names_what_happened(wrong: Case) -> None:
    exercise = exercises(wrong.run)[wrong.exercise]
    assert exercise["status"] == ("failed" if wrong.words else "passed")
    failed = [check for check in exercise["checks"] if check["status"] == "failed"]
    told = [f"{check['got']}\n{check['where']}" for check in failed]
    if wrong.words:
        assert any(all(word in text for word in wrong.words) for text in told), told
        assert exercise["diagnosis"]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_others_keep_their_points(number: int) -> None:
    broken = {case.exercise for case in CASES if case.run == number and case.words}
    scores = {id: exercise["score"] for id, exercise in exercises(number).items()}
    right = {id: points for id, points in SCORES.items() if id not in broken}
    assert right.items() <= scores.items()
    assert graded(number).status == 1


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_is_left_behind(number: int) -> None:
    assert graded(number).processes == []
    assert graded(number).files == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_steers_the_terminal(number: int) -> None:
    printed = [graded(number).err, *(e["output"] for e in exercises(number).values())]
    assert not {c for c in "".join(printed) if unicodedata.category(c) == "Cc"} - {"\n", "\t"}


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_grows_without_bounds(number: int) -> None:
    assert len(graded(number).out) < MOST_JSON
    assert max(len(e["output"]) for e in exercises(number).values()) < MOST_OUTPUT


def test_every_file_is_a_case() -> None:
    names = {case.name for case in CASES}
    assert {path.stem for path in HOSTILE.glob("*.py")} == names - set(SOURCES)
    assert len(names) == len(CASES)
