"""How the student began this command, and would type the others."""

from __future__ import annotations

import os

from graders.report.next_commands import NextCommands


def session_of(folder: str) -> NextCommands:
    """Return the session that grades `folder`, typed as this command was: with nox or without."""
    with_nox = os.environ.get("STREAMING_KIT_COMMAND", "").startswith("nox")
    return NextCommands(folder, "nox -s grade" if with_nox else "python -m graders")
