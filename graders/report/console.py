"""A terminal to print on: lines that fit it, marks that it can show, text that cannot steer it."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from typing import IO, NamedTuple

from rich.console import Console
from rich.text import Text

from graders.report.folding import fold_lines
from graders.report.windows_console import understands_escapes
from graders.text import clean, clean_ascii

WIDEST = 100
"""Prose is not wrapped any wider: long lines are hard to read."""


class Mark(NamedTuple):
    """How a status is shown; `ascii` is for a terminal that can show no more."""

    sign: str
    ascii: str
    style: str
    words: str


MARKS = {
    "passed": Mark("✓", "+", "green", "passed"),
    "failed": Mark("✗", "x", "bold red", "failed"),
    "not_started": Mark("·", "-", "dim", "not started"),
    "skipped": Mark("·", "-", "dim", "skipped"),
    "error": Mark("!", "!", "bold yellow", "not graded"),
}
"""The mark of each status of an exercise or a check."""
BARS = (("", "█", "░"), ("[]", "#", "-"))
"""How a bar looks, and how it does in ASCII: its ends, a cell that is done, one that is left."""


class _KitConsole(Console):
    def on_broken_pipe(self) -> None:
        """Print no more: who reads has seen enough. What was graded stands."""
        self.quiet = True
        silence(self.file)

    def clear(self, home: bool = True) -> None:
        """Clear the screen; a console of Windows that knows no escape sequences too."""
        if self.legacy_windows:
            self.file.flush()
            os.system("cls")
        else:
            super().clear(home)


def silence(stream: IO[str]) -> None:
    """Lead a stream, and what it has not written yet, to nowhere: else Python fails at its end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def make_console(stream: IO[str] | None = None) -> Console:
    """Return a console that takes text literally, and colours it only where that is welcome."""
    # Python has no standard output where it was started with a closed one: then nobody reads.
    stream = stream or sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    escapes = not stream.isatty() or understands_escapes(stream)
    # rich has another way for an old console of Windows, but only where that is standard output.
    old_console = not escapes and stream is sys.stdout
    uncoloured = os.environ.get("NO_COLOR", "") != "" or not (escapes or old_console)
    return _KitConsole(
        file=stream,
        color_system=None if uncoloured else "auto",
        force_terminal=None if escapes or old_console else False,
        legacy_windows=old_console,
        highlight=False,
        emoji=False,
        markup=False,
    )


def knows_ascii_only(console: Console) -> bool:
    """Whether to do without marks and letters that the terminal may not be able to show."""
    # Python itself writes UTF-8 when LC_ALL is C, whatever the terminal does with it.
    simple = os.environ.get("LC_ALL") in ("C", "POSIX") or os.environ.get("TERM") == "dumb"
    # An old console of Windows takes all of Unicode, and has a font of 256 letters.
    return simple or console.legacy_windows or not console.encoding.lower().startswith("utf")


class Lines:
    """Lines fitted to a console; all text is cleaned on its way there."""

    def __init__(self, console: Console) -> None:
        self._ascii_only = knows_ascii_only(console)
        self.console = console
        self.width = min(console.width, WIDEST)
        self.show = clean_ascii if self._ascii_only else clean
        self._open = False

    def text(self, text: str, style: str = "") -> Text:
        """Return `text` made printable, taken literally."""
        return styled(self.show(text), style)

    def mark(self, status: str) -> Text:
        """Return the mark of a status."""
        mark = MARKS[status]
        return styled(mark.ascii if self._ascii_only else mark.sign, mark.style)

    def bar(self, part: int, whole: int, cells: int) -> Text:
        """Return a bar of so many cells; it is full when `part` is the whole, and only then."""
        full = cells * part // whole if whole else 0
        ends, done, left = BARS[self._ascii_only]
        bar = Text(ends[:1]) + styled(done * full, "green")
        return bar + styled(left * (cells - full), "dim") + Text(ends[1:])

    def write(self, line: Text) -> None:
        """Print one line, however long it is."""
        line.rstrip()
        self.console.print(line, soft_wrap=True)
        self._open = True

    def gap(self) -> None:
        """Leave one blank line, unless there is one already or nothing above it."""
        if self._open:
            self.console.print()
        self._open = False

    def prose(self, lead: Text, text: Text, tag: Text | None = None) -> None:
        """Wrap `text` at spaces beside `lead`; `tag` comes after it and stays in one piece."""
        room = max(20, self.width - lead.cell_len)
        rows = list(text.wrap(self.console, room))
        if tag and rows[-1].cell_len + 2 + tag.cell_len <= room:
            rows[-1].append("  ").append(tag)
        elif tag:
            rows.append(tag)
        self._hang(lead, rows)

    def block(self, lead: Text, text: str) -> None:
        """Print preformatted lines beside `lead`, cut where the console ends and nowhere else."""
        room = max(20, self.width - lead.cell_len)
        self._hang(lead, (Text(row) for row in fold_lines(text, room, self.show)))

    def _hang(self, lead: Text, rows: Iterable[Text]) -> None:
        for row in rows:
            self.write(lead + row)
            lead = Text(" " * lead.cell_len)


def styled(text: str, style: str) -> Text:
    """Return `text` in a style of its own."""
    # As a span: the style of a whole Text would spread to what is added to it.
    return Text().append(text, style)
