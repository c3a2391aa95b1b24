"""The checks of stage 3 that know two clocks, on literal recordings of the real one."""

from __future__ import annotations

from itertools import accumulate

import pytest

from graders import test_stage3_async as stage3
from graders.judge.checks import is_met
from graders.judge.pace import PACED, TEN, again
from graders.lesson import LESSON_PROMPT, reply_tokens
from graders.transcript import Chunk, Stream, Times, Transcript
from tests.support.transcripts import unmet

TOKENS = reply_tokens(LESSON_PROMPT)
HEADERS = {"content-type": "text/plain; charset=utf-8"}
RIGHT = [0.0103] * len(TOKENS)


def read(pauses: list[float], held: float = 0.0, begun: float = 0.0, busy: float = 0.0) -> Stream:
    """Return the lesson's stream, whose tokens came after these pauses of the real clock."""
    at = list(accumulate(pauses, initial=begun))
    sizes = [len(token) for token in TOKENS]
    times = Times(begun, at[-1], at[1:], sizes, [held] * len(TOKENS), busy)
    chunks = [Chunk(token.encode(), 0, time) for token, time in zip(TOKENS, at[1:], strict=True)]
    stream = Stream("GET", "/", LESSON_PROMPT, begun, 200, HEADERS, chunks, "complete", at[-1])
    stream.times = times
    return stream


def transcript(*takes: Stream, others: bool = True, ten: Stream | None = None) -> Transcript:
    """Return takes of one stream, during whose pauses others were answered, and ten streams."""
    streams = {again(PACED, number): stream for number, stream in enumerate(takes)}
    streams |= {"lesson": takes[0], **dict.fromkeys(TEN, ten or read(RIGHT))}
    for number, chunk in enumerate(takes[0].chunks if others else []):
        begun, ended = chunk.clock + 0.001, chunk.clock + 0.002
        another = Stream("GET", "/1", None, begun, 404, end="complete", ended_at=ended)
        streams[f"another {number}"] = another
    return Transcript(ready=True, real_time=True, streams=streams)


CHECKS = {
    "stage3.pauses": stage3.test_pauses,
    "stage3.one-per-step": stage3.test_one_per_step,
    "stage3.ten-ms": stage3.test_ten_ms,
    "stage3.answers-others": stage3.test_answers_others,
    "stage3.ten-streams": stage3.test_ten_streams,
}
BURST = [0.08, *[0.0001] * 7]


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize(
    "takes",
    [
        pytest.param([RIGHT], id="quiet"),
        pytest.param([[0.0001, *RIGHT[1:]]], id="pauses-after"),
        pytest.param([[0.018, *RIGHT[1:]]], id="a-thread-that-begins-slowly"),
        pytest.param(
            [[0.02, *[0.025, 0.0101] * 3, 0.01], [0.0101, *[0.0101, 0.03] * 3, 0.03]], id="busy"
        ),
        pytest.param(
            [[*[0.0101] * 3, 0.014, 0.0062, *[0.0101] * 3]], id="one-late-the-next-in-time"
        ),
    ],
)
def test_what_is_right_has_to_be_seen_once(check: str, takes: list[list[float]]) -> None:
    CHECKS[check](transcript(*map(read, takes)))


QUIET = read(RIGHT)
BLOCKED = read(RIGHT, held=0.0102)
WRONG = {
    "burst": ("pauses", transcript(read(BURST)), "no pause between tokens 1 and 2"),
    "blocks": ("pauses", transcript(BLOCKED), "no pause between tokens 1 and 2"),
    "too-long": ("one-per-step", transcript(read([0.1] * 8)), "after 100 ms"),
    "late": ("one-per-step", transcript(read([0.03, *RIGHT[1:]])), "after 30 ms"),
    "twice": ("ten-ms", transcript(read([0.01, *[0.02] * 7])), "a pause of 20 ms"),
    "too-early": ("ten-ms", transcript(read([0.007] * 8)), "it came after 28 ms"),
    "too-early-once": ("ten-ms", transcript(read([0.0065] * 8), QUIET), "it came after"),
    "nobody": ("answers-others", transcript(QUIET, others=False), "none during 7 of 7"),
    "blocked": ("answers-others", transcript(BLOCKED), "none during 7 of 7"),
    "in-turns": ("ten-streams", transcript(QUIET, ten=read([0.1] * 8)), "800 ms"),
}


@pytest.mark.parametrize(("check", "seen", "got"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_told(check: str, seen: Transcript, got: str) -> None:
    failure = unmet(CHECKS[f"stage3.{check}"], seen)
    assert got in failure.got


@pytest.mark.parametrize(
    ("pauses", "held", "says"),
    [
        pytest.param([0.0001] * 8, 0.0, "no awaited pause", id="none"),
        pytest.param(RIGHT, 0.0102, "no awaited pause", id="blocks"),
        pytest.param([0.03, *BURST[1:]], 0.0, "one pause for all tokens", id="in-front"),
        pytest.param([0.0901, *BURST[1:]], 0.0, "collected", id="burst"),
        pytest.param([0.1] * 8, 0.0, "some 100 ms", id="too-long"),
        pytest.param([0.0041] * 8, 0.0, "some 4 ms", id="too-short"),
        pytest.param([0.0201, 0.0001] * 4, 0.0, None, id="every-second"),
    ],
)
def test_real_pauses_are_explained(pauses: list[float], held: float, says: str | None) -> None:
    diagnosis = stage3.diagnose(transcript(read(pauses, held)))
    assert says in (diagnosis or "") if says else diagnosis is None


def test_what_a_busy_machine_slowed_is_explained_as_in_peace() -> None:
    slowed = [0.0001, 0.012, *[0.0001] * 6], [0.0001, 0.0001, 0.012, *[0.0001] * 5]
    seen = transcript(*map(read, slowed), read([0.0001] * 8))
    assert "between tokens 1 and 2" in unmet(stage3.test_pauses, seen).got
    assert "no awaited pause" in (stage3.diagnose(seen) or "")


def test_what_ten_streams_compute_is_no_waiting_for_each_other() -> None:
    slow = transcript(read(RIGHT), ten=read([0.1] * 8, busy=0.5))
    assert is_met(stage3.test_ten_streams, slow)


def test_ten_streams_that_wait_for_each_other_are_explained() -> None:
    diagnosis = stage3.diagnose(transcript(read(RIGHT), ten=read([0.1] * 8)))
    assert "wait for each other" in (diagnosis or "")


def test_a_reply_to_the_prompt_of_another_is_explained() -> None:
    seen = transcript(read(RIGHT))
    other = read(RIGHT)
    other.prompt = "another prompt"
    seen.streams[TEN[0]] = other
    assert "another request's prompt" in (stage3.diagnose(seen) or "")
    assert unmet(stage3.test_ten_streams, seen).where
