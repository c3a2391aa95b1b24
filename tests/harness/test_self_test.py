"""The kit's own answer is served where no app of the student's proves that serving works."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from graders.errors import KitError
from graders.exercise import Exercise
from graders.harness import self_test
from graders.harness.rig import Rig
from graders.harness.self_test import SelfTest
from graders.transcript import Chunk, Stream, Transcript
from tests.support.submissions import observe

WRONG = "raise LookupError('not today')"
RIGHT = """
    from starlette.responses import PlainTextResponse
    app = PlainTextResponse("yes")
"""


async def ask(rig: Rig) -> None:
    async with rig.serve() as server:
        await server.get("/", name="answer")


async def test_a_file_that_does_not_load_is_the_students(tmp_path: Path) -> None:
    seen = await observe(tmp_path, "app", WRONG, ask)
    assert seen.problem is not None
    assert seen.problem.message == "LookupError: not today"


async def test_where_the_kits_own_answer_fails_too_nothing_is_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "ANSWER", "raise ImportError('a broken package')")
    with pytest.raises(KitError, match="own answer is not served: ImportError: a broken package"):
        await observe(tmp_path, "app", WRONG, ask)


async def test_an_app_that_answers_is_proof_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(self_test, "ANSWER", "raise ImportError('a broken package')")
    seen: Transcript = await observe(tmp_path, "app", RIGHT, ask)
    assert seen.streams["answer"].body == b"yes"


async def test_one_that_gives_up_does_not_take_the_proof_from_the_others(tmp_path: Path) -> None:
    begun, told = asyncio.Event(), asyncio.Event()

    async def prove(*_: Any) -> Transcript:
        begun.set()
        await told.wait()
        answer = Stream("GET", "/", status=200, chunks=[Chunk(b"proven", 0, 0.0)])
        return Transcript(streams={"answer": answer})

    app, proof = Exercise("x", "x", role="app", name="app", path="/"), SelfTest(tmp_path / "proof")
    first = asyncio.ensure_future(proof.after(app, Transcript(), prove))
    await begun.wait()
    first.cancel()
    await asyncio.wait({first})
    second = asyncio.ensure_future(proof.after(app, Transcript(), prove))
    told.set()
    await second
    await proof.end()


async def test_a_proof_that_nobody_waits_for_is_ended(tmp_path: Path) -> None:
    async def prove(*_: Any) -> Transcript:
        await asyncio.Event().wait()
        raise AssertionError

    app, proof = Exercise("x", "x", role="app", name="app", path="/"), SelfTest(tmp_path / "proof")
    waiting = asyncio.ensure_future(proof.after(app, Transcript(), prove))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait({waiting})
    await asyncio.wait_for(proof.end(), timeout=60)
