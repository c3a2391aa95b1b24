"""What a response or a loop is given."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited, evidence

IMPORT = "from stage1_generator import token_stream as words\n"
OWN = f"{IMPORT}def token_stream(prompt):\n    yield from words(prompt)\n"
ENDPOINT = "def generate(prompt):\n    return StreamingResponse({})\n"
SENT = OWN + ENDPOINT.format("token_stream(prompt)")
LOOPS = f"{IMPORT}def generate(prompt):\n    for token in words(prompt):\n        "


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("generator-not-called", OWN + ENDPOINT.format("token_stream"), SENT),
        (
            "generator-not-called",
            f"{IMPORT}def f(prompt):\n    yield from words\n",
            f"{IMPORT}def f(prompt):\n    yield from words(prompt)\n",
        ),
        ("generator-argument", OWN + ENDPOINT.format("token_stream()"), SENT),
        ("generator-argument", OWN + ENDPOINT.format('token_stream("hi")'), SENT),
        ("wrong-stream", OWN + ENDPOINT.format("words(prompt)"), SENT),
        ("wrong-stream", OWN + ENDPOINT.format("prompt"), SENT),
        ("wrong-stream", OWN + ENDPOINT.format(""), SENT),
        ("list-of-one", OWN + ENDPOINT.format("iter([str(token_stream(prompt))])"), SENT),
        (
            "return-in-loop",
            f"{LOOPS}return StreamingResponse(token)\n",
            IMPORT + ENDPOINT.format("words(prompt)"),
        ),
        (
            "collecting-loop",
            f"{LOOPS}text += token\n    return StreamingResponse(text)\n",
            IMPORT + ENDPOINT.format("words(prompt)"),
        ),
        (
            "collecting-loop",
            f"{LOOPS}text = text + token\n    return StreamingResponse(text)\n",
            IMPORT + ENDPOINT.format("words(prompt)"),
        ),
        (
            "made-once",
            f'{OWN}made = token_stream("hi")\n{ENDPOINT.format("made")}',
            f'{OWN}made = token_stream("hi")\n{ENDPOINT.format("token_stream(prompt)")}',
        ),
    ],
)
def test_the_stream_is_handed_on(rule: str, text: str, wanted: str) -> None:
    assert wanted in edited(rule, text, evidence("exercise1_sse"))


@pytest.mark.parametrize(
    "rule",
    [
        "generator-not-called",
        "generator-argument",
        "list-of-one",
        "return-in-loop",
        "collecting-loop",
        "made-once",
    ],
)
def test_the_right_stream_is_left_alone(rule: str) -> None:
    assert edited(rule, SENT, evidence("exercise1_sse")) == []


@pytest.mark.parametrize(
    ("made", "sent"),
    [
        ('"".join(token_stream(prompt))', "token_stream(prompt)"),
        ("[f(t) for t in token_stream(prompt)]", "(f(t) for t in token_stream(prompt))"),
    ],
)
def test_what_is_put_together_first_is_sent_as_it_comes(made: str, sent: str) -> None:
    text = SENT.replace("    return", f"    all = {made}\n    return")
    wrong = text.replace("Response(token_stream(prompt))", "Response(iter(all))")
    seen = evidence("exercise1_sse")
    assert edited("put-together-first", wrong, seen) == [
        SENT.replace("token_stream(prompt))\n", f"{sent})\n")
    ]
    assert edited("put-together-first", SENT, seen) == []


@pytest.mark.parametrize("rule", ["wrong-stream", "list-of-one"])
def test_the_file_s_own_generator_is_never_gone_round(rule: str) -> None:
    pairs = "def pairs(tokens):\n    yield from tokens\n"
    text = OWN + pairs + ENDPOINT.format("pairs(token_stream(prompt))")
    assert edited(rule, text, evidence("exercise1_sse")) == []
    assert edited(rule, SENT.replace("words(", "token_stream("), evidence("exercise1_sse")) == []


def test_a_generator_that_is_missing_is_not_gone_round() -> None:
    text = IMPORT + ENDPOINT.format("token_stream(prompt)")
    told = evidence("exercise1_sse", message="NameError: name 'token_stream' is not defined")
    assert edited("wrong-stream", text, told) == []
