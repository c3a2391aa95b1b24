"""The checks of exercise 3 that judge large logs, on literal transcripts."""

from __future__ import annotations

import pytest

from graders import test_exercise3_logs as grader
from graders.errors import CheckFailed
from graders.transcript import Memory, Problem, Reading, Stream, Transcript
from tests.support.transcripts import stream, unmet

MB = 1 << 20
SMALL, MIDDLE, LARGE = 12 * MB, 48 * MB, 160 * MB
RIGHT = Reading(100, 100)
RAISED = Problem("raised", "ValueError: limit", file="exercise3_logs.py", line=7)


def measured(*points: tuple[int, int, int], end: str = "complete") -> Transcript:
    """Return a transcript with the memory in MB, at the stall and at the peak, for each log."""
    memory = [
        Memory(size, size, end=end, samples=((1, stalled * MB), (size, peak * MB)))
        for size, stalled, peak in points
    ]
    return Transcript(ready=True, memory=memory)


def passes(check: object, transcript: Transcript) -> bool:
    """Whether a check has nothing to say against a transcript."""
    try:
        check(transcript)  # type: ignore[operator]
    except CheckFailed:
        return False
    return True


@pytest.mark.parametrize(
    ("points", "flat"),
    [
        pytest.param([(SMALL, 0, 2)], True, id="little"),
        pytest.param([(SMALL, 0, 12), (MIDDLE, 0, 14)], True, id="a-buffer-of-14-MB"),
        pytest.param([(SMALL, 12, 12), (MIDDLE, 48, 48), (LARGE, 96, 96)], True, id="96-MB"),
        pytest.param([(SMALL, 0, 12), (MIDDLE, 0, 48), (LARGE, 0, 160)], False, id="all"),
        pytest.param([(SMALL, 0, 60), (MIDDLE, 0, 240), (LARGE, 0, 800)], False, id="five-fold"),
    ],
)
def test_only_memory_that_grows_with_each_log_is_too_much(
    points: list[tuple[int, int, int]], flat: bool
) -> None:
    assert passes(grader.test_memory, measured(*points)) == flat


@pytest.mark.parametrize(("stalled", "flat"), [([0, 0, 0], True), ([12, 48, 160], False)])
def test_memory_at_the_stall_is_judged_alone(stalled: list[int], flat: bool) -> None:
    sizes = zip((SMALL, MIDDLE, LARGE), stalled, strict=True)
    transcript = measured(*((size, needed, 200) for size, needed in sizes))
    assert passes(grader.test_stalled_client, transcript) == flat


def test_growth_is_told_in_whole_bytes() -> None:
    transcript = measured((SMALL, 0, 12), (MIDDLE, 0, 48), (LARGE, 0, 108))
    assert unmet(grader.test_memory, transcript).got == "about 1 byte more for each byte of log"


def test_memory_of_a_reader_that_was_left_is_judged_as_far_as_it_came() -> None:
    assert passes(grader.test_memory, measured((SMALL, 0, 1), end="left"))


def test_large_log_that_did_not_come_whole_says_nothing_of_memory() -> None:
    transcript = Transcript(ready=True, memory=[Memory(SMALL, 9, samples=((1, 0),))])
    for check in (grader.test_memory, grader.test_stalled_client):
        found = unmet(check, transcript)
        assert (found.expected, found.got) == (f"{SMALL} bytes", "9 bytes")


def test_log_that_ends_too_early_is_held_against_one_check_only() -> None:
    transcript = read(long=Reading(100, 60))
    transcript.memory = [Memory(SMALL, 6 * MB, samples=((1, 0), (6 * MB, MB)))]
    assert not passes(grader.test_fresh, transcript)
    assert passes(grader.test_memory, transcript)
    assert passes(grader.test_stalled_client, transcript)


