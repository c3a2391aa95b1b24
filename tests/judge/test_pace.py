"""What recordings say of pauses, on the grader's clock and on the real one."""

from __future__ import annotations

import time
from importlib.util import module_from_spec, spec_from_file_location
from itertools import accumulate, pairwise
from types import SimpleNamespace

import pytest

from graders.judge import pace
from graders.judge.pace import PACED, PAUSE, TEN
from graders.transcript import Chunk, Stream, Times, Transcript


def read(*pauses: float, held: float = 0.0, begun: float = 100.0) -> Stream:
    """Return a stream whose tokens came after these pauses, of which `held` held up others."""
    at = list(accumulate(pauses, initial=begun))
    times = Times(begun, at[-1], at[1:], [1] * len(pauses), [held] * len(pauses))
    chunks = [Chunk(b"x", 0, time) for time in at[1:]]
    more = {"begun_at": begun, "ended_at": at[-1], "status": 200, "end": "complete"}
    return Stream("GET", "/?prompt=x", "x", chunks=chunks, times=times, **more)  # type: ignore[arg-type]


def real(**takes: list[Stream]) -> Transcript:
    """Return what was recorded on the real clock: for each name, its takes."""
    names = {"paced": [PACED], "ten": TEN}
    streams = {
        pace.again(name, take): stream
        for kind, recorded in takes.items()
        for name in names[kind]
        for take, stream in enumerate(recorded)
    }
    return Transcript(ready=True, real_time=True, streams=streams)


def stepped(*clock: float) -> Stream:
    """Return a stream with a chunk at each of these times of the grader's clock."""
    return Stream("GET", "/", chunks=[Chunk(b"x", 0, at) for at in clock], end="complete")


@pytest.mark.parametrize(
    ("clock", "again", "real", "held", "obeys"),
    [
        pytest.param([0.1, 0.2, 0.3], [0.1, 0.2, 0.3], 0.001, 0, True, id="too-long"),
        pytest.param([0, 0, 0], [0, 0, 0], 0.0001, 0, True, id="no-pause"),
        pytest.param([0, 0, 0], [0, 0, 0], 0.010, 0.010, True, id="blocks"),
        pytest.param([0.1, 0.2, 0.3], [0.1, 0.2, 0.3], 0.5, 0, True, id="slow-grader"),
        pytest.param([0, 0, 0], [0, 0, 0], 0.010, 0, False, id="real-pauses"),
        pytest.param([0.01, 0.03, 0.06], [0.01, 0.03, 0.06], 0, 0, True, id="longer-and-longer"),
        pytest.param([0.01, 0.03, 0.06], [0.01, 0.031, 0.06], 0, 0, False, id="another-clock"),
        pytest.param([0, 0, 0], [], 0, 0, True, id="used-up"),
    ],
)
def test_what_the_clock_does_not_govern_is_seen(
    clock: list[float], again: list[float], real: float, held: float, obeys: bool
) -> None:
    stream = stepped(*clock)
    sent = [(number + 1) * real for number in range(len(clock))]
    stream.times = Times(0.0, sent[-1], sent, [1] * len(clock), [held] * len(clock))
    assert pace.obeys_the_clock(stream, stepped(*again)) is obeys


def test_pauses_of_10_ms_are_exact_on_the_graders_clock() -> None:
    assert pace.is_exact(stepped(0.01, 0.02, 0.03))
    assert pace.is_exact(stepped())
    assert pace.is_exact(stepped(0.01, 0.019995, 0.03)), "less what the work took"
    assert not pace.is_exact(stepped(0.01, 0.02, 0.031))


def test_a_pause_that_holds_up_others_is_not_awaited() -> None:
    assert pace.awaited(read(0.01, 0.01, 0.012, held=0.01)) == pytest.approx([0, 0.002])
    assert pace.pauses(read(0.01, 0.01, 0.012, held=0.01)) == pytest.approx([0.01, 0.012])


def test_each_pause_counts_as_it_was_seen_best() -> None:
    takes = [[0.004, 0.010], [0.013, 0.030]]
    assert pace.nearest(takes) == [0.013, 0.010]
    assert pace.longest(takes) == [0.013, 0.030]
    assert pace.nearest([]) == []


def test_a_take_without_time_for_pauses_says_it_all() -> None:
    slowed, quick = read(0.01, *[0.004] * 5), read(0.001, *[0.0003] * 5)
    transcript = real(paced=[slowed, quick, slowed])
    assert pace.looks(transcript) == [quick]
    assert pace.paced_is_far_off(transcript)
    assert pace.seen_arrivals(transcript) == pytest.approx([0.0] * 6)


def test_a_right_take_that_came_in_one_go_is_no_proof() -> None:
    late = read(0.051, *[0.0] * 5)
    assert pace.looks(real(paced=[late, read(*[0.01] * 6)])) != [late]


def test_nothing_delayed_a_token_that_is_too_early() -> None:
    assert pace.too_early(read(0.0, 0.01, 0.01)) is None, "pauses after each token"
    assert pace.too_early(read(0.01, 0.03, 0.004)) is None, "one late, the next in time"
    assert pace.too_early(read(0.005, 0.005, 0.005)) == (3, pytest.approx(0.015))


def test_each_of_many_timers_may_be_early_by_a_tick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "EACH_EARLY", PAUSE / 2)
    assert pace.too_early(read(*[0.006] * 6)) is None
    assert pace.too_early(read(*[0.003] * 6)) is not None


