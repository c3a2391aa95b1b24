"""Loops."""

from __future__ import annotations

import pytest

from tests.support.answers import of_tokens
from tests.support.corrections import edited, evidence

IMPORT = "from stage1_generator import token_stream as words\n"
LOOP = "def f(prompt):\n    for w in reply.split():\n        yield w\n"
LETTERS = of_tokens("Y", "o", "u")


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        (
            "yield-below-loop",
            "for w in x:\n    t = w\nyield t\n",
            "for w in x:\n    t = w\n    yield t\n",
        ),
        ("letters", LOOP.replace(".split()", ""), LOOP),
        (
            "letters",
            "for w in x:\n    for c in w:\n        yield c\n",
            "for w in x:\n    yield w\n",
        ),
        ("another-split", LOOP.replace("split()", 'split(" ")'), LOOP),
        ("another-split", LOOP.replace("reply.split()", 're.split(r"[ ]", reply)'), LOOP),
        ("each-once", LOOP.replace("reply.split()", "set(reply.split())"), LOOP),
        (
            "prompt-is-words",
            'def f(prompt):\n    for w in ["a", prompt, "b", "c"]:\n        yield w\n',
            'def f(prompt):\n    for w in " ".join(["a", prompt, "b", "c"]).split():\n'
            "        yield w\n",
        ),
        (
            "loop-through",
            f"{IMPORT}def f(prompt):\n    for w in prompt.split():\n        yield w\n",
            f"{IMPORT}def f(prompt):\n    for w in words(prompt):\n        yield w\n",
        ),
        ("loop-name", LOOP.replace("yield w", "yield prompt"), LOOP),
        (
            "loop-name",
            "for i, w in enumerate(x):\n    yield i + z\n",
            "for i, w in enumerate(x):\n    yield w + z\n",
        ),
        (
            "loop-name",
            LOOP.replace("yield w", 'yield "data: \\n\\n"'),
            LOOP.replace("yield w", 'yield f"data: {w}\\n\\n"'),
        ),
        ("part-of-it", "x = prompt[:100]\n", "x = prompt\n"),
        (
            "part-of-it",
            "for i in range(8):\n    yield w[i]\n",
            "for i in range(len(w)):\n    yield w[i]\n",
        ),
        (
            "loop-without-end",
            "while True:\n    yield w[i]\n    i += 1\n",
            "while i < len(w):\n    yield w[i]\n    i += 1\n",
        ),
    ],
)
def test_a_loop_is_mended(rule: str, text: str, wanted: str) -> None:
    seen = LETTERS if rule == "letters" else evidence("exercise1_sse")
    assert wanted in edited(rule, text, seen)


def test_a_prompt_that_is_yielded_as_one_word_is_split() -> None:
    text = 'def f(prompt):\n    yield prompt + ". "\n'
    wanted = text.replace('prompt + ". "', 'from (word + " " for word in (prompt + ". ").split())')
    assert edited("prompt-is-words", text, evidence("stage1_generator", failed=["any-prompt"])) == [
        wanted
    ]
    assert edited("prompt-is-words", text, evidence("stage1_generator")) == []


@pytest.mark.parametrize(
    "rule",
    [
        "yield-below-loop",
        "letters",
        "another-split",
        "each-once",
        "prompt-is-words",
        "loop-through",
        "loop-name",
        "part-of-it",
        "loop-without-end",
    ],
)
def test_a_right_loop_is_left_alone(rule: str) -> None:
    assert edited(rule, LOOP, evidence("stage1_generator")) == []
