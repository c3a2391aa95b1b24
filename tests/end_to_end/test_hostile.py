"""Submissions that break, leave, hang, flood and cheat: a plain verdict, and points for the others.

A case is one file of a submission. Its source is in tests/corpus/hostile or, where no tool could
read it, here; one in its folder "first" stands before the right answer. Several cases are graded in
one run, at most one for each exercise; where there is none in that run, the right answer is graded.
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from graders.harness.child.sandbox import landlock_version
from tests.support.command import CommandRun, graders
from tests.support.lesson import POINTS
from tests.support.paths import SOLUTIONS

HOSTILE = Path(__file__).parents[1] / "corpus" / "hostile"
FIRST = HOSTILE / "first"
MOST_OUTPUT = 33_000
"""Characters kept of an output: 16 KiB of each end, and a note between them."""
MOST_TEXT = 5_000
"""Characters of one text of a verdict."""
MOST_REPORT = 200_000
"""Characters of a report on seven exercises."""
MOST_JSON = 4 << 20
"""Bytes of a result file, whatever was sent and printed."""
MOST_MEMORY = 300 << 20
"""Bytes that the grader's own process takes at its peak."""
HIDDEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Categories of characters that steer a terminal, or that nobody sees."""
COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
"""What a service that runs the grader takes for a command, when it is printed."""

ANYTHING = ("",)
NOT_ITS_OWN = "file descriptor that is not its own"
NOT_ALLOWED = "PermissionError"
NOT_THERE = "ModuleNotFoundError or PermissionError"

WORDS: dict[str, dict[str, tuple[str, ...]]] = {
    "stage1_generator": {
        "syntax_error": ("SyntaxError", "stage1_generator.py:1", "def token_stream(prompt:"),
        "never_yields": ("no sign of life", "stage1_generator.py:"),
        "endless_generator": ("You ", "token 2"),
        "huge_token": ("You You You", "token 1"),
        "latin_undeclared": ("SyntaxError", "utf-8"),
        "import_sys_exit": ("SystemExit: nothing to see here", "stage1_generator.py:5", "sys.exit"),
        "empty": ("stage1_generator.py is empty",),
        "always_equal": ("AlwaysEqual", "token 1"),
        "lying_str": ("Lying", "token 1"),
        "called_str": ("str", "token 1"),
        "calls_itself_str": ("Word", "token 1"),
        "token_escapes": ("\\x1b]0;", "token 1"),
        "name_escapes": ("a value of type", "\\x1b[2J", "\\u202e", "\\u200b"),
        "raising_attributes": ("LookupError: leave my", "alone"),
        "module_getattr": ("LookupError: there is no token_stream for you",),
        "prints_and_returns": ("a finished tuple_iterator",),
        "forges_call": (NOT_ITS_OWN,),
        "reads_solution": ("LookupError: nothing to copy from",),
        "walks_stack": ("LookupError: nothing to copy from",),
        "link_to_right": (),
        "standard_library_beside": (),
    },
    "stage2_streaming": {
        "raises_in_request": ("LookupError: no words for hi", "stage2_streaming.py:11", "raise"),
        "endless_stream": ("without end", "You You "),
        "leaves_child": (),
        "leaves_family": (),
        "leaves_thread": (),
        "leaves_daemon": (),
        "leaves_no_trace": (),
        "latin_declared": (),
        "byte_order_mark": (),
        "ignores_signals": (),
        "patches_time": (),
        "many_files": (),
        "prints_escapes": (),
        "prints_much": (),
        "lying_app": (),
        "shutdown_hangs": (),
        "huge_chunk": ("without end", "You You "),
        "raises_commands": ("LookupError", "\\x3a:stop-commands::x"),
        "import_exits_rightly": ("exited with status 0",),
        "huge_file": ("stage2_streaming.py is larger than",),
        "packages_beside": (),
    },
    "stage3_async": {
        "missing": ("no file stage3_async.py",),
        "import_raises": ("ValueError: invalid literal", "stage3_async.py:3", 'int("ten")'),
        "import_forever": ("no sign of life",),
        "missing_package": ("No module named 'no_such_package_here'", "stage3_async.py:3"),
        "null_bytes": ("null bytes",),
        "app_missing": ("no app in the file",),
        "app_wsgi": ("app is a function", "not an ASGI app"),
        "app_escapes": ("app is a \\x1b[2J\\u202e\\u200b", "not an ASGI app"),
        "trap_app": ("not an ASGI app",),
        "raises_name": ("\\x1b[2J\\u202e", "its message cannot be shown"),
        "patches_sleep": ("no sign of life",),
        "imports_reference": (NOT_THERE,),
        "patches_socket": ANYTHING,
        "patches_json": ANYTHING,
        "imports_graders": (NOT_THERE,),
        "swallows_everything": ("no sign of life",),
        "directory": ("stage3_async.py is no regular file",),
        "fifo": ("stage3_async.py is no regular file",),
        "dangling_link": ("no file stage3_async.py",),
        "link_to_solution": (NOT_ALLOWED,),
        "form_feeds": (),
        "sites_beside": (),
    },
    "stage4_client": {
        "client_raises": ("UnsupportedProtocol", "stage4_client.py:8", "client.stream"),
        "client_hangs": ("no sign of life",),
        "client_blocks": ("no sign of life", "stage4_client.py:8", "time.sleep"),
        "client_exits": ("SystemExit: that is enough", "stage4_client.py:8", "sys.exit"),
        "unknown_encoding": ("SyntaxError", "klingon"),
        "utf_16": ("SyntaxError",),
        "client_endless": ("without end",),
        "client_always_equal": ("a AlwaysEqual", "piece 1"),
        "client_patches_httpx": ("LookupError: no such text", "status 4"),
        "client_huge_piece": ("more characters",),
        "client_forges": (NOT_ITS_OWN,),
        "client_floods": (),
        "client_names": ("\\x1b[2J\\u202e\\u200b",),
        "imports_by_path": (NOT_THERE,),
        "atexit_hangs": (),
        "del_hangs": (),
        "traces_everything": (),
        "crowd": ("more than 64 processes at once",),
        "link_to_zeros": ("stage4_client.py is no regular file",),
        "minus_signs": ("MemoryError or RecursionError or SyntaxError or SIGSEGV",),
        "httpx_beside": (),
    },
    "exercise1_sse": {
        "raises_after_third": ("You said: hi. ", "LookupError: out of words", "_sse.py:12"),
        "killed_in_request": ("SIGKILL", "You "),
        "endless_token": ("no sign of life", "exercise1_sse.py:1"),
        "endless_print": ("printed more than 16 MiB",),
        "exits_in_request": ("exited with status 0",),
        "sleeps_for_ever": ("no sign of life", "exercise1_sse.py:13", "threading.Event().wait()"),
        "loop_stops": ("Event loop stopped",),
        "exits_in_endpoint": ("SystemExit: hi and bye",),
        "many_headers": ("connection that broke off",),
        "huge_header": ("connection that broke off",),
        "header_escapes": ("\\x9b2j\\x90\\x85\\xad<script>",),
        "endless_comments": ("without end",),
        "prints_in_thread": ("printed more than 16 MiB",),
        "memory_grows": ("used more than 1 GiB of memory",),
        "kills_group": (NOT_ALLOWED,),
        "reads_variables": (NOT_ALLOWED,),
        "excepthook": ("ValueError: not for you",),
        "import_sys_exits_rightly": ("SystemExit",),
        "link_to_itself": ("exercise1_sse.py cannot be read",),
        "carriage_returns": (),
        "servers_beside": (),
    },
    "exercise2_done": {
        "raises_escapes": ("LookupError", "out of words", "exercise2_done.py:13"),
        "lifespan_fails": ("RuntimeError: the model is not downloaded", "exercise2_done.py:11"),
        "lifespan_hangs": ("start-up", "never finishes"),
        "closes_descriptors": (NOT_ITS_OWN,),
        "writes_descriptors": (NOT_ITS_OWN,),
        "dups_descriptors": (NOT_ITS_OWN,),
        "forges_replies": (NOT_ITS_OWN,),
        "forges_shape": (NOT_ITS_OWN,),
        "forges_nesting": (NOT_ITS_OWN,),
        "forges_long_line": (NOT_ITS_OWN,),
        "forges_not_a_number": (NOT_ITS_OWN,),
        "forges_huge_number": (NOT_ITS_OWN,),
        "forges_events": (NOT_ITS_OWN,),
        "forges_verdict": ("x" * 100,),
        "memory_of_child": ("used more than 1 GiB of memory",),
        "memory_shared": ("used more than 1 GiB of memory",),
        "kills_grader": (NOT_ALLOWED,),
        "patches_asserts": (),
        "link_to_memory": ("exercise2_done.py cannot be read",),
        "long_line": (),
        "tests_beside": (),
    },
    "exercise3_logs": {
        "import_hangs": ("no sign of life", "exercise3_logs.py:5", "time.sleep"),
        "import_exits": ("exited with status 7",),
        "import_segfault": ("SIGSEGV",),
        "app_class": ("app is the class FastAPI", "not an ASGI app"),
        "app_string": ("app is a str", "not an ASGI app"),
        "endless_log": ("without end", "INFO  a line"),
        "memory_at_once": ("MemoryError: it asked for more than 4 GiB of memory",),
        "string_at_zero": ("SIGSEGV",),
        "deep_recursion": ("RecursionError or SIGSEGV or memory",),
        "prints_one_line": ("printed more than 16 MiB",),
        "seeks_far": ("OSError: it wrote more than 16 MiB to one file",),
        "writes_on": ("OSError: it wrote more than 16 MiB to one file",),
        "writes_elsewhere": (NOT_ALLOWED,),
        "leaves_shared_memory": (NOT_ALLOWED,),
        "kills_parent": (NOT_ALLOWED,),
        "stops_parent": (NOT_ALLOWED,),
        "reads_memory": (NOT_ALLOWED,),
        "patches_builtins": ANYTHING,
        "empties_modules": ANYTHING,
        "nested_parentheses": ("SyntaxError",),
        "utf_7": (),
        "kit_beside": (),
    },
}
"""For each exercise the cases, and the words of one failed check; without words a case is right.

