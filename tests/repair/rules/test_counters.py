"""Loops that count or add."""

from __future__ import annotations

import pytest

from tests.support.corrections import edited

COUNTED = "i = 0\nwhile i < len(w):\n    yield w[i]\n    i += 1\n"
GROWS = 'for w in x:\n    t += w + " "\n    yield t\n'
READ = "line = f.readline()\nwhile line:\n    yield line\n"
NEXT = (
    "while True:\n    try:\n        yield next(s)\n"
    '    except StopIteration:\n        yield "[DONE]"\n'
)


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("counted-for-nothing", COUNTED.replace("+= 1", "+ 1"), COUNTED),
        ("counter-stands-still", COUNTED.replace("    i += 1\n", ""), COUNTED),
        ("counter-stands-still", READ, f"{READ}    line = f.readline()\n"),
        ("ends-too-early", COUNTED.replace("len(w)", "len(w) - 1"), COUNTED),
        ("ends-too-early", COUNTED.replace("<", "<="), COUNTED),
        ("all-of-it-again", GROWS, GROWS.replace("+= ", "= ")),
        ("no-way-out", NEXT, f"{NEXT}        break\n"),
        (
            "no-way-out",
            "while True:\n    if not t:\n        continue\n    yield t\n",
            "while True:\n    if not t:\n        break\n    yield t\n",
        ),
    ],
)
def test_a_counter_is_mended(rule: str, text: str, wanted: str) -> None:
    # Where there is a difference it is one of white space around a sign.
    assert wanted.replace(" ", "") in [t.replace(" ", "") for t in edited(rule, text)]


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("counted-for-nothing", COUNTED),
        ("counter-stands-still", COUNTED),
        ("counter-stands-still", "w = s.split()\nwhile w:\n    yield w.pop(0)\n"),
        ("counter-stands-still", "s = iter(x)\nwhile more(s):\n    yield 1\n"),
        ("ends-too-early", COUNTED),
        ("all-of-it-again", 'for w in x:\n    t += w + " "\nyield t\n'),
        ("no-way-out", f"{NEXT}        break\n"),
    ],
)
def test_a_right_counter_is_left_alone(rule: str, text: str) -> None:
    assert edited(rule, text) == []
