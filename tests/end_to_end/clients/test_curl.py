"""The solutions, read with `curl -N`: each token is printed before the next one is made."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO

import pytest

from tests.support.serving import Server, Solution, each_solution
from tests.support.stuck import STUCK

CURL = shutil.which("curl")
pytestmark = pytest.mark.skipif(CURL is None, reason="there is no curl on the PATH")

Serve = Callable[..., Server]


@contextmanager
def curl(url: str) -> Iterator[IO[bytes]]:
    """Run `curl -N`; what it prints can be read while it runs, and ends early if it fails."""
    quietly = ["-q", "-sS", "--fail", "--noproxy", "*", "--max-time", str(STUCK)]
    with subprocess.Popen([str(CURL), *quietly, "-N", url], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        yield process.stdout
    assert process.returncode == 0


@each_solution
def test_the_whole_stream_is_printed(served: Serve, solution: Solution) -> None:
    with curl(served(solution).url) as printed:
        assert printed.read().decode() == "".join(solution.pieces)


@each_solution
def test_each_piece_is_printed_before_the_next_is_made(held: Serve, solution: Solution) -> None:
    server = held(solution)
    with curl(server.url) as printed:
        for piece in solution.pieces:
            assert printed.read(len(piece.encode())).decode() == piece
            server.release()
        assert printed.read() == b""
