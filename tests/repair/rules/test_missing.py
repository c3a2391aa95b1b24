"""What is not there at all."""

from __future__ import annotations

import pytest

from graders.lesson import reply
from tests.support.corrections import edited, evidence

STREAM = "def token_stream(prompt):\n    for t in words(prompt):\n        yield t\n"
APP = "from fastapi.responses import StreamingResponse\n"
ENDPOINT = '@app.get("/generate")\ndef generate(prompt: str):\n    '
RESPONSE = 'return StreamingResponse(token_stream(prompt), media_type="text/plain")\n'
REPLY = reply("{prompt}").strip()
UNKNOWN = evidence("stage1_generator", message="NameError: name 'reply' is not defined", line=3)
SAID = f'    reply = f"{REPLY}"\n'
WORDS = '    for word in reply.split():\n        yield word + " "\n'
IMPORT = "from stage1_generator import token_stream as words\n"
DONE = '    yield "data: [DONE]\\n\\n"\n'
OPENED = "async def f(url):\n    async with c.stream(url) as r:\n        r.raise_for_status()\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted", "seen"),
    [
        ("endpoint-missing", f"{APP}{STREAM}", f"{APP}{STREAM}\n\n{ENDPOINT}{RESPONSE}",
         evidence("stage2_streaming")),
        ("nothing-returned", f"{APP}{STREAM}{ENDPOINT}pass\n", f"{APP}{STREAM}{ENDPOINT}{RESPONSE}",
         evidence("stage2_streaming")),
        ("reply-missing", f'def f(prompt):\n    "Doc."\n{WORDS}',
         f'def f(prompt):\n    "Doc."\n{SAID}{WORDS}', UNKNOWN),
        ("reply-missing", "def f(prompt):\n    for w in prompt.split():\n        yield w\n",
         f'def f(prompt):\n    for w in f"{REPLY}".split():\n        yield w\n',
         evidence("stage1_generator")),
        ("words-not-yielded", f"def f(prompt):\n{SAID}    pass\n",
         f"def f(prompt):\n{SAID}{WORDS}", evidence("stage1_generator")),
        ("words-not-yielded", f"def f(prompt):\n{SAID}", f"def f(prompt):\n{SAID}{WORDS}",
         evidence("stage1_generator")),
        ("tokens-not-asked-for", f"{IMPORT}def f(prompt):\n    pass\n{DONE}",
         f"{IMPORT}def f(prompt):\n    for token in words(prompt):\n"
         f'        yield f"data: {{token}}\\n\\n"\n{DONE}', evidence("exercise2_done")),
        ("nothing-read", f"{OPENED}        pass\n",
         f"{OPENED}        async for piece in r.aiter_text():\n            yield piece\n",
         evidence("stage4_client")),
        ("as-missing", "with c.stream(url):\n    r.raise_for_status()\n",
         "with c.stream(url) as r:\n    r.raise_for_status()\n",
         evidence("stage4_client", message="NameError: name 'r' is not defined", line=2)),
    ],
)  # fmt: skip
def test_what_is_missing_is_put_there(rule, text, wanted, seen):
    assert edited(rule, text, seen) == [wanted]


@pytest.mark.parametrize(
    ("rule", "text", "exercise"),
    [
        ("endpoint-missing", f"{APP}{STREAM}{ENDPOINT}{RESPONSE}", "stage2_streaming"),
        ("endpoint-missing", APP, "stage2_streaming"),
        ("nothing-returned", f"{APP}{STREAM}{ENDPOINT}{RESPONSE}", "stage2_streaming"),
        ("nothing-returned", f"{APP}{ENDPOINT}pass\n", "stage2_streaming"),
        ("reply-missing", f"def f(prompt):\n{SAID}{WORDS}", "stage1_generator"),
        ("words-not-yielded", f"def f(prompt):\n{SAID}{WORDS}", "stage1_generator"),
        ("tokens-not-asked-for", f"{IMPORT}{STREAM}{DONE}", "exercise2_done"),
        ("nothing-read", f"{OPENED}        yield r.text\n", "stage4_client"),
        ("as-missing", "with c.stream(url) as r:\n    r.raise_for_status()\n", "stage4_client"),
    ],
)
def test_what_is_there_is_left_alone(rule, text, exercise):
    assert edited(rule, text, evidence(exercise)) == []
