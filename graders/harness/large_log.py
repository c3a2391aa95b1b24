"""Logs too large to keep: written, and compared with what comes of them while it comes."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from graders.errors import ChildGone
from graders.harness.drivers.app import AppDriver
from graders.harness.plain_file import open_plain
from graders.harness.stuck import TICK, cpu_seconds
from graders.transcript import Problem, Reading, StreamEnd

LONG_LINE = 1 << 16
VERY_LONG_LINE = 1 << 18
SHORTEST, LONGEST = 100, 2_000
"""Characters of an ordinary line."""
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789 ... äéøß €日本 😀"
LETTER_OF = bytes(33 + number % 94 for number in range(256))
"""A letter for each byte."""
SEEN_ENOUGH = 2.0
"""Seconds of a processor's time that a server may use for a log; then it is left, as it is slow.

Usual ones use less than a tenth of it, however busy the machine is.
"""
SEEN_ENOUGH_WAITING = 20.0
"""The same in seconds that pass, for one that waits most of the time."""
SEEN_ENOUGH_ON_CLOCK = 300.0
"""The same in seconds of the server's clock, for one that pauses."""
WAITS_FOR_ITS_TURN = 15.0
"""Seconds of the server's clock without a byte until a second reader seems to wait for the first.

It is less than what makes a stream count as stalled.
"""


@dataclass(frozen=True)
class LargeLog:
    """A log as it was written; `changed` is when, by the file system's own clock."""

    path: Path
    size: int
    changed: int

    @classmethod
    def written(cls, path: Path, file: BinaryIO) -> LargeLog:
        """Make one of a file that has been written."""
        file.flush()
        found = os.fstat(file.fileno())
        return cls(path, found.st_size, found.st_ctime_ns)

    def is_in(self, file: BinaryIO) -> bool:
        """Whether an open file is what was written, and nobody has changed anything of it."""
        return LargeLog.written(self.path, file) == self


def write_ordinary_lines(log: Path, source: random.Random, lines: int) -> LargeLog:
    """Make `log` one very long line and `lines` ordinary ones, some of them twice in a row."""
    block = "".join(source.choices(LETTERS, k=4 * LONGEST))
    with open_plain(log, "wb") as raw, TextIOWrapper(raw, "utf-8", newline="") as file:
        file.write(f"{source.randrange(10**9)} ".ljust(VERY_LONG_LINE - 1, ".") + "\n")
        for number in range(lines):
            if number % 10 != 1:
                start, length = source.randrange(2 * LONGEST), source.randrange(SHORTEST, LONGEST)
                line = f"{number} {block[start : start + length]}\n"
            file.write(line)
        file.flush()
        return LargeLog.written(log, raw)


def write_long_lines(
    log: Path, source: random.Random, lines: int, size: int = LONG_LINE
) -> LargeLog:
    """Make `log` one of `lines` long lines of `size` bytes, no two of them alike.

    Each is the same random letters, from another place on, so that little is saved by packing them.
    """
    letters = source.randbytes(size).translate(LETTER_OF) * 2
    with open_plain(log, "wb") as file:
        for number in range(lines):
            start, mark = source.randrange(size), b"%d " % number
            file.write(mark + letters[start : start + size - len(mark) - 1] + b"\n")
        return LargeLog.written(log, file)


class ComparedBody:
    """A body that is compared with a file as it comes; nothing of either is kept."""

    def __init__(self, file: BinaryIO, enough: Callable[[], bool]) -> None:
        self.differs_at: int | None = None
        self._file = file
        self._enough = enough
        self._received = 0

    def take(self, data: bytes) -> StreamEnd | None:
        """Compare the next bytes; go on to the file's end, or until there were enough."""
        expected = self._file.read(len(data))
        if data != expected and self.differs_at is None:
            same = (a == b for a, b in zip(data, expected, strict=False))
            self.differs_at = self._received + next(
                (n for n, equal in enumerate(same) if not equal), len(expected)
            )
        self._received += len(data)
        if len(expected) < len(data):
            return "endless"
        return "left" if self._enough() else None


