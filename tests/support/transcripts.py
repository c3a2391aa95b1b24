"""Literal recordings, and what a judgement says of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graders.errors import CheckFailed
from graders.transcript import Chunk, Stream


def stream(*chunks: bytes | str, **more: Any) -> Stream:
    """Return a recorded answer with status 200 that came in these chunks, one in each step."""
    pieces = [chunk.encode() if isinstance(chunk, str) else chunk for chunk in chunks]
    recorded = [Chunk(data, step, step / 100) for step, data in enumerate(pieces)]
    facts = {"status": 200, "end": "complete", "headers": {"content-type": "text/plain"}} | more
    return Stream("GET", "/generate?prompt=hi", "hi", chunks=recorded, **facts)


def unmet(judgement: Callable[..., object], *arguments: object) -> CheckFailed:
    """Return what a judgement says that is not content."""
    with pytest.raises(CheckFailed) as raised:
        judgement(*arguments)
    return raised.value
