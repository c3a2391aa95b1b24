"""What is left in a file and should not be."""

from __future__ import annotations

import pytest

from tests.support.answers import of_tokens
from tests.support.corrections import edited, evidence

STUB = "def f():\n    raise NotImplementedError('f')\n    yield\n    yield 1\n"
LOOP = "def f():\n    for w in x:\n        yield w\n"
AT_IMPORT = evidence(message="EOFError", line=3)


@pytest.mark.parametrize(
    ("rule", "text", "wanted"),
    [
        ("stub-raise", STUB, "def f():\n    yield 1\n"),
        ("bare-yield", f"{LOOP}    yield\n", LOOP),
        ("print-for-yield", LOOP.replace("yield w", "print(w)"), LOOP),
        (
            "print-for-yield",
            LOOP.replace("yield w", 'print(w, end=" ")'),
            LOOP.replace("yield w", 'yield w + " "'),
        ),
        ("print-for-yield", LOOP.replace("yield w", "yield print(w)"), LOOP),
        ("early-end", f"{LOOP}        break\n", LOOP),
        ("early-end", f"def f():\n    if not x:\n        return\n{LOOP[9:]}", LOOP),
        ("early-end", LOOP.replace("yield", "if w:\n            break\n        yield"), LOOP),
        ("twice", f"{LOOP}        yield w\n", LOOP),
        (
            "twice",
            "def f():\n    a()\n    yield 1\n    a()\n    yield 1\n",
            "def f():\n    a()\n    yield 1\n",
        ),
        ("stop-iteration", f"{LOOP}    raise StopIteration\n", f"{LOOP}    return\n"),
        ("waits-for-ever", f"{LOOP}    await asyncio.Event().wait()\n", LOOP),
        ("extra-yield", f'{LOOP}    yield "\\n"\n', LOOP),
    ],
)
def test_what_is_left_is_taken_out(rule: str, text: str, wanted: str) -> None:
    seen = evidence("stage1_generator", message="RuntimeError: generator raised StopIteration")
    assert wanted in edited(rule, text, seen)


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("stub-raise", "raise ValueError\n"),
        ("bare-yield", LOOP),
        ("print-for-yield", 'if __name__ == "__main__":\n    print(1)\n'),
        ("early-end", "def f():\n    return 1\n"),
        ("print-for-yield", "print(1)\n"),
        ("twice", f"{LOOP}        yield w + w\n"),
        ("twice", "def f():\n    a()\n    yield 1\n    a()\n"),
        ("stop-iteration", "raise StopIteration\n"),
        ("waits-for-ever", "await asyncio.sleep(1)\nawait done.wait()\n"),
        ("extra-yield", 'yield "You "\n'),
        ("runs-at-import", "a = input()\n"),
    ],
)
def test_what_belongs_there_is_left_alone(rule: str, text: str) -> None:
    assert edited(rule, text, evidence("stage1_generator")) == []


def test_one_sentinel_is_wanted_and_a_second_is_not() -> None:
    text = 'def f():\n    yield "[DONE]"\n'
    assert edited("extra-yield", text, evidence("exercise2_done")) == []
    assert text in edited("extra-yield", text + text[9:], evidence("exercise2_done"))


def test_a_program_goes_into_the_main_block() -> None:
    text = "def f():\n    pass\na = input()\nprint(a)\n"
    seen = evidence("stage1_generator", message="EOFError", line=3)
    object.__setattr__(seen.problems[0], "stage", "import")
    wanted = 'def f():\n    pass\nif __name__ == "__main__":\n    a = input()\n    print(a)\n'
    assert edited("runs-at-import", text, seen) == [wanted]


def test_a_none_among_the_tokens_speaks_for_the_bare_yield() -> None:
    assert edited("bare-yield", f"{LOOP}    yield\n", of_tokens("None", type="NoneType")) == [LOOP]
