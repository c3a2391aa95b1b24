"""The mutator changes what it says it does, and each outcome of a mutant is told."""

from __future__ import annotations

import ast
import textwrap

import pytest

from graders.exercise import exercise_ids
from proofs.equivalents import EQUIVALENTS
from proofs.mutants import (
    changed_lines,
    key,
    outcome,
    outdated,
    solution,
)
from proofs.mutation import Mutant, mutants


def changes(source: str) -> dict[str, set[str]]:
    """Return what each change may make of `source`, as Python writes it."""
    made: dict[str, set[str]] = {}
    for mutant in mutants(textwrap.dedent(source)):
        made.setdefault(mutant.change, set()).add(mutant.source)
    return made


def plain(source: str) -> str:
    return ast.unparse(ast.parse(textwrap.dedent(source)))


EXPRESSIONS = [
    ("f(x)", "drop statement", "pass"),
    ("a = 3", "3 -> 0", "a = 0"),
    ("a = 3", "3 -> 4", "a = 4"),
    ("a = 3", "3 -> 2", "a = 2"),
    ("a = 0.5", "0.5 -> 1.0", "a = 1.0"),
    ("a = None", "None -> 0", "a = 0"),
    ("a = True", "True -> False", "a = False"),
    ("a = 'bcd'", "'bcd' -> ''", "a = ''"),
    ("a = 'bcd'", "'bcd' -> 'cd'", "a = 'cd'"),
    ("a = 'bcd'", "'bcd' -> 'bc'", "a = 'bc'"),
    ("a = 'bcd'", "'bcd' -> 'bcdx'", "a = 'bcdx'"),
    ("a = 'bcd'", "'bcd' -> 'BCD'", "a = 'BCD'"),
    ("a = b'c'", "b'c' -> b''", "a = b''"),
    ("a = f'b{c}d'", "'b' -> ''", "a = f'{c}d'"),
    ("a = f'b{c}d'", "'d' -> 'dx'", "a = f'b{c}dx'"),
    ("a = f'b{c}d'", "drop {c}", "a = f'bd'"),
    ("a = f'b{c}d'", "{c} -> {c!r}", "a = f'b{c!r}d'"),
    ("a = b == c", "Eq -> NotEq", "a = b != c"),
    ("a = b < c", "Lt -> LtE", "a = b <= c"),
    ("a = b >= c", "GtE -> Gt", "a = b > c"),
    ("a = b in c", "In -> NotIn", "a = b not in c"),
    ("a = b is c", "Is -> IsNot", "a = b is not c"),
    ("a = b and c", "And -> Or", "a = b or c"),
    ("a = b + c", "Add -> Sub", "a = b - c"),
    ("a = b % c", "Mod -> FloorDiv", "a = b // c"),
    ("a += b", "Add -> Sub", "a -= b"),
    ("a = not b", "drop Not", "a = b"),
    ("a = b if c else d", "negate the condition", "a = b if not c else d"),
    ("a = f(b, c)", "drop argument 1 of f", "a = f(c)"),
    ("a = f(b, c)", "drop argument 2 of f", "a = f(b)"),
    ("a = f(b, c)", "swap arguments 1 and 2 of f", "a = f(c, b)"),
    ("a = f(b, c=d)", "drop c= of f", "a = f(b)"),
    ("a = b.split()", "b.split() -> b", "a = b"),
    ("a = b.split()", "b.split() -> b.split", "a = b.split"),
    ("a = f(x)", "f(x) -> x", "a = x"),
    ("a = f(x)", "f(x) -> list(f(x))", "a = list(f(x))"),
]


@pytest.mark.parametrize(("source", "change", "expected"), EXPRESSIONS)
def test_small_change(source: str, change: str, expected: str) -> None:
    assert changes(source)[change] == {plain(expected)}


