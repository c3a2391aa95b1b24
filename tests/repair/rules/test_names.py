"""Names that Python does not know."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited, evidence

LOOP = "def token_stream(prompt):\n    reply = prompt\n    for word in reply:\n        yield word\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted", "message"),
    [
        (
            "missing-import",
            "import os\nx = json.dumps(1)\n",
            "import os\nimport json\nx = json.dumps(1)\n",
            "NameError: name 'json' is not defined",
        ),
        (
            "misspelt-name",
            LOOP.replace("yield word", "yield wrod"),
            LOOP,
            "NameError: name 'wrod' is not defined",
        ),
        (
            "misspelt-name",
            LOOP.replace("yield word", "yield stream_tokens"),
            LOOP.replace("yield word", "yield token_stream"),
            "NameError: name 'stream_tokens' is not defined",
        ),
        (
            "another-name",
            LOOP.replace("in reply", "in word"),
            LOOP,
            "UnboundLocalError: cannot access local variable 'word' where it is not associated",
        ),
        (
            "used-too-early",
            "def f():\n    for w in r:\n        yield w\n    r = 1\n",
            "def f():\n    r = 1\n    for w in r:\n        yield w\n",
            "UnboundLocalError: cannot access local variable 'r' where it is not associated",
        ),
        (
            "wrong-module",
            "from starter.stage1_generator import token_stream\n",
            "from stage1_generator import token_stream\n",
            None,
        ),
        (
            "wrong-module",
            "from fastapi import StreamingResponse\n",
            "from fastapi.responses import StreamingResponse\n",
            "ImportError: cannot import name 'StreamingResponse' from 'fastapi'",
        ),
        (
            "wrong-module",
            "from exercise1_sse import token_stream\n",
            "from stage1_generator import token_stream\n",
            None,
        ),
        (
            "wrong-import",
            "from stage1_generator import tokens\n",
            "from stage1_generator import token_stream as tokens\n",
            "ImportError: cannot import name 'tokens' from 'stage1_generator'",
        ),
        (
            "wrong-import",
            "import requests\nx = 1\n",
            "x = 1\n",
            "ModuleNotFoundError: No module named 'requests'",
        ),
        ("function-name", LOOP.replace("token_stream", "tokens"), LOOP, None),
        ("function-name", LOOP.replace("(prompt", "(self, prompt"), LOOP, None),
        (
            "function-name",
            LOOP.replace("(prompt)", "()"),
            LOOP.replace("prompt)", "prompt: str)"),
            None,
        ),
    ],
)
def test_a_name_is_mended(rule: str, text: str, wanted: str, message: str | None) -> None:
    seen = evidence("stage1_generator", message=message, line=3 if message else None)
    assert wanted in edited(rule, text, seen)


@pytest.mark.parametrize(
    "rule",
    [
        "missing-import",
        "misspelt-name",
        "another-name",
        "used-too-early",
        "wrong-module",
        "wrong-import",
        "function-name",
    ],
)
def test_known_names_are_left_alone(rule: str) -> None:
    text = f"from fastapi import FastAPI\n{LOOP}"
    assert edited(rule, text, evidence("stage1_generator", message="ValueError: x", line=3)) == []


def test_a_main_is_never_taken_for_the_function_that_is_asked_for() -> None:
    text = "def main():\n    pass\n"
    assert edited("function-name", text, evidence("stage1_generator")) == []


def test_what_is_imported_under_another_name_is_not_missing_as_an_import() -> None:
    text = "from stage1_generator import token_stream as words\nx = token_stream(words)\n"
    seen = evidence("exercise1_sse", message="NameError: name 'token_stream' is not defined")
    assert edited("missing-import", text, seen) == []
