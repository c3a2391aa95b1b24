"""A file that is read, and how its lines are taken from it."""

from __future__ import annotations

import pytest

from tests.support.corrections import corrections, edited, evidence

LOG = evidence("exercise3_logs")
WITH = 'def f():\n    with open("server.log", encoding="utf-8") as f:\n'
LOOP = f"{WITH}        for line in f:\n            yield line\n"
FROM = f"{WITH}        yield from f\n"


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("more-than-the-file", LOOP.replace("in f:", "in f.readlines():"), LOOP),
        ("more-than-the-file", LOOP.replace("in f:", "in f.read().split():"), LOOP),
        ("more-than-the-file", FROM.replace("from f", "from islice(f, 100)"), FROM),
        ("more-than-the-file",
         LOOP.replace("line in f:", "n, line in enumerate(f):")
         .replace("yield line", "yield f'{n}'"),
         LOOP),
        ("file-yielded", FROM.replace("from f", "f"), FROM),
        ("file-yielded", FROM.replace("from f", "f.read()"), FROM),
        ("file-only-named", FROM.replace("yield from f", "f"), FROM),
        ("file-returned", FROM.replace("yield from f", "return f"), FROM),
        ("file-returned", FROM.replace("yield from f", "return (x for x in f)"), FROM),
        ("reads-in-a-while", f"{WITH}        while True:\n            yield next(f)\n", LOOP),
        ("reads-in-a-while",
         f"{WITH}        while True:\n            line = f.readline()\n            yield line\n",
         LOOP),
        ("reads-in-a-while",
         f'{WITH}        while line := f.readline().strip():\n            yield line + "\\n"\n',
         LOOP),
        ("yield-from-text", LOOP.replace("yield line", "yield from line"), LOOP),
        ("changed-on-the-way", LOOP.replace("yield line", "yield line.strip()"), LOOP),
        ("changed-on-the-way", LOOP.replace("yield line", 'yield f"{line}\\n"'), LOOP),
        ("changed-on-the-way", "while line := f.readline():\n    yield line.strip()\n",
         "while line := f.readline():\n    yield line\n"),
        ("more-than-what-is-opened", "for x in open(p).readlines():\n    yield x\n",
         "for x in open(p):\n    yield x\n"),
        ("more-than-what-is-opened", "for x in Path(p).read_text().splitlines():\n    yield x\n",
         'for x in open(p, encoding="utf-8"):\n    yield x\n'),
        ("lines-kept-first",
         f"{WITH}        lines = f.readlines()\n    for line in lines:\n        yield line\n",
         FROM),
        ("lines-kept-first", f"{WITH}        lines = list(f)\n        return lines\n", FROM),
        ("moved-in-the-file", "f.seek(0, 2)\nuse(f)\n", "use(f)\n"),
        ("kept-lines", f"{LOOP}            sent.append(line)\n", LOOP),
    ],
)  # fmt: skip
def test_a_correction_gives_just_the_wanted_text(rule, text, wanted):
    assert wanted in edited(rule, text, LOG)


@pytest.mark.parametrize("text", [LOOP, FROM, f"{LOOP}        f.seek(0)\n"])
@pytest.mark.parametrize(
    "rule",
    [
        "more-than-the-file", "more-than-what-is-opened", "file-yielded", "file-only-named",
        "file-returned",
        "reads-in-a-while",
        "changed-on-the-way", "moved-in-the-file", "kept-lines",
        "lines-kept-first",
    ],
)  # fmt: skip
def test_what_is_right_gets_no_correction(rule, text):
    assert edited(rule, text, LOG) == []


@pytest.mark.parametrize(
    ("given", "closed"),
    [("f", True), ("(x for x in f)", True), ("[x for x in f]", False), ("f.read()", False)],
)
def test_only_what_is_read_later_is_said_to_be_closed_before(given, closed):
    made = corrections("file-returned", FROM.replace("yield from f", f"return {given}"), LOG)
    assert ("closes f before it is read" in made[0].says) == closed
