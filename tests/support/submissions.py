"""Submissions written by a test: one file, and what the harness sees of it."""

from __future__ import annotations

import textwrap
from collections.abc import Awaitable, Callable
from pathlib import Path

from graders.exercise import Exercise, Role
from graders.harness.rig import Rig
from graders.harness.rig import observe as play
from graders.harness.session import Session
from graders.transcript import Transcript


def write(folder: Path, name: str, source: str) -> Path:
    """Write a submitted file, without the indentation that the source has in a test."""
    path = folder / name
    path.write_text(textwrap.dedent(source), encoding="utf-8")
    return path


async def observe(
    folder: Path, role: Role, source: str, script: Callable[[Rig], Awaitable[None]]
) -> Transcript:
    """Play `script` against a file with this source, and return what was seen."""
    name = {"app": "app", "generator": "token_stream", "client": "stream_text"}[role]
    exercise = Exercise(
        "stage9_test", "A test", role=role, name=name, path="/", served_by="stage3_async"
    )
    write(folder, exercise.file, source)
    async with Session() as session:
        return await play(session, exercise, script, folder, seed=1)


def line_of(source: str, part: str) -> int:
    """Return the number of the first line of a submission that has `part` in it."""
    lines = textwrap.dedent(source).splitlines()
    return next(number for number, line in enumerate(lines, start=1) if part in line)
