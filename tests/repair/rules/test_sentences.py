"""Sentences that are true of just what the student wrote: each was wrong of one text or another."""

from __future__ import annotations

import pytest

from tests.support.corrections import corrections, evidence

LINES = "for line in f:\n    yield {}\n"
CACHED = "@lru_cache\ndef f(p):\n    {} words(p)\n"
OPENED = "def l():\n    with open(p) as f:\n        yield {}\n"
ONCE = "if not done:\n    done = True\n    yield t\n"


@pytest.mark.parametrize(
    ("rule", "text", "says"),
    [
        ("changed-on-the-way", LINES.format('line[:-1] + "\\n"'), "only a part of it is taken"),
        ("changed-on-the-way", LINES.format('line.rstrip("\\n")'), "taken off at its end"),
        (
            "changed-on-the-way",
            LINES.format('line.rstrip("\\n") + "<br>"'),
            "its end is taken off, and something else is put there",
        ),
        ("changed-on-the-way", LINES.format('line + "\\n"'), "something is put around it"),
        ("event-framing", 'yield "data: " + t + "\\n" + "\\t"\n', "One line end only ends"),
        ("missing-import", "asyncio.sleep(1)\n", "is used in this file, and nothing imports it"),
        ("event-framing", 'yield "data: " + t + "/n"\n', "/n is sent as letters"),
        ("event-framing", 'yield f"data: <b>{t}</b>\\n\\n"\n', "here <b> is between"),
        ("kept-between-calls", CACHED.format("yield from"), "made, which is used up."),
        ("kept-between-calls", CACHED.format("return tuple(") + ")", "an earlier call made."),
        ("collected", "x = next(words(p))\n", "takes only the first"),
        ("collected", "x = list(words(p))\n", "runs to the end"),
        ("file-yielded", OPENED.format("f.readline()"), "f.readline() is one line"),
        ("file-yielded", OPENED.format("f.read()"), "f.read() is the whole file"),
        ("condition-too-many", ONCE, "yield t happens only if not done"),
        ("changing-call", 'yield t.encode("latin-1")\n', "latin-1 does not have every character"),
        ("changing-call", "yield t.encode()\n", ".encode() makes bytes of t"),
    ],
)
def test_a_sentence_is_about_what_is_written(rule: str, text: str, says: str) -> None:
    exercise = "exercise1_sse" if rule == "event-framing" else "exercise3_logs"
    seen = evidence(exercise, message="NameError: name 'asyncio' is not defined")
    told = [made.says for made in corrections(rule, text, seen)]
    assert any(says in sentence for sentence in told), told