Where there is an " or " in the words, any of them will do: that depends on the version of Python.
"""

CONFINED = {
    **dict.fromkeys(("kills_parent", "kills_grader", "kills_group", "stops_parent"), 6),
    **dict.fromkeys(("reads_memory", "reads_variables", "reads_solution", "link_to_solution"), 1),
    **dict.fromkeys(("imports_by_path", "writes_elsewhere", "leaves_shared_memory"), 1),
}
"""Cases that only the system can stop, and the version of Landlock that does; not tried without."""

MOST_POINTS = {
    "reads_solution": 0,
    "walks_stack": 0,
    "link_to_solution": 0,
    "called_str": 3,
    "calls_itself_str": 3,
    "always_equal": 3,
    "lying_str": 5,
}
"""Points that a wrong file may get, where that is not the same as less than all."""


def right(exercise: str) -> bytes:
    """Return the right answer, which has its words from a file that no case takes the place of."""
    return with_words((SOLUTIONS / f"{exercise}.py").read_bytes())


def with_words(source: bytes) -> bytes:
    """Return a source that does without stage 1, which may be a case itself."""
    return source.replace(b"from stage1_generator", b"from words")


def in_encoding(encoding: str, exercise: str, before: str = "") -> bytes:
    """Return the right answer as a text file in another encoding."""
    return (before + right(exercise).decode()).encode(encoding)


def forging(line: str, times: int = 1) -> bytes:
    """Return the source of a file that writes `line` to every socket it has, then is right.

    `line` is an expression; `number` in it counts the times.
    """
    return (
        f"""
