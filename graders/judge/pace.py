"""What recordings say of the pauses between tokens, on the grader's clock and on the real one.

The grader's clock is exact, so one recording is enough. On the real clock a busy machine can make
a pause longer, and the next one shorter. So the same is recorded several times, and the best look
at each pause counts: a right pause has to be seen once, and a wrong one never looks right.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from time import get_clock_info

from graders.transcript import Stream, Transcript

PACED = "step by step"
TEN = tuple(f"one of ten: {number}" for number in range(1, 11))
"""Names of the streams that these are about; `again` gives those of further takes."""
PAUSE = 0.010
CLOSE = 1e-6
"""Seconds by which sums of floating-point pauses may be off."""
NEAR = PAUSE / 20
"""Seconds by which a right pause may be off where the student's code reads another clock too."""
NONE = PAUSE / 4
"""Seconds on the real clock that are no pause yet: a thread may have had to wait for its turn."""
BEGUN = PAUSE * 1.5
"""Seconds by which the first token may be late on the real clock: a thread, a timer or a loop of
the student's own has to begin first, and Windows takes its time for that."""
TICK = get_clock_info("monotonic").resolution
"""Seconds between two ticks of the system's timers; on Windows they are many."""
ROUGHLY = max(PAUSE, TICK) / 2
"""Seconds by which a right pause may be off on the real clock, as it was seen best."""
EARLY = 0.001 + TICK
"""Seconds by which timers of the system may be early."""
EACH_EARLY = min(TICK, PAUSE / 2)
"""The same for each of several timers after one another, which ticks round off one by one."""
AT_ONCE, HARDLY = 4, 7
"""How many times as long as one ten streams may take in real time; how many are far too many."""


def again(name: str, take: int) -> str:
    """Return the name of a stream in a further take."""
    return f"{name}, again {take}" if take else name


def takes(transcript: Transcript, name: str) -> list[Stream]:
    """Return all recordings of a stream that came to an end."""
    streams = transcript.streams.items()
    return [s for n, s in streams if n.partition(", again")[0] == name and s.end == "complete"]


def looks(transcript: Transcript) -> list[Stream]:
    """Return the takes of the paced stream that count.

    A machine can only slow a stream down. So one take that had no time for pauses says it all.
    """
    recorded = sorted(takes(transcript, PACED), key=duration)
    quickest = recorded[:1]
    return quickest if any(map(has_no_time_for_pauses, quickest)) else recorded


def tolerance(transcript: Transcript) -> float:
    """Return by how much a pause may be too long or too short."""
    return ROUGHLY if transcript.real_time else NEAR


def latest_first(transcript: Transcript) -> float:
    """Return how late the first token may come."""
    return PAUSE + (BEGUN if transcript.real_time else NEAR)


def shortest(transcript: Transcript) -> float:
    """Return how long a pause is at least."""
    return NONE if transcript.real_time else CLOSE


# One recording


def arrivals(stream: Stream) -> list[float]:
    """Return when each chunk came, in seconds after the request."""
    return [chunk.clock - stream.begun_at for chunk in stream.chunks]


def pauses(stream: Stream) -> list[float]:
    """Return the seconds between each two tokens."""
    return [now - before for before, now in pairwise(arrivals(stream))]


def awaited(stream: Stream) -> list[float]:
    """Return the same, less what held up others or was awaited by nobody."""
    held = stream.times.held[1:] if stream.times else [0.0] * len(stream.chunks)
    return [pause - part for pause, part in zip(pauses(stream), held, strict=False)]


def has_no_time_for_pauses(stream: Stream) -> bool:
    """Whether all came so soon after the request that no pause can have been in it."""
    return max(arrivals(stream), default=0.0) < (len(stream.chunks) - 1) * NONE


def obeys_the_clock(stream: Stream, same_again: Stream) -> bool:
    """Whether the grader's clock tells all of a stream's pauses, be they right or wrong.

    It does not when the pauses are different the next time: then some other clock takes part. It
    does not either when they passed on the real clock while this one stood.
    """
    needed = (len(stream.chunks) - 1) * PAUSE
    both = zip(pauses(stream), pauses(same_again), strict=False)
    same = all(abs(one - other) < CLOSE for one, other in both)
    return same and _passed_while_it_stood(stream) <= needed / 2


def is_exact(stream: Stream) -> bool:
    """Whether all pauses are right on the grader's clock."""
    return all(abs(pause - PAUSE) < NEAR for pause in pauses(stream))


def _passed_while_it_stood(stream: Stream) -> float:
    """Return the real seconds in which a stream was awaited, and the grader's clock stood."""
    if stream.times is None:
        return 0.0
    stepped = pairwise([0.0, *arrivals(stream)])
    real = pairwise([stream.times.begun, *stream.times.sent])
    gaps = zip(stepped, real, stream.times.held, strict=False)
    return sum(b - a - held for (before, now), (a, b), held in gaps if now - before < CLOSE)


def too_early(stream: Stream) -> tuple[int, float] | None:
    """Return the number and the time of a token that came before its pauses can be over."""
    for number, at in enumerate(arrivals(stream)):
        if at < number * (PAUSE - EACH_EARLY) - EARLY:
            return number + 1, at
    return None


