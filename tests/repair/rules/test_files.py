"""A file that is opened."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited, evidence

LOG = evidence("exercise3_logs")
WITH = 'def f():\n    with open("server.log", encoding="utf-8") as f:\n'
LOOP = f"{WITH}        for line in f:\n            yield line\n"
FROM = f"{WITH}        yield from f\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("file-not-closed", "def f():\n    f = open(p)\n    yield from f\n",
         "def f():\n    with open(p) as f:\n        yield from f\n"),
        ("not-opened", 'with "server.log" as f:\n    f()\n',
         'with open("server.log") as f:\n    f()\n'),
        ("not-opened", "with open as f:\n    f()\n", 'with open("server.log") as f:\n    f()\n'),
        ("wrong-file", 'open("app.log")\n', 'open("server.log")\n'),
        ("wrong-file", 'FileResponse("log/server.log")\n', 'FileResponse("server.log")\n'),
        ("wrong-file", "open(server.log)\n", 'open("server.log")\n'),
        ("another-file-name", 'LOG = "app.log"\n', 'LOG = "server.log"\n'),
        ("wrong-file", 'open(encoding="utf-8")\n', 'open("server.log", encoding="utf-8")\n'),
        ("another-file-name", 'LOG = Path(__file__).parent / "server.log"\n',
         'LOG = Path("server.log")\n'),
        ("wrong-encoding", 'open(p, encoding="ascii")\n', 'open(p, encoding="utf-8")\n'),
        ("wrong-encoding", 'open(p, errors="ignore")\n', "open(p)\n"),
        ("wrong-mode", 'open(p, "w")\n', 'open(p, "r")\n'),
        ("codecs-open", "codecs.open(p)\n", "open(p)\n"),
    ],
)  # fmt: skip
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted):
    assert wanted in edited(rule, text, LOG)


@pytest.mark.parametrize("text", [LOOP, FROM])
@pytest.mark.parametrize(
    "rule",
    [
        "file-not-closed",
        "not-opened",
        "wrong-file",
        "another-file-name",
        "wrong-encoding",
        "wrong-mode",
        "codecs-open",
    ],
)
def test_what_is_right_gets_no_correction(rule, text):
    assert edited(rule, text, LOG) == []
