"""Streams that a report is printed to."""

from __future__ import annotations

import io


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Latin(io.StringIO):
    """A stream that cannot write all of Unicode."""

    encoding = "iso-8859-1"  # type: ignore[assignment]