def test_another_is_answered_during_a_pause_as_a_whole() -> None:
    transcript = real(paced=[read(0.01, 0.01, 0.01, 0.01)])
    transcript.streams["another 1"] = read(0.001, begun=100.012)
    transcript.streams["another 2"] = read(0.012, begun=100.022)
    stream = transcript.streams[PACED]
    assert pace.answered_between(transcript, stream) == [True, False, False]


def test_nobody_is_answered_during_a_pause_that_holds_up_others() -> None:
    transcript = real(paced=[read(0.01, 0.01, 0.01, held=0.01)])
    transcript.streams["another 1"] = read(0.001, begun=100.012)
    assert pace.answered_between(transcript, transcript.streams[PACED]) == [False, False]


ONE = [0.01] * 5


@pytest.mark.parametrize(
    ("ten", "enough"),
    [
        pytest.param([read(*ONE)] * 10, True, id="at-once"),
        pytest.param([read(*ONE, begun=n * 0.05) for n in range(10)], False, id="one-by-one"),
        pytest.param([read(*ONE, begun=n // 5 * 0.05) for n in range(10)], False, id="in-batches"),
        pytest.param([read(*[0.1] * 5)] * 10, False, id="in-turns"),
        pytest.param([read(*[0.025] * 5)] * 10, True, id="busy-machine"),
    ],
)
def test_ten_streams_are_at_once(ten: list[Stream], enough: bool) -> None:
    transcript = real(paced=[read(*ONE)])
    transcript.streams |= dict(zip(TEN, ten, strict=True))
    one, took = pace.one_and_ten(transcript)
    assert (took <= one) is enough


LATE = [0.3, 0.010, 0.3, 0.4, 0.3]
"""A stream of a busy machine, on which one pause was as it should be."""


@pytest.mark.parametrize(
    ("ten", "at_once"),
    [
        pytest.param([read(*LATE, begun=n * 0.0009) for n in range(10)], True, id="once-in-all"),
        pytest.param([read(*LATE, begun=n * 0.01) for n in range(10)], False, id="one-by-one"),
        pytest.param(
            [read(*LATE, begun=n // 4 * 0.01) for n in range(10)], False, id="four-by-four"
        ),
        pytest.param([read(*LATE)] * 9 + [read(*[0.3] * 5)], False, id="all-but-one"),
        pytest.param([read(0.3, 0, 0, 0.3, 0, 0)] * 10, False, id="without-a-pause"),
        pytest.param([read(*[0.1] * 5)] * 10, False, id="each-pause-too-long"),
    ],
)
def test_one_moment_in_which_all_ten_pause_is_enough(ten: list[Stream], at_once: bool) -> None:
    transcript = real(paced=[read(*ONE)])
    transcript.streams |= dict(zip(TEN, ten, strict=True))
    assert pace.ten_were_paused_at_once(transcript) is at_once


def test_nothing_is_said_of_a_stream_that_never_ended() -> None:
    stalled = read(*ONE)
    stalled.end = "stalled"
    transcript = real(paced=[stalled], ten=[read(*ONE)])
    assert pace.one_and_ten(transcript)[0] == 0
    assert pace.ten_are_far_off(transcript)
    assert pace.usual_pause(transcript) == PAUSE


def test_the_take_of_ten_streams_that_was_best_counts() -> None:
    transcript = real(paced=[read(*ONE)], ten=[read(*[0.1] * 5), read(*ONE)])
    one, took = pace.one_and_ten(transcript)
    assert took == pytest.approx(0.05)
    assert took < one


def test_ten_streams_on_the_graders_clock_take_as_long_as_one() -> None:
    transcript = Transcript(streams={"lesson": read(*ONE), TEN[0]: read(*ONE, 0.01)})
    one, took = pace.one_and_ten(transcript)
    assert took == pytest.approx(0.06)
    assert one < took


def test_only_what_is_far_off_is_not_tried_again() -> None:
    assert pace.paced_is_far_off(real(paced=[read(0.1, 0.1, 0.1)]))
    assert pace.paced_is_far_off(real(paced=[read(0.01, 0.01, 0.01, held=0.01)]))
    assert not pace.paced_is_far_off(real(paced=[read(0.1, 0.012, 0.1)]))
    assert pace.ten_are_far_off(real(paced=[read(*ONE)], ten=[read(*[0.1] * 5)]))
    assert not pace.ten_are_far_off(real(paced=[read(*ONE)], ten=[read(*[0.05] * 5)]))


def test_real_arrivals_are_told_in_milliseconds_as_they_were_seen_best() -> None:
    transcript = real(paced=[read(0.0104, 0.0204, 0.0102), read(0.0113, 0.0106, 0.0161)])
    seen = pace.seen_arrivals(transcript)
    assert seen == pytest.approx([0.010, 0.021, 0.031])
    assert [round(now - before, 6) for before, now in pairwise(seen)] == [0.011, PAUSE]


@pytest.mark.parametrize(
    ("tick", "off"),
    [
        pytest.param(1e-9, 5.0, id="linux"),
        pytest.param(1e-6, 5.0, id="windows-from-3.13-on"),
        pytest.param(0.015625, 7.8125, id="windows-before"),
    ],
)
def test_a_pause_may_be_off_by_half_a_tick_of_a_coarse_clock(
    tick: float, off: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "get_clock_info", lambda name: SimpleNamespace(resolution=tick))
    spec = spec_from_file_location("pace_of_another_system", pace.__file__)
    assert spec is not None
    assert spec.loader is not None
    there = module_from_spec(spec)
    spec.loader.exec_module(there)
    transcript = Transcript()
    transcript.real_time = True
    assert 1000 * there.tolerance(transcript) == pytest.approx(off)
