"""The [DONE] at the end of a stream."""

from __future__ import annotations

import pytest

from tests.support.answers import of_chunks
from tests.support.corrections import edited, evidence

LOOP = 'def f(prompt):\n    for w in words(prompt):\n        yield f"data: {w}\\n\\n"\n'
DONE = 'yield "data: [DONE]\\n\\n"\n'
TYPE = 'media = "text/event-stream"\n'
RIGHT = f"{LOOP}    {DONE}{TYPE}"
SEEN = evidence("exercise2_done")


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("sentinel-text", RIGHT.replace("[DONE]", "[done]")),
        ("sentinel-text", RIGHT.replace("[DONE]\\n\\n", "[DONE]")),
        ("sentinel-text", RIGHT.replace('"data: [DONE]\\n\\n"', '"[DONE]"')),
        ("sentinel-text", RIGHT.replace('"data: [DONE]\\n\\n"', '["DONE"]')),
        ("sentinel-not-yielded", RIGHT.replace(DONE, 'print("[DONE]")\n')),
        ("sentinel-not-yielded", RIGHT.replace(DONE, 'return "[DONE]"\n')),
        ("sentinel-not-yielded", RIGHT.replace(f"    {DONE}", f"    {DONE[6:]}")),
        ("sentinel-place", f"{LOOP}        {DONE}{TYPE}"),
        ("sentinel-place", f"{LOOP}        if w == 'answer. ':\n            {DONE}{TYPE}"),
        ("sentinel-place", f"def f(prompt):\n    {DONE}{LOOP[15:]}{TYPE}"),
        ("sentinel-missing", f"{LOOP}{TYPE}"),
        (
            "sentinel-in-the-endpoint",
            f"{LOOP}{TYPE}def g(prompt):\n    return StreamingResponse(f(prompt))\n    {DONE}",
        ),
        ("sentinel-missing", f"{LOOP}    pass\n{TYPE}"),
    ],
)
def test_the_sentinel_is_sent_once_and_last(rule: str, text: str) -> None:
    assert text != RIGHT
    assert any(RIGHT in found for found in edited(rule, text, SEEN))


@pytest.mark.parametrize(
    "rule",
    [
        "sentinel-text",
        "sentinel-not-yielded",
        "sentinel-place",
        "sentinel-missing",
        "sentinel-in-the-endpoint",
        "sentinel-taken-apart",
    ],
)
def test_a_right_sentinel_is_left_alone(rule: str) -> None:
    assert edited(rule, RIGHT, SEEN) == []


def test_what_a_docstring_says_of_events_is_no_sign_of_them() -> None:
    text = 'def f(prompt):\n    """No text/event-stream."""\n    yield from words(prompt)\n'
    assert edited("sentinel-missing", text, SEEN) == [f'{text}    yield "[DONE]"\n']


def test_a_text_in_a_chain_stays_whole() -> None:
    text = 'chain(words(p), "[DONE]")\n'
    assert edited("sentinel-taken-apart", text, SEEN) == ['chain(words(p), ["[DONE]"])\n']
    text = 'def f(p):\n    yield from (words(p), "[DONE]")\n'
    wanted = 'def f(p):\n    yield from words(p)\n    yield "[DONE]"\n'
    assert edited("sentinel-taken-apart", text, SEEN) == [wanted]


RETURNED = (
    'def tokens(prompt):\n    yield from words(prompt)\n    return "[DON]"\n'
    "def f(prompt):\n    end = yield from tokens(prompt)\n    yield end\n"
)


def test_a_sentinel_that_is_sent_in_another_way_is_only_misspelt() -> None:
    right = RETURNED.replace("[DON]", "[DONE]")
    assert edited("sentinel-misspelt", RETURNED, SEEN) == [right]
    assert edited("sentinel-misspelt", right, SEEN) == []
    assert edited("sentinel-misspelt", 'x = ["DONE"]\n', SEEN) == ['x = ["[DONE]"]\n']
    for rule in ("sentinel-not-yielded", "return-for-yield"):
        assert edited(rule, right, SEEN) == [], "what is returned is used"


def test_a_sentinel_is_missing_only_where_nothing_came_behind_the_tokens() -> None:
    missing = of_chunks("exercise2_done", "streamed ", "answer. ")
    other = of_chunks("exercise2_done", "streamed ", "answer. ", "[DON]")
    assert edited("sentinel-missing", LOOP, missing) != []
    assert edited("sentinel-missing", LOOP, other) == []
