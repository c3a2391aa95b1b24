"""What the held generators show: which of them count, and what the client lacked at a hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graders.judge.held_back import all_at_once, not_held_back, token_sources
from graders.lesson import reply_tokens
from graders.transcript import Hold, Stream
from tests.support.transcripts import stream, unmet

ENDS = [4, 10, 14]
"""With how many bytes each of three parts is complete."""
TOKENS = reply_tokens("hi")
SIZES = [sum(map(len, TOKENS[:number])) for number in range(1, len(TOKENS) + 1)]


def holds(*sizes: int, source: int = 0, on_loop: bool = False) -> list[Hold]:
    """Return the holds of a source with what the client had at each."""
    return [Hold(source, item, on_loop, item, size) for item, size in enumerate(sizes, start=1)]


def giving(
    texts: list[str], sizes: list[int], kind: str = "generator", source: int = 1
) -> list[Hold]:
    """Return the holds of a source that gave these texts, with what the client had at each."""
    return [
        Hold(source, item, False, item, size, kind, "words", text)
        for item, (text, size) in enumerate(zip(texts, sizes, strict=True), start=1)
    ]


def held(*sources: list[Hold]) -> Stream:
    """Return the stream of the reply in which these were held."""
    return replace(
        stream(*TOKENS), prompt="hi", holds=[hold for holds in sources for hold in holds]
    )


@pytest.mark.parametrize(
    "held",
    [
        pytest.param([], id="nothing-held"),
        pytest.param(holds(4, 10, 14), id="an-item-for-each-part"),
        pytest.param(holds(4, 10), id="and-a-last-part-of-its-own"),
        pytest.param(holds(2, 4, 6, 10, 12, 14), id="two-items-for-each-part"),
        pytest.param(holds(0, 4, 4, 10, 14, 14), id="items-that-are-no-parts"),
        pytest.param(holds(4, 10, 14) + holds(4, 10, 14, source=1), id="two-sources"),
        pytest.param(holds(0, 0, 4, on_loop=True), id="holds-up-the-loop"),
        pytest.param(holds(0), id="a-context-manager"),
    ],
)
def test_a_part_at_each_hold_passes(held: list[Hold]) -> None:
    not_held_back(stream("x", holds=held), ENDS)


@pytest.mark.parametrize(
    ("held", "number"),
    [
        pytest.param(holds(0, 0, 0), 1, id="collected"),
        pytest.param(holds(3, 9, 14), 1, id="almost-complete"),
        pytest.param(holds(0, 4, 10), 1, id="one-behind"),
        pytest.param(holds(4, 10, 10), 3, id="last"),
        pytest.param(holds(0, 0, 0, 0, 0, 0), 6, id="more-items-collected"),
        pytest.param(holds(4, 10, 14) + holds(4, 4, 14, source=1), 2, id="other-source"),
        pytest.param(holds(0, 0, 0, on_loop=True), 3, id="collected-on-the-loop"),
    ],
)
def test_less_at_a_hold_fails(held: list[Hold], number: int) -> None:
    error = unmet(lambda record: not_held_back(record, ENDS), stream("x", holds=held))
    assert error.expected.startswith(f"token {number} at the client before token {number + 1}")
    assert error.where == f"when token_stream was asked for token {number + 1}"


CHARACTERS = list("".join(TOKENS))
SO_FAR = [max([0, *(s for s in SIZES if s <= n)]) for n in range(1, len(CHARACTERS) + 1)]


def test_what_was_given_in_full_must_have_come() -> None:
    right = held(giving(CHARACTERS, SO_FAR, "token_stream"))
    not_held_back(right, SIZES)
    one_behind = [max([0, *(s for s in SIZES if s < n)]) for n in SO_FAR]
    error = unmet(
        lambda record: not_held_back(record, SIZES),
        held(giving(CHARACTERS, one_behind, "token_stream")),
    )
    assert error.where == "when words was asked for token 5"


NOTHING = [0] * len(TOKENS)


@pytest.mark.parametrize(
    "sources",
    [
        pytest.param([giving(TOKENS, SIZES)], id="a-generator"),
        pytest.param([giving([t.strip() for t in TOKENS], NOTHING)], id="words-are-no-tokens"),
        pytest.param([giving(["x"] * 20, [0] * 20)], id="a-helper"),
        pytest.param([giving(TOKENS, NOTHING, "expression")], id="an-expression"),
        pytest.param(
            [giving(TOKENS, NOTHING), giving(TOKENS, SIZES, "token_stream", 2)], id="within-one"
        ),
    ],
)
def test_generators_that_may_run_as_they_like(sources: list[list[Hold]]) -> None:
    not_held_back(held(*sources), SIZES)


@pytest.mark.parametrize(
    "sources",
    [
        pytest.param([giving(TOKENS, NOTHING)], id="all-tokens"),
        pytest.param([giving(TOKENS[:-1], NOTHING[1:])], id="never-asked-for-an-end"),
        pytest.param([giving(TOKENS[:-1], NOTHING[1:], "list")], id="a-list"),
        pytest.param(
            [giving(TOKENS, NOTHING), giving(["it"], [0], "token_stream", 2)], id="within-a-manager"
        ),
        pytest.param(
            [giving(TOKENS, NOTHING, "token_stream"), giving(TOKENS, SIZES, "token_stream", 2)],
            id="one-of-two",
        ),
    ],
)
def test_a_source_that_is_collected_under_any_name_fails(sources: list[list[Hold]]) -> None:
    record = held(*sources)
    assert "0 bytes" in unmet(lambda record: not_held_back(record, SIZES), record).got
    assert all_at_once(record) is not None


def test_one_that_reads_ahead_is_not_all_at_once() -> None:
    record = held(giving(TOKENS, [0, *SIZES[:-1]]))
    assert len(token_sources(record)) == 1
    assert all_at_once(record) is None
    assert unmet(lambda record: not_held_back(record, SIZES), record).where
