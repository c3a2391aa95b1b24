"""Where a result comes from, found out late: it takes a while, and only a file has it."""

from __future__ import annotations

import contextlib
from functools import cached_property
from pathlib import Path

from graders.harness import limits


class LateOrigin:
    """The origin of a result on the submission in `folder`; `provenance` is asked when you ask."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def kit(self) -> dict[str, str]:
        """The kit's version and digest."""
        from graders import provenance  # here too: much comes with it that nobody else needs

        return provenance.kit()

    @cached_property
    def environment(self) -> dict[str, str]:
        """What the verdicts rest on."""
        from graders import provenance

        return provenance.environment()

    @cached_property
    def submission(self) -> dict[str, str]:
        """The submission's path and digest."""
        from graders import provenance

        return provenance.submission(self._folder)


def content_of(file: Path) -> bytes:
    """Return what is in a file, or nothing where it cannot be graded anyhow."""
    with contextlib.suppress(OSError):
        if file.is_file() and file.stat().st_size <= limits.SOURCE:
            return file.read_bytes()
    return b""
