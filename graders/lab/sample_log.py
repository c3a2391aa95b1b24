"""The log that an app finds in its working directory, in several sizes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from graders.harness import isolation

MEBIBYTE = 1 << 20
SIZES = (0, 1, 16, 64)
"""Sizes in MiB that a log can be made; 0 is a log of a few lines."""
LONG_LINE = 1 << 15
"""Bytes of each line of a large log."""
EVENTS = (
    "INFO  server started",
    "INFO  GET /generate 200",
    "DEBUG token 1 of 8 sent",
    "",
    "WARN  the client reads slowly",
    "    (indented: white space counts)",
    "INFO  client has left",
    "INFO  Grüße, 日本語, 😀",
)


def write_log(folder: Path, name: str | None, size: int) -> None:
    """Put the log `name` of `size` MiB into `folder`; whoever reads the last one can go on.

    An exercise that reads no log has no name for one, and gets none.
    """
    if name is None:
        return
    new = folder / f"{name}.new"
    with new.open("w", encoding="utf-8", newline="") as file:
        file.writelines(_lines(size))
    isolation.give(new)
    new.replace(folder / name)


def _lines(size: int) -> Iterator[str]:
    if size == 0:
        yield from (f"{event}\n" for event in EVENTS)
    filling = "and so on " * (LONG_LINE // 10)
    for number in range(size * MEBIBYTE // LONG_LINE):
        yield f"line {number} {filling}"[: LONG_LINE - 1] + "\n"
