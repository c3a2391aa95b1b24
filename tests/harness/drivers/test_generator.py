"""Calls of a submitted generator function."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graders.harness.rig import Rig
from graders.transcript import Call, Token
from tests.support.stuck import hurry
from tests.support.submissions import observe


async def called(folder: Path, source: str, *, limit: int = 3) -> Call:
    """Return what came of a call with the prompt "a b", and of taking `limit` tokens."""

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("a b", name="lesson", limit=limit)

    transcript = await observe(folder, "generator", source, script)
    assert transcript.ready
    return transcript.calls["lesson"]


GENERATOR = "def token_stream(prompt):\n    yield from prompt.split()\n"


@pytest.mark.parametrize(
    ("source", "facts"),
    [
        pytest.param(GENERATOR, {"type": "generator", "iterable": True}, id="generator"),
        pytest.param(
            "def token_stream(prompt):\n    return prompt.split()\n",
            {"type": "list", "iterable": True, "finished": True},
            id="list",
        ),
        pytest.param(
            "def token_stream(prompt):\n    return iter(prompt.split())\n",
            {"type": "list_iterator", "iterable": True, "finished": True},
            id="iterator-of-a-list",
        ),
        pytest.param(
            "def token_stream(prompt):\n    return (word for word in prompt.split())\n",
            {"type": "generator", "finished": False},
            id="generator-expression",
        ),
        pytest.param(
            "class Sized:\n    def __init__(self, words): self.words = words\n"
            "    def __len__(self): return len(self.words)\n"
            "    def __iter__(self): yield from self.words\n"
            "def token_stream(prompt):\n    return Sized(prompt.split())\n",
            {"type": "Sized", "iterable": True, "finished": False},
            id="lazy-with-a-length",
        ),
        pytest.param(
            "class Sized:\n    def __init__(self, words): self.words = words\n"
            "    def __len__(self): return len(self.words)\n"
            "    def __iter__(self): return iter(self.words)\n"
            "def token_stream(prompt):\n    return Sized(prompt.split())\n",
            {"type": "Sized", "iterable": True, "finished": True},
            id="a-list-in-a-class",
        ),
        pytest.param(
            "class Indexed:\n    def __init__(self, words): self.words = words\n"
            "    def __len__(self): return len(self.words)\n"
            "    def __getitem__(self, index): return self.words[index]\n"
            "def token_stream(prompt):\n    return Indexed(prompt.split())\n",
            {"type": "Indexed", "iterable": True, "finished": False},
            id="indexed",
        ),
        pytest.param(
            "async def token_stream(prompt):\n    yield prompt\n",
            {"type": "async_generator", "iterable": False, "asynchronous": True, "tokens": []},
            id="async-generator",
        ),
        pytest.param(
            "def token_stream(prompt):\n    print(prompt)\n",
            {"type": "NoneType", "iterable": False, "tokens": []},
            id="nothing",
        ),
    ],
)
async def test_what_a_call_gives(source: str, facts: dict[str, Any], tmp_path: Path) -> None:
    call = await called(tmp_path, source)
    assert {name: getattr(call, name) for name in facts} == facts
    if call.iterable:
        assert call.tokens == [Token("a", "str"), Token("b", "str")]


@pytest.mark.parametrize(("limit", "more"), [(1, True), (2, True), (3, False)])
async def test_no_more_tokens_are_taken_than_asked_for(
    limit: int, more: bool, tmp_path: Path
) -> None:
    call = await called(tmp_path, GENERATOR, limit=limit)
    assert (len(call.tokens), call.more) == (min(limit, 2), more)


@pytest.mark.parametrize(
    ("source", "kind", "line", "tokens"),
    [
        ("def token_stream(prompt):\n    raise LookupError\n    yield\n", "raised", 2, 0),
        ("def token_stream(prompt):\n    yield 'a'\n    raise LookupError\n", "raised", 3, 1),
        ("def token_stream(prompt):\n    raise NotImplementedError\n", "not_started", 2, 0),
        ("def token_stream():\n    yield 'a'\n", "raised", None, 0),
    ],
    ids=["at-once", "after-a-token", "not-started", "takes-no-prompt"],
)
async def test_what_is_raised_is_told_with_the_line(
    source: str, kind: str, line: int | None, tokens: int, tmp_path: Path
) -> None:
    call = await called(tmp_path, source)
    assert call.problem is not None
    assert (call.problem.kind, call.problem.line, len(call.tokens)) == (kind, line, tokens)


async def test_two_calls_are_read_in_turns(tmp_path: Path) -> None:
    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.call("a b", name="one")
            await generator.call("x y", name="other")
            for _ in range(2):
                await generator.take("one", 1)
                await generator.take("other", 1)

    transcript = await observe(tmp_path, "generator", GENERATOR, script)
    got = [[token.text for token in call.tokens] for call in transcript.calls.values()]
    assert got == [["a", "b"], ["x", "y"]]


async def test_a_token_that_never_comes_is_the_calls_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hurry(monkeypatch)
    source = "def token_stream(prompt):\n    while True:\n        pass\n    yield\n"
    call = await called(tmp_path, source)
    assert call.problem is not None
    assert call.problem.kind == "stuck"