STATEMENTS = {
    "negate the condition": (
        "if a:\n    b()",
        "if not a:\n    b()",
    ),
    "loop once": (
        "for a in b:\n    c()",
        "for a in b:\n    c()\n    break",
    ),
    "double the loop's body": (
        "while a:\n    b()",
        "while a:\n    b()\n    b()",
    ),
    "swap statements 1 and 2 in it": (
        "def f():\n    a()\n    b()",
        "def f():\n    b()\n    a()",
    ),
    "return None": (
        "def f():\n    return 1",
        "def f():\n    return None",
    ),
    "drop @a(1)": (
        "@a(1)\ndef f():\n    b()",
        "def f():\n    b()",
    ),
    "no with for a()": (
        "with a() as b:\n    c()",
        "b = a()\nc()",
    ),
    "no with for d()": (
        "with a() as b, d(), e() as f:\n    c()",
        "with a() as b:\n    d()\n    with e() as f:\n        c()",
    ),
    "drop await": (
        "async def f():\n    await a()",
        "async def f():\n    a()",
    ),
    "async def -> def": (
        "async def f():\n    a()",
        "def f():\n    a()",
    ),
    "async def -> def, all through": (
        "async def f():\n    async with a:\n        async for b in c:\n            await d(b)",
        "def f():\n    with a:\n        for b in c:\n            d(b)",
    ),
    "def -> async def": (
        "def f():\n    a()",
        "async def f():\n    a()",
    ),
    "async for -> for": (
        "async def f():\n    async for a in b:\n        c()",
        "async def f():\n    for a in b:\n        c()",
    ),
    "for -> async for": (
        "async def f():\n    for a in b:\n        c()",
        "async def f():\n    async for a in b:\n        c()",
    ),
    "async with -> with": (
        "async def f():\n    async with a:\n        b()",
        "async def f():\n    with a:\n        b()",
    ),
    "with -> async with": (
        "async def f():\n    with a:\n        b()",
        "async def f():\n    async with a:\n        b()",
    ),
    "drop yield": (
        "def f():\n    yield a",
        "def f():\n    a",
    ),
    "yield -> return": (
        "def f():\n    yield a",
        "def f():\n    return a",
    ),
    "yield from -> yield": (
        "def f():\n    yield from a",
        "def f():\n    yield a",
    ),
    "drop yield from": (
        "def f():\n    yield from a",
        "def f():\n    a",
    ),
    "collect, then return the list": (
        "def f():\n    for a in b:\n        yield a\n    yield from c",
        """
        def f():
            collected = []
            for a in b:
                collected.append(a)
            collected.extend(c)
            return collected
        """,
    ),
    "collect, then yield": (
        "async def f():\n    async for a in b:\n        yield a",
        """
        async def f():
            collected = []
            async for a in b:
                collected.append(a)
            for item in collected:
                yield item
        """,
    ),
    "a -> b": (
        "def f(a):\n    b = 1\n    g(a)",
        "def f(a):\n    b = 1\n    g(b)",
    ),
}


@pytest.mark.parametrize("change", STATEMENTS)
def test_change_of_a_statement(change: str) -> None:
    before, after = STATEMENTS[change]
    assert changes(before)[change] == {plain(after)}


@pytest.mark.parametrize(
    "source",
    [
        "import a",
        "from a import b",
        '"""A docstring."""',
        'if __name__ == "__main__":\n    f(1)',
        "def main():\n    f(1)",
        "async def main():\n    f(1)",
        "pass",
    ],
)
def test_what_has_no_effect_is_left_alone(source: str) -> None:
    assert mutants(source) == []


def test_annotations_are_left_alone() -> None:
    source = "def f(a: Literal['b']) -> C['d']:\n    g()"
    assert not [change for change in changes(source) if "'" in change]


def test_statement_before_the_docstring_would_be_none() -> None:
    assert not any("swap" in change for change in changes('def f():\n    """Text."""\n    a()'))


def test_every_mutant_compiles_and_is_made_once() -> None:
    for exercise in exercise_ids():
        sources = [mutant.source for mutant in mutants(solution(exercise))]
        assert plain(solution(exercise)) not in sources
        assert len(sources) == len(set(sources))
        for source in sources:
            compile(source, exercise, "exec")


def test_mutant_knows_its_line() -> None:
    found = mutants("a = 1\n\nb = f'c{d}'\n")
    assert {(mutant.line, mutant.code) for mutant in found} == {(1, "a = 1"), (3, "b = f'c{d}'")}


def test_mutants_of_a_solution_have_different_names() -> None:
    for exercise in exercise_ids():
        names = [key(exercise, mutant) for mutant in mutants(solution(exercise))]
        assert len(names) == len(set(names))


def test_name_stays_when_the_line_moves() -> None:
    here, there = mutants("a = 1"), mutants("b = 2\na = 1")
    assert {key("stage1", mutant) for mutant in here} < {key("stage1", mutant) for mutant in there}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("failed", "rejected"),
        ("not_started", "rejected"),
        ("passed", "surviving"),
        ("error", "not graded"),
    ],
)
def test_outcome_of_a_mutant(status: str, expected: str) -> None:
    name = key("stage1", Mutant(1, "a = 1", "1 -> 2", "a = 2"))
    assert outcome(status, name, []) == expected
    assert outcome(status, name, [name]) == expected.replace("surviving", "equivalent")


def test_list_of_equivalents_is_held_to_be_true() -> None:
    names = [("stage1", "a = 1", f"1 -> {number}") for number in (2, 0, 3)]
    outcomes = {names[0]: "equivalent", names[1]: "rejected"}
    assert outdated(outcomes, names) == [
        "stage1 | a = 1 | 1 -> 0: is rejected",
        "stage1 | a = 1 | 1 -> 3: is no mutant any more",
    ]


def test_difference_is_told_without_what_stays() -> None:
    assert changed_lines("a = 1\nb = 2  # text", "a = 1\nb = 3") == ["-b = 2", "+b = 3"]


def test_equivalents_are_mutants_and_have_reasons() -> None:
    names = [name for several in EQUIVALENTS.values() for name in several]
    known = {
        key(exercise, mutant)
        for exercise in exercise_ids()
        for mutant in mutants(solution(exercise))
    }
    assert len(names) == len(set(names))
    assert set(names) <= known
    assert all(reason.endswith(".") for reason in EQUIVALENTS)
