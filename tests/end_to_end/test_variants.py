"""Every right file of the corpus earns full marks, however unusual it is."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from graders.exercise import exercise_ids
from graders.result import ExerciseResult
from proofs.corpus import Case, variants
from tests.support.command import graders
from tests.support.paths import SOLUTIONS
from tests.support.submissions import write

VARIANTS = variants()
FEWEST = 10
"""Variants that each exercise has at least, the solution included."""


@pytest.mark.parametrize("case", VARIANTS, ids=str)
def test_variant_earns_full_marks(case: Case, verdict: Callable[[Case], ExerciseResult]) -> None:
    result = verdict(case)
    unmet = [
        f"{check.id} {check.status}: expected {check.expected}, got {check.got}"
        for check in result.checks
        if check.status != "passed"
    ]
    assert result.status == "passed", "\n".join(unmet)
    assert result.score == result.max_score


@pytest.mark.parametrize("exercise", exercise_ids())
def test_each_exercise_has_enough_variants(exercise: str) -> None:
    assert len([case for case in VARIANTS if case.exercise == exercise]) >= FEWEST


@pytest.mark.parametrize("variant", VARIANTS, ids=str)
def test_variant_says_what_is_unusual(variant: Case) -> None:
    assert variant.about.endswith(".")
    assert "\n" not in variant.about
    assert variant.name.isidentifier()


HELPERS = {
    "words.py": """
        def words_of(prompt):
            return f"You said: {prompt}. Here is a streamed answer.".split()
    """,
    "kit/__init__.py": "from .answers import plain",
    "kit/answers.py": """
        from fastapi.responses import StreamingResponse

        def plain(tokens):
            return StreamingResponse(tokens, media_type="text/plain")
    """,
}
WITH_HELPERS = {
    "stage1_generator.py": """
        from words import words_of

        def token_stream(prompt):
            return (f"{word} " for word in words_of(prompt))
    """,
    "stage2_streaming.py": """
        from fastapi import FastAPI
        from kit import plain
        from stage1_generator import token_stream

        app = FastAPI()

        @app.get("/generate")
        def generate(prompt: str):
            return plain(token_stream(prompt))
    """,
    "stage3_async.py": """
        import asyncio
        from fastapi import FastAPI
        import kit.answers
        from words import words_of

        app = FastAPI()

        async def token_stream_async(prompt):
            for word in words_of(prompt):
                await asyncio.sleep(0.01)
                yield word + " "

        @app.get("/generate-async")
        async def generate_async(prompt: str):
            return kit.answers.plain(token_stream_async(prompt))
    """,
}


def test_a_submission_may_have_helpers_of_its_own(tmp_path: Path) -> None:
    folder = shutil.copytree(SOLUTIONS, tmp_path / "submission")
    (folder / "kit").mkdir()
    for name, source in {**HELPERS, **WITH_HELPERS}.items():
        write(folder, name, source)
    exercises = [Path(name).stem for name in WITH_HELPERS]
    run = graders("--submission", folder, "--json", "-", *exercises)
    assert run.status == 0, run.json["exercises"]
    assert run.json["score"] == run.json["max_score"]
