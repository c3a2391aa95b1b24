"""Where a child prints to: the grader, also what C code prints and what other programs do."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from typing import TextIO


def redirect(output: socket.socket | None) -> None:
    """Have all that is printed go to `output`, and nothing to read.

    Without an output the descriptors lead to the grader already.
    """
    with contextlib.suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    if output is not None:
        # The descriptors themselves: C code and other programs print there, past `sys.stdout`.
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
    sys.stdout = _text_file(1)
    sys.stderr = _text_file(2)


def _text_file(descriptor: int) -> TextIO:
    return open(
        descriptor, "w", buffering=1, closefd=False, encoding="utf-8", errors="backslashreplace"
    )
