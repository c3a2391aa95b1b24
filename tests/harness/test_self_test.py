"""The kit's own answer is served where no app of the student's proves that serving works."""

from __future__ import annotations

from pathlib import Path

import pytest

from graders.errors import KitError
from graders.harness import self_test
from graders.harness.rig import Rig
from graders.transcript import Transcript
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
