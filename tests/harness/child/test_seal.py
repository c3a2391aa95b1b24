"""What was changed of the kit's own code in a submission's process is noticed."""

from __future__ import annotations

import builtins
from pathlib import Path

import pytest

from graders.harness.child import sources
from graders.harness.child.agent import Agent
from graders.harness.child.instrumentation import ASKED
from graders.harness.child.seal import BROKEN, LOOKS, Seal
from graders.harness.child.sources import Sources
from graders.harness.rig import Rig
from tests.support.submissions import observe


class Equal:
    """Says that it is equal to all."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = object.__hash__


def is_whole(seal: Seal) -> bool:
    """Look at all of it."""
    return all(seal.is_whole for _ in range(LOOKS))


def test_all_is_whole_until_something_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    seal = Seal()
    assert is_whole(seal)
    monkeypatch.setattr(sources, "MOST_ASKED", Equal())
    assert not is_whole(seal)


def test_methods_are_looked_at_too(monkeypatch: pytest.MonkeyPatch) -> None:
    seal = Seal()
    monkeypatch.setattr(Agent, "report", print)
    assert not is_whole(seal)


def test_hooks_have_to_be_those_that_were_put_there(monkeypatch: pytest.MonkeyPatch) -> None:
    before = dict(vars(builtins))
    heard = Sources()
    try:
        heard.install()
        assert heard.in_place
        monkeypatch.setitem(vars(builtins), ASKED, print)
        assert not heard.in_place
    finally:
        monkeypatch.undo()
        for name in vars(builtins).keys() - before.keys():
            delattr(builtins, name)


async def test_a_child_that_is_not_whole_says_so_and_ends(tmp_path: Path) -> None:
    source = """
    import sys

    def token_stream(prompt):
        sys._getframe(1).f_globals["type_of"] = lambda value: "str"
        yield 1
    """

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("hi", name="it", limit=9)

    seen = await observe(tmp_path, "generator", source, script)
    assert seen.problem is not None
    assert seen.problem.message == BROKEN


async def test_nothing_of_the_kit_is_among_all_objects(tmp_path: Path) -> None:
    source = """
    import gc

    def token_stream(prompt):
        kinds = {type(thing).__name__ for thing in gc.get_objects()}
        yield "+".join(sorted(kinds & {"Agent", "Sources", "Submission", "Seal"})) + " "
    """

    async def script(rig: Rig) -> None:
        async with rig.generator() as generator:
            await generator.take_all("hi", name="it", limit=9)

    seen = await observe(tmp_path, "generator", source, script)
    assert [token.text for token in seen.calls["it"].tokens] == [" "]