@pytest.mark.parametrize(
    ("points", "lines"),
    [
        pytest.param([], 192, id="first"),
        pytest.param([(SMALL, 0, 2)], None, id="flat"),
        pytest.param([(SMALL, 0, 12)], 768, id="grown"),
        pytest.param([(SMALL, 12, 12), (MIDDLE, 48, 48)], 4096, id="grown-again"),
        pytest.param([(SMALL, 12, 12), (MIDDLE, 12, 12)], None, id="full"),
        pytest.param([(SMALL, 0, 60), (MIDDLE, 0, 240)], 2048, id="grown-much"),
        pytest.param([(SMALL, 0, 12), (MIDDLE, 0, 48), (LARGE, 0, 160)], None, id="enough"),
    ],
)
def test_larger_logs_are_only_for_memory_that_grows(
    points: list[tuple[int, int, int]], lines: int | None
) -> None:
    assert grader._lines_of_next(measured(*points).memory) == lines


def test_memory_that_could_not_be_measured_further_is_not_flat() -> None:
    transcript = measured((SMALL, 0, 12), (MIDDLE, 0, 48))
    transcript.problem = Problem("limit", "used more than 1 GiB of memory")
    assert "1 GiB" in unmet(grader.test_memory, transcript).got
    assert "not be" not in unmet(grader.test_stalled_client, Transcript(ready=True)).got


def read(**readings: Reading) -> Transcript:
    """Return a transcript whose small logs are right."""
    streams: dict[str, Stream] = {}
    transcript = Transcript(ready=True, streams=streams)
    for name in ("lesson", *grader.TWO, "after it has grown"):
        lines = ["a\n", "b\n", "c\n"] if name == "after it has grown" else ["a\n", "b\n"]
        streams[name], transcript.logs[name] = stream(*lines), lines
    names = {"long": grader.LONG, "first": grader.INTERLEAVED[0], "second": grader.INTERLEAVED[1]}
    for name, default in {"long": RIGHT, "first": RIGHT, "second": RIGHT}.items():
        transcript.readings[names[name]] = readings.get(name, default)
    return transcript


def test_log_that_came_whole_passes() -> None:
    assert passes(grader.test_fresh, read())
    assert passes(grader.test_two_readers, read())


@pytest.mark.parametrize(
    ("reading", "got"),
    [
        pytest.param(Reading(100, 60), "60 bytes", id="too-short"),
        pytest.param(Reading(100, 101, "endless"), "101 bytes", id="endless"),
        pytest.param(Reading(100, 100, differs_at=7), "other bytes", id="changed"),
        pytest.param(Reading(100, 60, "left", differs_at=7), "other bytes", id="slow-and-wrong"),
        pytest.param(Reading(100, 60, "cut", problem=RAISED), "ValueError: limit", id="raised"),
    ],
)
def test_log_that_did_not_come_whole_fails(reading: Reading, got: str) -> None:
    assert got in unmet(grader.test_fresh, read(long=reading)).got
    for name in ("first", "second"):
        by_chance = "another number of them" if got.endswith("bytes") and got[0].isdigit() else got
        assert by_chance in unmet(grader.test_two_readers, read(**{name: reading})).got


def test_slow_reader_is_right_so_far() -> None:
    assert passes(grader.test_fresh, read(long=Reading(100, 60, "left")))


def test_log_that_was_not_reached_fails_with_what_came_before() -> None:
    transcript = read()
    transcript.readings.clear()
    transcript.problem = Problem("killed", "the process was killed")
    assert "killed" in unmet(grader.test_fresh, transcript).got


@pytest.mark.parametrize(
    ("transcript", "words"),
    [
        (read(long=Reading(100, 60)), "fixed number of lines"),
        (read(long=Reading(100, 101, "endless")), "never ends"),
        (read(long=Reading(100, 90, differs_at=50)), "changed or left out"),
        (read(first=Reading(100, 60)), "one open file"),
    ],
)
def test_what_went_wrong_with_a_large_log_is_named(transcript: Transcript, words: str) -> None:
    assert words in (grader.diagnose(transcript) or "")
