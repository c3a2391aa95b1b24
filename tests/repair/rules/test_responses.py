"""The response: its class and its media type."""

from __future__ import annotations

import pytest

from tests.support.answers import of_chunks
from tests.support.corrections import edited, evidence

IMPORTS = (
    "from fastapi.responses import StreamingResponse\nfrom stage1_generator import token_stream\n"
)
DEF = "@app.get('/generate')\ndef generate(prompt: str):\n"
RETURNS = '    return StreamingResponse(token_stream(prompt), media_type="text/plain")\n'
RIGHT = IMPORTS + DEF + RETURNS
HTML = of_chunks("stage2_streaming", media="text/html")


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("media-type", RIGHT.replace("text/plain", "text/html")),
        ("media-type", RIGHT.replace("text/plain", "")),
        ("media-type-missing", RIGHT.replace(', media_type="text/plain"', "")),
        ("media-type-missing", RIGHT.replace("media_type=", "")),
        ("media-type-missing", RIGHT.replace("media_type=", "content_type=")),
        ("response-class", RIGHT.replace("return Streaming", "return PlainText")),
        (
            "response-class",
            RIGHT.replace("return Streaming", "return ").replace("media_type=", "mimetype="),
        ),
        (
            "response-class",
            RIGHT.replace(
                "return StreamingResponse(token_stream(prompt)",
                'return Response("".join(token_stream(prompt))',
            ),
        ),
        ("no-response", IMPORTS + DEF + "    return token_stream(prompt)\n"),
        ("no-response", IMPORTS + DEF + '    return "".join(token_stream(prompt))\n'),
        ("no-response", IMPORTS + DEF + "    yield from token_stream(prompt)\n"),
        ("no-response", IMPORTS + DEF + "    return StreamingResponse\n"),
    ],
)
def test_the_response_is_mended(rule: str, text: str) -> None:
    assert text != RIGHT
    assert RIGHT in edited(rule, text, HTML)


@pytest.mark.parametrize(
    "rule", ["media-type", "media-type-missing", "response-class", "no-response"]
)
def test_a_right_response_is_left_alone(rule: str) -> None:
    assert edited(rule, RIGHT, HTML) == []


def test_a_class_that_is_not_there_yet_is_imported() -> None:
    text = RIGHT.replace("Streaming", "PlainText")
    (found,) = edited("response-class", text, HTML)
    assert "\nfrom fastapi.responses import StreamingResponse\n" in found


def test_exercise_2_may_be_either_and_events_come_first_where_the_file_has_data() -> None:
    text = RIGHT.replace("text/plain", "text/html")
    first = edited("media-type", f"{text}X = 'data: x'\n", evidence("exercise2_done"))[0]
    assert "text/event-stream" in first
    only_said = f'"""Events have data: in front."""\n{text}'
    for other in (text, only_said):
        assert "text/plain" in edited("media-type", other, evidence("exercise2_done"))[0]


def test_an_endpoint_that_yields_its_tokens_returns_a_response_of_them() -> None:
    (line,) = (line for line in RIGHT.splitlines() if "return" in line)
    yields = "    for token in token_stream(prompt):\n        yield {}"
    text = RIGHT.replace(line, yields.format("token"))
    assert RIGHT in edited("endpoint-yields", text, HTML)
    text = RIGHT.replace(line, yields.format("token + token"))
    (found,) = edited("endpoint-yields", text, HTML)
    assert "StreamingResponse((token + token for token in token_stream(prompt))," in found
