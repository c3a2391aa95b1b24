"""The reference solutions behind a plain uvicorn, and what they stream."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.paths import SOLUTIONS

TOKENS = ["You ", "said: ", "hi. ", "Here ", "is ", "a ", "streamed ", "answer. "]
DONE = "[DONE]"
LINES = ["INFO started\n", "WARNING zażółć \N{SLICE OF PIZZA}\n", "\n", "no end of line"]


def event(data: str) -> str:
    """Return an event as the solutions write it."""
    return f"data: {data}\n\n"


@dataclass(frozen=True)
class Solution:
    """A solution that is served: its generator, where it streams, and each piece of the stream."""

    module: str
    source: str
    path: str
    pieces: list[str]

    def __str__(self) -> str:
        return self.module


ASK = "/generate?prompt=hi"
STAGE2 = Solution("stage2_streaming", "token_stream", ASK, TOKENS)
STAGE3 = Solution("stage3_async", "token_stream_async", "/generate-async?prompt=hi", TOKENS)
SSE = Solution("exercise1_sse", "token_stream", ASK, [*map(event, TOKENS)])
SSE_DONE = Solution("exercise2_done", "token_stream", ASK, [*map(event, [*TOKENS, DONE])])
LOGS = Solution("exercise3_logs", "line_stream", "/logs", LINES)

each_solution = pytest.mark.parametrize("solution", [STAGE2, STAGE3, SSE, SSE_DONE, LOGS], ids=str)
each_event_stream = pytest.mark.parametrize(
    ("solution", "messages"), [(SSE, TOKENS), (SSE_DONE, [*TOKENS, DONE])], ids=["sse", "sse-done"]
)


@dataclass(frozen=True)
class Server:
    """A uvicorn process, and the address at which its app streams."""

    process: subprocess.Popen[str]
    origin: str
    url: str

    def release(self) -> None:
        """Let the app make its next token, if it is held."""
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()


@contextmanager
def serve(solution: Solution, folder: Path, *, hold: bool = False) -> Iterator[Server]:
    """Serve a solution in `folder`, where `server.log` is; `hold` makes it wait for releases."""
    app = "held:app" if hold else f"{solution.module}:app"
    environment = {
        "PYTHONPATH": os.pathsep.join([str(SOLUTIONS), str(Path(__file__).parent)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "HELD": f"{solution.module}:{solution.source}",
    }
    (folder / "server.log").write_text("".join(LINES), encoding="utf-8", newline="")
    with subprocess.Popen(
        [sys.executable, "-m", "uvicorn", app, "--port", "0", "--no-use-colors"],
        cwd=folder,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,  # the access log
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            origin = _origin(process)
            yield Server(process, origin, origin + solution.path)
        finally:
            process.kill()


def _origin(process: subprocess.Popen[str]) -> str:
    """Wait until uvicorn says where it runs."""
    assert process.stderr is not None
    said = ""
    for line in process.stderr:
        if running := re.search(r"running on (http://\S+)", line):
            return running[1]
        said += line
    raise AssertionError(f"uvicorn ended: {said}")