import os
import socket
from contextlib import suppress

for descriptor in range(3, 256):
    with suppress(OSError), socket.socket(fileno=os.dup(descriptor)) as end:
        for number in range({times}):
            end.sendall({line} + b"\\n")
""".encode()
        + right("exercise2_done")
    )


STATE = '"started": true, "next_timer": null, "waiting": [], "other_threads": 0, "over": []'
SOURCES = {
    "empty": b" \n",
    "syntax_error": b"def token_stream(prompt:\n    yield prompt\n",
    "latin_undeclared": "WORDS = 'na\xefve'\n".encode("latin-1"),
    "unknown_encoding": b"# coding: klingon\n",
    "null_bytes": b"app = 1\0\n",
    "utf_16": "app = 1\n".encode("utf-16"),
    "utf_7": in_encoding("utf-7", "exercise3_logs", "# coding: utf-7\n# na\xefve\n"),
    "latin_declared": in_encoding("latin-1", "stage2_streaming", "# coding: latin-1\n# \xef\n"),
    "byte_order_mark": in_encoding("utf-8-sig", "stage2_streaming"),
    "form_feeds": right("stage3_async").replace(b"\n\n", b"\n\f\n"),
    "carriage_returns": right("exercise1_sse").replace(b"\n", b"\r"),
    "long_line": right("exercise2_done") + b"LINE = '" + b"x" * 5_000_000 + b"'\n",
    "nested_parentheses": b"app = " + b"(" * 100_000 + b")" * 100_000,
    "minus_signs": b"app = " + b"-" * 1_000_000 + b"1\n",
    "forges_shape": forging('b\'{"event": ["ready"], "reply": {}}\''),
    "forges_nesting": forging("b'[' * 500_000"),
    "forges_long_line": forging("b'x' * (2 << 20)"),
    "forges_not_a_number": forging(
        f"""b'{{"reply": %d, "clock": NaN, "sent": {{}}, {STATE}}}' % number""", times=100
    ),
    "forges_huge_number": forging(
        f"""b'{{"reply": %d, "clock": 1%b, "sent": {{}}, {STATE}}}' % (number, b"0" * 400)""",
        times=100,
    ),
    "forges_events": forging(
        """b'{"event": "blocked", "call": "x", "file": "x", "line": 1, "source": "%b"}'"""
        """ % (b"x" * 900_000)""",
        times=500,
    ),
    "forges_verdict": forging(
        """b'{"event": "refused", "kind": "raised", "message": "%b"}' % (b"x" * 900_000)"""
    )
    + b"\nos._exit(0)\n",
}

MADE: dict[str, Callable[[Path], object]] = {
    "missing": lambda path: None,
    "directory": Path.mkdir,
    "fifo": os.mkfifo,
    "huge_file": lambda path: (path.touch(), os.truncate(path, 600 << 20)),
    "link_to_right": lambda path: path.symlink_to("words.py"),
    "link_to_solution": lambda path: path.symlink_to(SOLUTIONS / path.name),
    "dangling_link": lambda path: path.symlink_to("nowhere.py"),
    "link_to_itself": lambda path: path.symlink_to(path.name),
    "link_to_zeros": lambda path: path.symlink_to("/dev/zero"),
    "link_to_memory": lambda path: path.symlink_to("/proc/self/mem"),
}
"""What is no plain file, and how it comes to be in the place of one."""

NOT_ME = b"import os\nos._exit(9)\n"
COLLECT = b"[pytest]\naddopts = --collect-only -p no_such_plugin\n"
BESIDE = {
    "standard_library_beside": dict.fromkeys(
        ("json.py", "typing.py", "asyncio/__init__.py", "socket.py", "inspect.py"), NOT_ME
    ),
    "packages_beside": dict.fromkeys(
        ("pydantic.py", "anyio/__init__.py", "psutil.py", "pytest.py", "certifi.py"), NOT_ME
    ),
    "sites_beside": dict.fromkeys(
        ("sitecustomize.py", "usercustomize.py", "any.pth", "__init__.py", "__main__.py"), NOT_ME
    ),
    "httpx_beside": dict.fromkeys(("httpx.py", "httpcore.py", "h11.py", "rich.py"), NOT_ME),
    "servers_beside": dict.fromkeys(
        ("uvicorn.py", "fastapi/__init__.py", "starlette/__init__.py"), NOT_ME
    ),
    "tests_beside": {
        **dict.fromkeys(("conftest.py", "test_all.py", "_pytest/__init__.py"), NOT_ME),
        **dict.fromkeys(("pytest.ini", "tox.ini", ".pytest.ini"), COLLECT),
        "setup.cfg": COLLECT.replace(b"pytest", b"tool:pytest"),
        "pyproject.toml": b"[tool.pytest.ini_options]\naddopts = '--collect-only'\n",
    },
    "kit_beside": dict.fromkeys(
        ("graders/__init__.py", "graders/harness/__init__.py", "graders/prompts.py"), NOT_ME
    ),
}
"""Files beside a right answer, which must change nothing."""


@dataclass(frozen=True)
class Case:
    """One file for one exercise, and the run in which it is graded."""

    name: str
    exercise: str
    words: tuple[str, ...]
    run: int

    @property
    def most_points(self) -> int:
        """The points that it may get."""
        most = POINTS[self.exercise]
        return MOST_POINTS.get(self.name, most - 1) if self.words else most

    @property
    def source(self) -> bytes:
        """The file's content."""
        if self.name in BESIDE:
            return right(self.exercise)
        first = FIRST / f"{self.name}.py"
        if first.exists():
            return first.read_bytes() + right(self.exercise)
        return SOURCES.get(self.name) or with_words((HOSTILE / f"{self.name}.py").read_bytes())

    def put(self, folder: Path) -> None:
        """Put the file into a submission, and what is beside it."""
        path = folder / f"{self.exercise}.py"
        path.unlink()
        MADE.get(self.name, lambda path: path.write_bytes(self.source))(path)
        for name, content in BESIDE.get(self.name, {}).items():
            (folder / name).parent.mkdir(exist_ok=True, parents=True)
            (folder / name).write_bytes(content)


