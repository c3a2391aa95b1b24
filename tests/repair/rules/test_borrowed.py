"""What comes from elsewhere."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited, evidence

HEAD = (
    "from fastapi.responses import StreamingResponse\n"
    "from stage1_generator import token_stream\n"
    '@app.get("/generate")\n'
)
RIGHT = (
    f"{HEAD}def generate(prompt: str):\n"
    '    return StreamingResponse(token_stream(prompt), media_type="text/plain")\n'
)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        (
            "generator-as-dependency",
            RIGHT.replace("prompt: str", "tokens: Annotated[str, Depends(token_stream)]").replace(
                "token_stream(prompt)", "tokens"
            ),
        ),
        (
            "generator-as-dependency",
            RIGHT.replace("prompt: str", "tokens=Depends(token_stream)").replace(
                "token_stream(prompt)", "tokens"
            ),
        ),
        (
            "request-args",
            RIGHT.replace(
                "prompt: str):\n", '):\n    prompt = request.args.get("prompt")\n'
            ).replace("from fastapi", "from flask import request\nfrom fastapi"),
        ),
        (
            "answer-as-json",
            f"{HEAD}def generate(prompt: str):\n    all = []\n"
            "    for t in token_stream(prompt):\n        all.append(t)\n"
            '    return {"response": all}\n',
        ),
    ],
)
def test_it_is_written_as_fastapi_has_it(rule: str, text: str) -> None:
    assert edited(rule, text, evidence("stage2_streaming")) == [RIGHT]


@pytest.mark.parametrize("rule", ["generator-as-dependency", "request-args", "answer-as-json"])
def test_a_right_endpoint_is_left_alone(rule: str) -> None:
    assert edited(rule, RIGHT, evidence("stage2_streaming")) == []
