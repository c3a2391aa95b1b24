"""A token that is wrapped into something nobody asked for."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited, evidence

LOOP = "for t in words(prompt):\n    yield t\n"
EVENTS = 'for t in words(prompt):\n    yield f"data: {t}\\n\\n"\n'
DONE = 'yield "data: [DONE]\\n\\n"\n'
FINISH = "yield f\"data: {json.dumps({'finish': 'stop'})}\\n\\n\"\n"
PIECES = 'for t in words(prompt):\n    yield "data: "\n    yield t\n    yield "\\n"\n'


@pytest.mark.parametrize(
    ("rule", "text", "wanted", "exercise"),
    [
        ("json-around-the-token",
         LOOP.replace("yield t", 'yield json.dumps({"token": t}) + "\\n"'), LOOP,
         "stage2_streaming"),
        ("json-around-the-token", "x = (json.dumps(t) for t in words(prompt))\n",
         "x = (t for t in words(prompt))\n", "stage2_streaming"),
        ("json-around-the-token",
         LOOP.replace("yield t", "yield f\"data: {json.dumps({'t': t})}\\n\""), EVENTS,
         "exercise1_sse"),
        ("event-not-asked-for", EVENTS, LOOP, "stage2_streaming"),
        ("sentinel-glued-on", 'yield t + "[DONE]"\n', 'yield t\nyield "[DONE]"\n',
         "exercise2_done"),
        ("sentinel-glued-on", 'yield w[-1] + " [DONE]"\n', 'yield w[-1] + " "\nyield "[DONE]"\n',
         "exercise2_done"),
        ("more-than-the-tokens", FINISH + DONE, DONE, "exercise2_done"),
        ("event-in-pieces", PIECES, PIECES.replace('"\\n"', '"\\n\\n"'), "exercise1_sse"),
    ],
)  # fmt: skip
def test_what_is_around_a_token_is_taken_off(rule, text, wanted, exercise):
    assert edited(rule, text, evidence(exercise)) == [wanted]


@pytest.mark.parametrize(
    ("rule", "text", "exercise"),
    [
        ("json-around-the-token", EVENTS, "exercise1_sse"),
        ("event-not-asked-for", EVENTS, "exercise1_sse"),
        ("event-not-asked-for", LOOP, "stage2_streaming"),
        ("sentinel-glued-on", EVENTS + DONE, "exercise2_done"),
        ("more-than-the-tokens", EVENTS + DONE, "exercise2_done"),
        ("event-in-pieces", EVENTS, "exercise1_sse"),
    ],
)
def test_a_right_message_is_left_alone(rule, text, exercise):
    assert edited(rule, text, evidence(exercise)) == []