ROUNDS = max(map(len, WORDS.values()))
# Each exercise begins in another run, so that each has its turn as a right answer.
CASES = [
    Case(name, exercise, words, (first + number) % ROUNDS)
    for first, (exercise, table) in enumerate(WORDS.items())
    for number, (name, words) in enumerate(table.items())
    if CONFINED.get(name, 0) <= landlock_version()
]


@lru_cache
def graded(number: int) -> CommandRun:
    """Grade all exercises, with the cases of run `number` in the places of right answers."""
    with tempfile.TemporaryDirectory() as folder:
        submission = Path(folder, "submission")
        submission.mkdir()
        for exercise in POINTS:
            (submission / f"{exercise}.py").write_bytes(right(exercise))
        (submission / "words.py").write_bytes(right("stage1_generator"))
        for case in CASES:
            if case.run == number:
                case.put(submission)
        return graders("--submission", submission, "--json", "-", "--seed", "1")


def exercises(number: int) -> dict[str, Any]:
    """Return the verdicts of run `number`."""
    return {exercise["id"]: exercise for exercise in graded(number).json["exercises"]}


def texts(number: int) -> Iterable[str]:
    """Yield every text of run `number` that somebody is going to read."""
    yield graded(number).err
    for exercise in exercises(number).values():
        yield exercise["output"]
        yield exercise["diagnosis"] or ""
        for check in exercise["checks"]:
            yield from (check[name] or "" for name in ("expected", "got", "where", "advice"))