# All takes


def longest(lists: Sequence[Sequence[float]]) -> list[float]:
    """Return each pause as long as it was ever seen."""
    return [max(seen) for seen in zip(*lists, strict=False)]


def nearest(lists: Sequence[Sequence[float]]) -> list[float]:
    """Return each pause as near to what it has to be as it was ever seen."""
    return [min(seen, key=lambda pause: abs(pause - PAUSE)) for seen in zip(*lists, strict=False)]


def first(transcript: Transcript) -> float:
    """Return the seconds until the first token."""
    return min(arrivals(stream)[0] for stream in looks(transcript))


def seen_arrivals(transcript: Transcript) -> list[float]:
    """Return when each token came, by what was seen of the pauses; real ones in milliseconds."""
    recorded = looks(transcript)
    if not transcript.real_time or not recorded:
        return arrivals(transcript.streams[PACED])
    at_first = min(arrivals(s)[0] - (s.times.held[0] if s.times else 0) for s in recorded)
    seen = nearest([awaited(stream) for stream in recorded])
    pauses = [0.0 if pause < NONE else round(pause, 3) for pause in (at_first, *seen)]
    return list(accumulate(pauses))


def usual_pause(transcript: Transcript) -> float:
    """Return how long a pause is on average, in whole milliseconds, where a machine is not busy.

    Code that works towards deadlines makes a pause shorter after one that a machine made longer.
    """
    recorded = [arrivals(stream) for stream in looks(transcript) if len(stream.chunks) > 1]
    return round(min(((at[-1] - at[0]) / (len(at) - 1) for at in recorded), default=PAUSE), 3)


def answered_between(transcript: Transcript, stream: Stream) -> list[bool]:
    """Return, for each pause, whether it was free for others, and one was answered in it."""
    others = [s for name, s in transcript.streams.items() if name.startswith("another ")]
    answered = [(s.begun_at, s.ended_at) for s in others if s.end == "complete"]
    return [
        pause >= NONE and any(before <= begun and ended <= now for begun, ended in answered)
        for pause, (before, now) in zip(
            awaited(stream), pairwise(chunk.clock for chunk in stream.chunks), strict=True
        )
    ]


def one_and_ten(transcript: Transcript) -> tuple[float, float]:
    """Return how long ten streams may take, and how long they did.

    In real time all ten have to be under way at once. They have to end before four streams like
    "step by step" could, one after the other. A lock, or too few threads, would prevent that. The
    time in which the loop was at work does not count: who waits for another's pause leaves it idle.
    """
    ten = [takes(transcript, name) for name in TEN]
    if not transcript.real_time:
        one = [duration(stream) for stream in takes(transcript, "lesson")]
        return max(one, default=0) * (1 + NEAR / PAUSE), max(
            (duration(s) for ten_s in ten for s in ten_s), default=0
        )
    together = [_together(streams) for streams in zip(*ten, strict=False)]
    alone = takes(transcript, PACED)
    needed = max(((len(stream.chunks) - 1) * PAUSE for stream in alone), default=0)
    return AT_ONCE * max(needed, min(map(duration, alone), default=0)), min(together, default=0)


def ten_were_paused_at_once(transcript: Transcript) -> bool:
    """Whether each of the ten was seen to pause within the time of two pauses.

    No more is needed, however long all of it took on a busy machine: where a lock or a few threads
    make streams wait for each other, so many pauses need more time than that.
    """
    at_once = zip(*(takes(transcript, name) for name in TEN), strict=False)
    return transcript.real_time and any(map(_paused_at_once, at_once))


def _paused_at_once(streams: Sequence[Stream]) -> bool:
    paused = [
        (before, now, number)
        for number, stream in enumerate(streams)
        for before, now in pairwise(chunk.clock for chunk in stream.chunks)
        if now - before > PAUSE - EARLY
    ]
    return any(
        len({n for before, now, n in paused if begun <= before and now <= begun + 2 * PAUSE})
        == len(streams)
        for begun, _, _ in paused
    )


def _together(streams: Sequence[Stream]) -> float:
    """Return how long streams took together, or one after the other if they were not at once."""
    # Each had begun before any ended. Else they came in turn, and the sum is what they took.
    if max(s.chunks[0].clock for s in streams) < min(s.chunks[-1].clock for s in streams):
        took = max(s.ended_at for s in streams) - min(s.begun_at for s in streams)
        return took - max(s.times.busy if s.times else 0.0 for s in streams)
    return sum(map(duration, streams))


def duration(stream: Stream) -> float:
    """Return the seconds from the request to the end of its response."""
    return stream.ended_at - stream.begun_at


def paced_is_far_off(transcript: Transcript) -> bool:
    """Whether no pause was ever seen near to what it has to be: no busy machine does that."""
    seen = nearest([awaited(stream) for stream in looks(transcript)])
    return all(abs(pause - PAUSE) > ROUGHLY for pause in seen)


def ten_are_far_off(transcript: Transcript) -> bool:
    """Whether ten streams took so long that no busy machine explains it."""
    one, ten = one_and_ten(transcript)
    return ten > one / AT_ONCE * HARDLY
