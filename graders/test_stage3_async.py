"""Stage 3: tokens that take time, and a server that is free meanwhile.

The server runs on a clock that only the grader moves. While it stands, only what needs no time may
come; each 10 ms step must bring one token. A pause that is not awaited shows at once: the
tokens come although the clock stands. The steps do not move the student's own threads, timers and
clocks. A file whose pauses come from those is read on the real clock (`graders.pacing`).
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from graders.errors import CheckFailed
from graders.exercise import Exercise
from graders.harness.rig import Rig
from graders.judge import require
from graders.judge.checks import check, is_met
from graders.judge.compare import one_chunk_each, plain_text, same_body
from graders.judge.diagnose import app_mistake
from graders.judge.expected_output import for_each_prompt, in_chunks
from graders.judge.pace import (
    CLOSE,
    NEAR,
    PACED,
    PAUSE,
    answered_between,
    arrivals,
    awaited,
    duration,
    first,
    latest_first,
    longest,
    looks,
    nearest,
    one_and_ten,
    pauses,
    seen_arrivals,
    shortest,
    ten_were_paused_at_once,
    tolerance,
    too_early,
    usual_pause,
)
from graders.lesson import (
    LESSON_PROMPT,
    reply,
    reply_tokens,
)
from graders.pacing import Seen, read_with_pauses
from graders.result import Expectation
from graders.transcript import ENDS, Stream, Transcript

EXERCISE = Exercise(
    "stage3_async",
    "An async generator with a delay",
    role="app",
    name="app",
    source="token_stream_async",
    path="/generate-async",
    query={"prompt": LESSON_PROMPT},
)
PATH = str(EXERCISE.path)
SECONDS = "asyncio.sleep takes seconds: 10 ms is asyncio.sleep(0.01)."


async def record(rig: Rig) -> None:
    """Read the streams, step by step on the standing clock, or on the real one."""
    await read_with_pauses(rig, PATH, Seen(_paced_is_seen, _ten_are_seen))


def _paced_is_seen(transcript: Transcript) -> bool:
    checks = (test_pauses, test_one_per_step, test_ten_ms, test_answers_others)
    return all(is_met(check, transcript) for check in checks)


def _ten_are_seen(transcript: Transcript) -> bool:
    return is_met(test_ten_streams, transcript)


def expected(transcript: Transcript) -> dict[str, Expectation]:
    """Return a chunk for each token, 10 ms apart; the first within the first 10 ms."""

    def paced(stream: Stream, tokens: list[str]) -> Expectation:
        first = min([PAUSE, *arrivals(stream)[:1]])
        clock = [stream.begun_at + first + number * PAUSE for number in range(len(tokens))]
        return replace(in_chunks(tokens), clock=clock)

    return for_each_prompt(transcript, paced)


@check("stage3.app", points=1)
def test_app(transcript: Transcript) -> None:
    """defines app, and uvicorn can start it

    The file must load, and app must be the FastAPI() object.
    """
    require.ready(transcript, "a file with an ASGI app named app")


@check("stage3.answers", points=1, after="stage3.app")
def test_answers(transcript: Transcript) -> None:
    """answers GET /generate-async?prompt=hi with status 200, to the end

    The path is /generate-async, and the endpoint's parameter is prompt.
    """
    require.stream(transcript, "lesson")


@check("stage3.content-type", points=1, after="stage3.answers")
def test_content_type(transcript: Transcript) -> None:
    """says that the body is text/plain; charset=utf-8

    Give StreamingResponse media_type="text/plain"; the charset is added for you.
    """
    plain_text(require.stream(transcript, "lesson"))


@check("stage3.body", points=2, after="stage3.answers")
def test_body(transcript: Transcript) -> None:
    """sends the same reply as stage 2, for every prompt

    Only the pauses are new: the tokens and their order stay what they were.
    """
    for stream in [
        require.stream(transcript, "lesson"),
        *require.streams(transcript, "prompt: "),
    ]:
        same_body(stream, reply(stream.prompt or ""))


@check("stage3.chunk-per-token", points=2, after="stage3.body")
def test_chunk_per_token(transcript: Transcript) -> None:
    """sends each token as a chunk of its own

    Yield each token by itself; each value that the generator yields becomes one chunk.
    """
    one_chunk_each(require.stream(transcript, "lesson"), reply_tokens(LESSON_PROMPT))


@check("stage3.pauses", points=3, after="stage3.chunk-per-token")
def test_pauses(transcript: Transcript) -> None:
    """sends no second token while the clock stands

    Write await asyncio.sleep(0.01) inside the loop, once for each token.
    """
    require.stream(transcript, PACED)
    seen = longest([awaited(stream) for stream in looks(transcript)])
    for number, pause in enumerate(seen, start=2):
        if pause < shortest(transcript):
            got = f"no pause between tokens {number - 1} and {number}"
            raise CheckFailed("a pause between two tokens", got, f"token {number}")
    if transcript.replay is not None:
        _paused_in_real_time_too(transcript.replay)


def _paused_in_real_time_too(stream: Stream) -> None:
    where = "once more, on a clock that goes by itself"
    if stream.end not in ("complete", "left"):
        raise CheckFailed("the same stream", ENDS[stream.end], where)
    if found := too_early(stream):
        needed = f"token {found[0]} after {_ms((found[0] - 1) * PAUSE)}, for the pauses before it"
        raise CheckFailed(needed, "it came before that", where)


@check("stage3.one-per-step", points=3, after="stage3.pauses")
def test_one_per_step(transcript: Transcript) -> None:
    """sends one token in every step, the first within the first

    Pause before each token or after each; do not wait for all of them and then send.
    """
    stream = require.stream(transcript, PACED)
    came = first(transcript)
    if came > latest_first(transcript):
        advice = SECONDS if came >= 1 and not transcript.real_time else None
        soon = f"the first token after at most {_ms(PAUSE)}"
        raise CheckFailed(soon, f"it came after {_ms(came)}", "token 1", advice)
    one_chunk_each(stream, reply_tokens(stream.prompt or ""))


@check("stage3.ten-ms", points=2, after="stage3.one-per-step")
def test_ten_ms(transcript: Transcript) -> None:
    """pauses for 10 ms, each time

    asyncio.sleep takes seconds: 10 ms is asyncio.sleep(0.01).
    """
    require.stream(transcript, PACED)
    seen = nearest([pauses(stream) for stream in looks(transcript)])
    for number, pause in enumerate(seen, start=2):
        if abs(pause - PAUSE) > tolerance(transcript):
            where = f"between tokens {number - 1} and {number}"
            raise CheckFailed(f"a pause of {_ms(PAUSE)}", f"a pause of {_ms(pause)}", where)
    for stream in transcript.streams.values():
        if transcript.real_time and stream.prompt is not None and (found := too_early(stream)):
            number, at = found
            needed = f"token {number} after {_ms((number - 1) * PAUSE)}, for the pauses before it"
            raise CheckFailed(needed, f"it came after {_ms(at)}", f"token {number}")


@check("stage3.answers-others", points=2, after="stage3.pauses")
def test_answers_others(transcript: Transcript) -> None:
    """answers another request during every pause

    While one stream waits the event loop must be free: every wait needs an await.
    """
    require.stream(transcript, PACED)
    if transcript.real_time:
        _answered_in_each_pause(transcript)
        return
    others = {n: s for n, s in transcript.streams.items() if n.startswith("another at ")}
    waiting = [n for n, s in others.items() if s.end != "complete" or duration(s) > CLOSE]
    if waiting:
        got = f"{len(waiting)} of {len(others)} had to wait for the clock"
        raise CheckFailed(
            "an answer to each at once", got, f"{waiting[0]} s, while a stream was paused"
        )


def _answered_in_each_pause(transcript: Transcript) -> None:
    recorded = looks(transcript)
    seen = longest([answered_between(transcript, stream) for stream in recorded])
    if not all(seen):
        got = f"none during {seen.count(False)} of {len(seen)} pauses"
        where = f"before token {seen.index(False) + 2}"
        raise CheckFailed("an answer to another request during each pause", got, where)


@check("stage3.ten-streams", points=2, after="stage3.pauses")
def test_ten_streams(transcript: Transcript) -> None:
    """serves ten streams in the time of one

    Nothing may make streams wait for each other, such as a lock or a shared generator.
    """
    for stream in require.streams(transcript, "one of ten: "):
        same_body(stream, reply(stream.prompt or ""))
    one, ten = one_and_ten(transcript)
    if ten > one and not ten_were_paused_at_once(transcript):
        raise CheckFailed(f"ten streams after {_ms(one)}", f"the last ended after {_ms(ten)}")


@check("stage3.never-blocks", points=1, after="stage3.app")
def test_never_blocks(transcript: Transcript) -> None:
    """never blocks the event loop

    time.sleep and loops that watch a clock stop the whole server; await asyncio.sleep does not.
    """
    for blocked in transcript.blocked:
        raise CheckFailed("await asyncio.sleep", f"{blocked.call}\n{blocked.source}", blocked.where)
    problem = transcript.problem
    if problem is not None and problem.kind == "stuck":
        got = f"an event loop that never gets its turn\n{problem.source or ''}".rstrip()
        raise CheckFailed("an event loop that is free during each pause", got, problem.where)


def diagnose(transcript: Transcript) -> str | None:
    """Return the most likely mistake in one sentence, if it can be recognised."""
    for blocked in transcript.blocked:
        how = f"{blocked.call} ({blocked.where})"
        return f"The event loop is blocked by {how}; await asyncio.sleep instead."
    known = app_mistake(transcript, EXERCISE, reply_tokens(LESSON_PROMPT), "text/plain")
    stream = transcript.streams.get(PACED)
    if known or stream is None or len(stream.chunks) < 2:
        return known
    if _prompts_are_mixed_up(transcript):
        return "A stream is the reply to another request's prompt: look for it in a global."
    return _diagnose_pauses(
        transcript, seen_arrivals(transcript), reply_tokens(stream.prompt or "")
    )


def _prompts_are_mixed_up(transcript: Transcript) -> bool:
    streams = [s for s in transcript.streams.values() if s.prompt is not None and s.chunks]
    replies = {reply(s.prompt or "").encode(): s.prompt for s in streams}
    return any(replies.get(s.body, s.prompt) != s.prompt for s in streams)


def _diagnose_pauses(transcript: Transcript, times: list[float], tokens: list[str]) -> str | None:
    if len(times) < len(tokens):
        return "Several tokens are sent in one chunk; each is to be yielded by itself."
    nothing = PAUSE if transcript.real_time else CLOSE
    if max(times) < nothing and "was never awaited" in transcript.output:
        return "A pause is made, but nothing waits for it: an await is missing in front of it."
    if max(times) < nothing:
        return "There is no awaited pause between the tokens: they come one right after the other."
    if max(times) - min(times) < nothing:
        if min(times) < len(tokens) * PAUSE - nothing:
            return (
                "There is one pause for all tokens, in front of them: the sleep belongs into the "
                "loop, and nothing may be collected first."
            )
        return "All pauses come first: the tokens are collected and then sent at once."
    gaps = [now - before for before, now in pairwise(times)]
    usual = usual_pause(transcript)
    if transcript.real_time and abs(usual - PAUSE) > tolerance(transcript):
        return f"The pauses are some {_ms(usual)} long; asyncio.sleep(0.01) is {_ms(PAUSE)}."
    if max(gaps) - min(gaps) < CLOSE and abs(gaps[0] - PAUSE) > NEAR:
        return f"Each pause is {_ms(gaps[0])} long; asyncio.sleep(0.01) is {_ms(PAUSE)}."
    one, ten = one_and_ten(transcript)
    if is_met(test_ten_ms, transcript) and ten > one and not ten_were_paused_at_once(transcript):
        return "Requests wait for each other: look for a lock, or for something they share."
    return None


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.6g} ms"


HINTS = (
    """
    While one client waits for its next token, the server is to answer others. A pause that is
    awaited lets it; one that is not, such as time.sleep, stops everybody. And there is a pause
    before each token, not one for the whole reply.
    """,
    """
    An async def with a yield in it is an async generator: between two tokens it can await. Awaiting
    asyncio.sleep hands the event loop to others for so many seconds; 10 milliseconds are 0.01. The
    tokens come from words(prompt), a plain generator, so a plain for goes through them, also here.

    Lesson: stage 3, "Make It Realistic With an Async Generator and a Delay".

    https://docs.python.org/3/library/asyncio-task.html#asyncio.sleep
    https://docs.python.org/3/reference/expressions.html#asynchronous-generator-functions
    """,
    """
    In place of the raise and of the yield below it, with the three dots filled in:

        for token in ...:                # the tokens of stage 1
            await ...                    # the pause, before the token
            yield ...
    """,
)
