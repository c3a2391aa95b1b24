"""Server-sent events."""

from __future__ import annotations

import pytest

from tests.support.corrections import corrections, edited, evidence

RIGHT = 'yield f"data: {word}\\n\\n"\n'
SSE = evidence("exercise1_sse")
IMPORT = "from stage1_generator import token_stream\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("event-framing", RIGHT.replace("\\n\\n", "\\n"), RIGHT),
        ("event-framing", RIGHT.replace("\\n\\n", ""), RIGHT),
        ("event-framing", RIGHT.replace("data: ", "data : "), RIGHT),
        ("event-framing", RIGHT.replace("data: ", ""), RIGHT),
        ("event-framing", RIGHT.replace("data: ", "event: token\\ndata: "), RIGHT),
        ("event-framing", RIGHT.replace("{word}", "<b>{word}</b>"), RIGHT),
        ("event-framing", RIGHT.replace("{word}", "{n}: {word}"), RIGHT),
        ("event-framing", "yield word\n", RIGHT),
        ("event-framing", 'yield {"data": word}\n', RIGHT),
        ("event-framing", 'yield "data: " + word\n', 'yield "data: " + word + "\\n\\n"\n'),
        ("event-framing", 'yield word + "\\n\\n"\n', 'yield "data: " + word + "\\n\\n"\n'),
        (
            "events-from-tokens",
            "def f(prompt):\n    yield from words(prompt)\n",
            f"def f(prompt):\n    for word in words(prompt):\n        {RIGHT}",
        ),
        (
            "events-in-response",
            f"{IMPORT}StreamingResponse(token_stream(prompt))\n",
            f'{IMPORT}StreamingResponse((f"data: {{token}}\\n\\n" for token in '
            "token_stream(prompt)))\n",
        ),
        ("data-as-json", "ServerSentEvent(data=word)\n", "ServerSentEvent(raw_data=word)\n"),
    ],
)
def test_a_token_becomes_an_event(rule: str, text: str, wanted: str) -> None:
    assert wanted in edited(rule, text, SSE)


@pytest.mark.parametrize(
    "rule", ["event-framing", "events-from-tokens", "events-in-response", "data-as-json"]
)
def test_a_right_event_is_left_alone_and_so_is_plain_text(rule: str) -> None:
    assert edited(rule, RIGHT, SSE) == []
    assert edited(rule, "yield word\n", evidence("stage2_streaming")) == []


def test_exercise_2_sends_events_where_its_media_type_says_so() -> None:
    text = 'yield word\nx = "text/event-stream"\n'
    assert edited("event-framing", text, evidence("exercise2_done")) == [
        text.replace("yield word\n", RIGHT)
    ]
    assert edited("event-framing", "yield word\n", evidence("exercise2_done")) == []


def test_what_is_wrong_with_the_line_ends_is_told() -> None:
    (made,) = corrections("event-framing", RIGHT.replace("\\n\\n", "\\n"), SSE)
    assert made.says.startswith("One line end only ends the line")


def test_what_cannot_be_seen_is_told_as_an_escape():
    made = corrections("event-framing", 'yield f"""\n  data: {word}\n\n"""\n', SSE)
    assert made
    assert all(one.says.isprintable() for one in made)