def says(text: str, words: str) -> bool:
    """Whether one of the alternatives is in `text`."""
    return any(word in text for word in words.split(" or "))


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_verdict_names_what_happened(case: Case) -> None:
    exercise = exercises(case.run)[case.exercise]
    assert exercise["status"] == ("failed" if case.words else "passed")
    assert exercise["score"] <= case.most_points
    failed = [check for check in exercise["checks"] if check["status"] == "failed"]
    told = [f"{check['got']}\n{check['where']}" for check in failed]
    if case.words:
        assert any(all(says(text, words) for words in case.words) for text in told), told
        assert exercise["diagnosis"]


@pytest.mark.parametrize("number", range(ROUNDS))
def test_others_keep_their_points(number: int) -> None:
    broken = {case.exercise for case in CASES if case.run == number and case.words}
    scores = {id: exercise["score"] for id, exercise in exercises(number).items()}
    full = {id: points for id, points in POINTS.items() if id not in broken}
    assert full.items() <= scores.items()
    assert graded(number).status == (1 if broken else 0)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_is_left_behind(number: int) -> None:
    assert graded(number).processes == []
    assert graded(number).files == []


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_steers_the_terminal_or_is_hidden(number: int) -> None:
    seen = {character for text in texts(number) for character in text} - {"\n", "\t"}
    assert not {c for c in seen if unicodedata.category(c) in HIDDEN}


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_is_taken_for_a_command(number: int) -> None:
    assert not COMMAND.search(graded(number).err)


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_grows_without_bounds(number: int) -> None:
    assert len(graded(number).out) < MOST_JSON
    assert len(graded(number).err) < MOST_REPORT
    assert max(len(e["output"]) for e in exercises(number).values()) < MOST_OUTPUT
    verdicts = [exercise["checks"] for exercise in exercises(number).values()]
    assert max(len(check["got"] or "") for checks in verdicts for check in checks) < MOST_TEXT
    assert graded(number).peak_memory < MOST_MEMORY


@pytest.mark.parametrize("number", range(ROUNDS))
def test_nothing_but_the_report_is_printed(number: int) -> None:
    assert graded(number).err.startswith(("✓", "✗"))


def test_every_file_is_a_case() -> None:
    names = [name for table in WORDS.values() for name in table]
    files = [path.stem for path in HOSTILE.rglob("*.py")]
    assert sorted([*files, *SOURCES, *MADE, *BESIDE]) == sorted(names)
    assert len(set(names)) == len(names)
