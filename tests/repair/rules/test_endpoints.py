"""The app and its route."""

from __future__ import annotations

import pytest

from tests.support.answers import of_chunks
from tests.support.corrections import edited, evidence

APP = "app = FastAPI()\n"
DEF = "def generate(prompt: str):\n    return StreamingResponse(words(prompt))\n"
RIGHT = f'{APP}@app.get("/generate")\n{DEF}'
REFUSED = of_chunks("stage2_streaming", status=422)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("no-app", RIGHT.replace("app", "api")),
        ("no-app", RIGHT.replace("FastAPI()", "FastAPI")),
        ("no-app", RIGHT.replace("FastAPI()", "list(FastAPI())")),
        ("route", RIGHT.replace('@app.get("/generate")\n', "")),
        ("route", RIGHT.replace("/generate", "generate")),
        ("route", RIGHT.replace("/generate", "")),
        ("route", RIGHT.replace("app.get", "app.post")),
        ("route", RIGHT.replace('@app.get("/generate")', "@app")),
        ("route", RIGHT.replace('"/generate"', "")),
        ("query-parameter", RIGHT.replace("prompt", "text")),
        ("query-parameter", RIGHT.replace("prompt: str", "prompt: int")),
        ("query-parameter", RIGHT.replace("prompt: str", "")),
        ("query-parameter", RIGHT.replace("prompt: str", "prompt: str, token: str")),
        (
            "query-parameter",
            RIGHT.replace("prompt: str", "ask: Ask").replace("(prompt)", "(ask.prompt)"),
        ),
        ("status-code", RIGHT.replace("(prompt))", "(prompt), status_code=206)")),
        ("tuple-by-comma", RIGHT.replace("(prompt))", "(prompt)),")),
        ("response-not-returned", RIGHT.replace("return ", "")),
        ("response-not-returned", RIGHT.replace("return ", "answer = ")),
        (
            "unneeded-middleware",
            RIGHT.replace("@", '@app.middleware("http")\ndef m(r):\n    return r.body\n@', 1),
        ),
    ],
)
def test_the_app_is_mended(rule: str, text: str) -> None:
    assert text != RIGHT
    assert RIGHT in edited(rule, text, REFUSED)


@pytest.mark.parametrize(
    "rule",
    [
        "no-app",
        "route",
        "query-parameter",
        "status-code",
        "tuple-by-comma",
        "response-not-returned",
        "unneeded-middleware",
    ],
)
def test_a_right_app_is_left_alone(rule: str) -> None:
    assert edited(rule, RIGHT, REFUSED) == []


def test_an_app_that_is_not_made_is_made_below_the_imports() -> None:
    seen = evidence("stage2_streaming", message="NameError: name 'app' is not defined", line=1)
    text = f"import a\n\n\n{RIGHT.removeprefix(APP)}"
    assert edited("no-app", text, seen) == [text.replace("import a\n", f"import a\n\n{APP}")]


ELSEWHERE = f'{APP}{DEF}app.add_api_route("/generate", generate)\n'


def test_a_route_that_is_made_by_a_call_has_its_path_there() -> None:
    wrong = ELSEWHERE.replace("/generate", "/generat")
    assert edited("route", wrong, evidence("stage2_streaming")) == [ELSEWHERE]
    assert edited("route", ELSEWHERE, evidence("stage2_streaming")) == []