class LogReader:
    """A client that reads the log at `path` of a server, and compares it with its file.

    It leaves a slow server before the end, unless it is `patient`, and once there is `enough`.
    To be used in a `with`, which closes the file.
    """

    def __init__(
        self,
        server: AppDriver,
        path: str,
        log: LargeLog,
        *,
        patient: bool = False,
        enough: Callable[[], bool] = lambda: False,
    ) -> None:
        self._server = server
        self._file = open_plain(log.path, "rb")
        self._log = log
        self._patient = patient
        self._enough = enough
        self._body = ComparedBody(self._file, self._seen_enough)
        self._last_arrival = server.clock
        self._used = _Used(server)
        self.live = server.open(path, body=self._body)
        self.live.on_arrival = self._note_arrival

    def __enter__(self) -> LogReader:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    async def stall(self) -> None:
        """Read one piece, and no more until everything has settled."""
        self.live.on_arrival = self.live.reading.clear
        await self._server.go_on(lambda: not self.live.reading.is_set(), self.live)

    def read_on(self, on_arrival: Callable[[], None] = lambda: None) -> None:
        """Go on after a stall."""
        self.live.on_arrival = on_arrival
        self._used = _Used(self._server)
        self.live.reading.set()

    async def finish(self, *, at_once: bool = False) -> None:
        """Read to the end, or until there was enough; `at_once`: or until nothing comes."""

        def over() -> bool:
            waited = self._server.clock - self._last_arrival
            return self._seen_enough() or (at_once and waited > WAITS_FOR_ITS_TURN)

        await self._server.go_on(over, self.live)

    async def leave(self) -> Reading:
        """Leave the stream if it has not ended, and return what came of it.

        Raises `ChildGone` when the file is not what was written: it could be whatever was sent.
        """
        await self.live.leave("left")
        if not self._log.is_in(self._file):
            raise ChildGone(Problem("garbled", f"it has changed {self._log.path.name}"))
        record, body = self.live.record, self._body
        return Reading(
            self._log.size, self.live.received, record.end, body.differs_at, record.problem
        )

    def _note_arrival(self) -> None:
        self._last_arrival = self._server.clock

    def _seen_enough(self) -> bool:
        return self._enough() or (not self._patient and self._used.too_much())


class _Used:
    """What a server has used since it began to send a log, or to go on with it."""

    def __init__(self, server: AppDriver) -> None:
        self._server = server
        self._on_clock = server.clock
        self._began = self._looked = time.monotonic()
        self._worked = cpu_seconds(server.pid)

    def too_much(self) -> bool:
        """Whether a slow server has shown enough of itself."""
        if self._server.clock - self._on_clock > SEEN_ENOUGH_ON_CLOCK:
            return True
        now = time.monotonic()
        if now - self._looked < TICK:  # to ask the system each time would take too long
            return False
        self._looked = now
        worked = cpu_seconds(self._server.pid) - self._worked
        return worked > SEEN_ENOUGH or now - self._began > SEEN_ENOUGH_WAITING


async def read_through(server: AppDriver, path: str, log: LargeLog) -> Reading:
    """Read the log once."""
    with LogReader(server, path, log) as reader:
        await reader.finish()
        return await reader.leave()


async def read_interleaved(server: AppDriver, path: str, log: LargeLog) -> tuple[Reading, Reading]:
    """Stop a first reader after a piece, have a second read all, and then the first go on.

    A second one that gets nothing meanwhile waits for its turn, and has it with the first.
    """
    with LogReader(server, path, log) as first:
        await first.stall()
        with LogReader(server, path, log) as second:
            await second.finish(at_once=True)
            first.read_on()
            second.read_on()
            await first.finish()
            await second.finish()
            return await first.leave(), await second.leave()
