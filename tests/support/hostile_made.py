"""Hostile files that no editor could save, and right ones with hostile files beside them."""

from __future__ import annotations

import os
from pathlib import Path

from tests.support.hostile_cases import Case, Put, containing, right
from tests.support.paths import SOLUTIONS

NOT_ITS_OWN = "file descriptor that is not its own"

GOT: dict[str, dict[str, tuple[str, ...]]] = {
    "stage1_generator": {
        "syntax_error": ("SyntaxError", "stage1_generator.py:1", "def token_stream(prompt:"),
        "latin_undeclared": ("SyntaxError", "utf-8"),
        "empty": ("stage1_generator.py is empty",),
        "link_to_right": (),
        "standard_library_beside": (),
    },
    "stage2_streaming": {
        "latin_declared": (),
        "byte_order_mark": (),
        "huge_file": ("stage2_streaming.py is larger than",),
        "packages_beside": (),
    },
    "stage3_async": {
        "missing": ("no file stage3_async.py",),
        "null_bytes": ("null bytes",),
        "directory": ("stage3_async.py is no regular file",),
        "fifo": ("stage3_async.py is no regular file",),
        "dangling_link": ("no file stage3_async.py",),
        "link_to_solution": ("stage3_async.py is a link into the kit itself",),
        "form_feeds": (),
        "sites_beside": (),
    },
    "stage4_client": {
        "unknown_encoding": ("SyntaxError", "klingon"),
        "utf_16": ("SyntaxError",),
        "link_to_zeros": ("stage4_client.py is no regular file",),
        "minus_signs": ("MemoryError or RecursionError or SyntaxError or SIGSEGV",),
        "httpx_beside": (),
    },
    "exercise1_sse": {
        "link_to_itself": ("exercise1_sse.py cannot be read",),
        "carriage_returns": (),
        "servers_beside": (),
    },
    "exercise2_done": {
        "forges_shape": (NOT_ITS_OWN,),
        "forges_nesting": (NOT_ITS_OWN,),
        "forges_long_line": (NOT_ITS_OWN,),
        "forges_not_a_number": (NOT_ITS_OWN,),
        "forges_huge_number": (NOT_ITS_OWN,),
        "forges_events": (NOT_ITS_OWN,),
        "forges_verdict": ("no sign of life",),  # one of the sockets is not read all the time
        "link_to_memory": ("exercise2_done.py cannot be read",),
        "long_line": (),
        "tests_beside": (),
    },
    "exercise3_logs": {
        "nested_parentheses": ("SyntaxError",),
        "utf_7": (),
        "kit_beside": (),
    },
}
"""For each exercise the cases, and what a failed check says of them, as `got:` in the corpus."""


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

MADE: dict[str, Put] = {
    "missing": lambda path: None,
    "directory": Path.mkdir,
    "fifo": getattr(os, "mkfifo", Path.touch),  # which is not tried where there is none
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


LINK_TO_SOLUTION = {"most": 0}


def made_cases() -> list[Case]:
    """Return the cases that are not in the corpus."""
    return [_case(id, name, got) for id, cases in GOT.items() for name, got in cases.items()]


def _case(exercise: str, name: str, got: tuple[str, ...]) -> Case:
    if name in BESIDE:
        return Case(exercise, name, got, containing(right(exercise)), BESIDE[name])
    put = MADE[name] if name in MADE else containing(SOURCES[name])
    numbers = LINK_TO_SOLUTION if name == "link_to_solution" else {}
    # On Windows hardly anybody may make a link.
    needs = ("os.mkfifo",) if name == "fifo" or "link" in name else ()
    return Case(exercise, name, got, put, needs=needs, **numbers)
